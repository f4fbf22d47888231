/** What the demo tells its visitor once it runs: where it is, who may log in, what to try. */
import { say } from './console.mjs';
import { givenSecret } from './given-secret.mjs';

const MANAGER = 'manager@lakeside.example';
const DEFAULT_PASSWORD = 'showroom-demo';

/** The visitor's own password is not printed: the lines below read it from where it is. */
function shownPassword() {
  if (process.env.DEMO_PASSWORD) return 'the one in DEMO_PASSWORD';
  return process.env.DEMO_PASSWORD_FILE ? 'the one in DEMO_PASSWORD_FILE' : DEFAULT_PASSWORD;
}

/** The password as the shell puts it between single quotes. */
function quotedPassword() {
  if (process.env.DEMO_PASSWORD) return `'"$DEMO_PASSWORD"'`;
  return process.env.DEMO_PASSWORD_FILE ? `'"$(cat "$DEMO_PASSWORD_FILE")"'` : DEFAULT_PASSWORD;
}

/**
 * Prints URL, log-ins and three lines to try.
 * @param {string} url where the server answers
 * @param {{id: string, floor?: number | string} | undefined} showroom the oldest one
 */
export function printGuide(url, showroom) {
  const curl = url.startsWith('https:') ? 'curl -sk' : 'curl -s';
  say(`
The showroom is open: ${url}

  Documentation  ${url}/docs
  Password       ${shownPassword()}
  Log-ins        admin@lakeside.example                     (admin)
                 ${MANAGER}                   (sales manager)
                 rep1@lakeside.example … rep5@lakeside.example  (sales reps)

Try in another terminal: log in, look at the vehicles, let a promising customer walk in.

  ${loginLine(curl, url)}

  ${curl} '${url}/api/v1/vehicles?limit=3' -H "Authorization: Bearer $TOKEN"

  ${enterLine(curl, url, showroom)}

Ctrl-C stops everything.`);
}

function loginLine(curl, url) {
  const body = `{"email":"${MANAGER}","password":"${quotedPassword()}"}`;
  const reader = `node -p 'JSON.parse(fs.readFileSync(0)).accessToken'`;
  return `TOKEN=$(${curl} ${url}/api/v1/auth/login -H 'Content-Type: application/json' -d '${body}' | ${reader})`;
}

function enterLine(curl, url, showroom) {
  const location = showroom?.floor === undefined ? {} : { floor: showroom.floor, x: 4, y: 3 };
  const activity = { type: 'CUSTOMER_ENTERED', leadScore: 0.83 };
  if (location.floor !== undefined) activity.location = location;
  const headers = [
    '"Authorization: Bearer $TOKEN"',
    "'Content-Type: application/json'",
    '"Idempotency-Key: try-$(date +%s)"',
  ];
  const target = `${url}/api/v1/showrooms/${showroom?.id ?? '{id of GET /showrooms}'}/activities`;
  return `${curl} '${target}' -H ${headers.join(' -H ')} -d '${JSON.stringify(activity)}'`;
}

/** The password that the seed gives to the demo's users. */
export function demoLogin() {
  return { email: MANAGER, password: givenSecret('DEMO_PASSWORD') ?? DEFAULT_PASSWORD };
}

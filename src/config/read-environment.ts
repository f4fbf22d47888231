import { readFileSync } from 'node:fs';

/** Variables that are given, by name; an empty one counts as not given. */
export type Variables = Readonly<Record<string, string>>;

/** May also be given as `NAME_FILE`, the path of a file that holds the value. */
const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'JWT_SIGNING_KEY',
  'JWT_SIGNING_KEY_NEXT',
  'JWT_SIGNING_KEY_PREVIOUS',
  'OPS_CLIENT_SECRET',
  'OIDC_ISSUERS',
  'DATA_ENCRYPTION_KEY',
  'DATA_ENCRYPTION_KEY_PREVIOUS',
  'LEAD_SCORING_API_KEY',
  'TWILIO_AUTH_TOKEN',
  'SMTP_URL',
  'DEMO_PASSWORD',
  'ADMIN_PASSWORD',
] as const;

/** What is given, secrets read from their files; adds what is wrong with these to `faults`. */
export function readEnvironment(env: NodeJS.ProcessEnv, faults: string[]): Variables {
  const given = Object.entries(env).flatMap(([name, value]): Array<[string, string]> => {
    const text = value?.trim() ?? '';
    return text === '' ? [] : [[name, text]];
  });
  const variables = Object.fromEntries(given);
  for (const name of SECRETS) {
    const secret = readSecret(name, variables, faults);
    if (secret !== undefined) variables[name] = secret;
  }
  return variables;
}

function readSecret(name: string, variables: Variables, faults: string[]): string | undefined {
  const file = variables[`${name}_FILE`];
  if (file === undefined) return undefined;
  if (variables[name] !== undefined) {
    faults.push(`${name} and ${name}_FILE are both given; one of them is enough`);
    return undefined;
  }
  const content = readText(file)?.trim();
  if (content === undefined) faults.push(`${name}_FILE names a file that cannot be read`);
  else if (content === '') faults.push(`${name}_FILE names a file that is empty`);
  return content === '' ? undefined : content;
}

/** The text of a file, or undefined when it cannot be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

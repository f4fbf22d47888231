import { createAuditModule } from '../../../src/modules/audit/index.js';
import { AuthAudit } from '../../../src/modules/auth/auth-audit.js';
import { SessionRepository } from '../../../src/modules/auth/session-repository.js';
import { SessionService } from '../../../src/modules/auth/session-service.js';
import type { RefreshOutcome, RefreshTokenRow } from '../../../src/modules/auth/session-types.js';
import { UserRepository } from '../../../src/modules/auth/user-repository.js';
import { createLogger } from '../../../src/observability/logger.js';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup } from './people.js';
import type { Group } from './people.js';
import { askRefresh, login, logoutEverywhere, refresh, refusal } from './session-client.js';
import type { Tokens } from './session-client.js';
import { StillClock } from './still-clock.js';

let app: AuthApp;
let other: AuthApp;
let group: Group;
beforeAll(async () => {
  app = await startAuthApp({ clock: new StillClock() });
  other = await startAuthApp({ clock: app.clock });
  group = await createGroup(app);
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

/** Counts how often a token is locked: each time is a transaction. */
class CountingRepository extends SessionRepository {
  locks = 0;

  override async lockToken(tokenHash: Buffer): Promise<RefreshTokenRow | undefined> {
    this.locks += 1;
    return super.lockToken(tokenHash);
  }
}

/** Stands for an instance: several meet in the database only. */
function createService(
  sessions: SessionRepository = new SessionRepository(app.database.tenantDb),
): SessionService {
  const { database, clock } = app;
  const logger = createLogger('silent');
  const { trail } = createAuditModule({ database, clock, logger });
  return new SessionService({
    unitOfWork: database.unitOfWork,
    sessions,
    users: new UserRepository(database),
    access: { forget: () => undefined },
    audit: new AuthAudit({ trail, logger }),
    clock,
    logger,
    secret: Buffer.from('the same on all instances'),
  });
}

function successorIn(outcome: RefreshOutcome): string {
  if (outcome.kind !== 'granted') throw new Error(`A refresh was ${outcome.kind}.`);
  return outcome.grant.refreshToken;
}

async function tokensOf({ sessionId }: Tokens): Promise<number> {
  const rows = await app.database.rawDb.select(
    'SELECT 1 FROM refresh_tokens WHERE session_id = $sessionId',
    { sessionId },
  );
  return rows.length;
}

it('200 at once over HTTP, on two instances, get one successor', async () => {
  const tokens = await login(app, group.admin);
  const asked = Array.from({ length: 200 }, (_, index) =>
    refresh(index % 2 === 0 ? app : other, tokens.refreshToken),
  );
  const answers = await Promise.all(asked);
  expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  expect(new Set(answers.map(({ sessionId }) => sessionId))).toEqual(new Set([tokens.sessionId]));
  expect(await tokensOf(tokens)).toBe(2);
});

it('1,001 at once on one instance get one successor in one transaction', async () => {
  const tokens = await login(app, group.admin);
  const sessions = new CountingRepository(app.database.tenantDb);
  const service = createService(sessions);
  const asked = Array.from({ length: 1_001 }, () => service.refresh(tokens.refreshToken, 'tablet'));
  const successors = (await Promise.all(asked)).map(successorIn);
  expect(successors).toHaveLength(1_001);
  expect(new Set(successors).size).toBe(1);
  expect(sessions.locks).toBe(1);
  expect(await tokensOf(tokens)).toBe(2);
});

it('1,001 on 21 instances, in waves, get one successor', async () => {
  const tokens = await login(app, group.admin);
  const sessions = new CountingRepository(app.database.tenantDb);
  const services = Array.from({ length: 21 }, () => createService(sessions));
  const successors = new Set<string>();
  let refreshed = 0;
  while (refreshed < 1_001) {
    const wave = services.slice(0, 1_001 - refreshed);
    const asked = wave.map((service) => service.refresh(tokens.refreshToken, 'tablet'));
    for (const outcome of await Promise.all(asked)) successors.add(successorIn(outcome));
    refreshed += wave.length;
  }
  expect(refreshed).toBe(1_001);
  // Those of the first wave wait for one another; whoever comes later is only told again.
  expect(sessions.locks).toBeGreaterThan(0);
  expect(sessions.locks).toBeLessThanOrEqual(21);
  expect(successors.size).toBe(1);
  expect(await tokensOf(tokens)).toBe(2);
});

it('of two clients who race with one token, neither is left with a session', async () => {
  for (let round = 0; round < 5; round += 1) {
    const tokens = await login(app, group.admin);
    const answers = await Promise.all([
      askRefresh(app, tokens.refreshToken, { userAgent: 'tablet' }),
      askRefresh(other, tokens.refreshToken, { userAgent: 'thief' }),
    ]);
    const won = answers.find(({ status }) => status === 200);
    const lost = answers.find(({ status }) => status === 401);
    expect(lost?.body).toMatchObject({ code: 'refresh_token_reused' });
    const { refreshToken } = won?.body as Tokens;
    expect(await refusal(app, refreshToken)).toBe('invalid_refresh_token');
  }
});

it('no refresh outlives a log-out everywhere that races with it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const tokens = await login(app, group.admin);
    const { accessToken } = await login(app, group.admin);
    const [answer, end] = await Promise.all([
      askRefresh(other, tokens.refreshToken),
      logoutEverywhere(app, accessToken),
    ]);
    expect(end.status).toBe(204);
    const { refreshToken = tokens.refreshToken } = answer.body as Partial<Tokens>;
    expect(await refusal(app, refreshToken)).toBe('invalid_refresh_token');
  }
});

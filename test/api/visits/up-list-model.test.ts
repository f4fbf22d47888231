import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { TestClock } from '../../support/test-clock.js';
import { numberOf, searchUpList } from '../../support/up-list/up-list-commands.js';
import type { UpListCall, UpListHost } from '../../support/up-list/up-list-floor.js';

const LAPSE_MS = 121_000;
const ATTEMPTS = 8;

const clock = new TestClock();
let spoil: (app: TestApp) => void = () => undefined;
let apps: [TestApp, TestApp];

async function startOne(): Promise<TestApp> {
  const app = await startTestApp({ clock });
  spoil(app);
  return app;
}

beforeAll(async () => {
  apps = [await startOne(), await startOne()];
});

afterAll(async () => {
  for (const app of apps) await app.stop();
});

/** Both instances in this process: one ends in an orderly way, but whatever is being done. */
class InProcessHost implements UpListHost {
  readonly showroomId: string;
  readonly managerId: string;
  readonly repIds: readonly string[];
  private readonly tokens = new Map<string, string>();

  constructor(private readonly group: DealerGroup) {
    this.showroomId = group.showroom.id;
    this.managerId = group.manager.userId;
    this.repIds = group.reps.map(({ userId }) => userId);
    for (const { userId, token } of [group.manager, ...group.reps]) this.tokens.set(userId, token);
  }

  async send(instance: number, call: UpListCall): Promise<{ status: number; body: unknown }> {
    const { method, path, userId, body } = call;
    const key = freshKey();
    for (let attempt = 0; ; attempt += 1) {
      const client = app(instance + attempt).request(this.tokens.get(userId));
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
      const request = client[verb](path).set('Idempotency-Key', key);
      const answer = await request.send(body).catch((error: unknown) => {
        if (attempt === ATTEMPTS || !isLost(error)) throw error;
        return undefined;
      });
      if (answer !== undefined && (answer.status !== 503 || attempt === ATTEMPTS)) return answer;
    }
  }

  async query<Row extends object>(sql: string): Promise<readonly Row[]> {
    return app(0).database.rawDb.select<Row>(sql);
  }

  async lapse(): Promise<void> {
    clock.advance(LAPSE_MS);
    const now = clock.now().toISOString().replace('T', ' ').replace('Z', '');
    await eventually(
      () =>
        this.query(
          `SELECT id FROM jobs WHERE organization_id = '${this.group.organizationId}'
             AND state = 'pending' AND due_at <= '${now}'`,
        ),
      (due) => due.length === 0,
    );
    await this.renewTokens();
  }

  async crash(instance: number): Promise<void> {
    await app(instance).stop();
    apps[instance === 0 ? 0 : 1] = await startOne();
  }

  private async renewTokens(): Promise<void> {
    const { tokens } = app(0).app.modules.auth;
    for (const userId of this.tokens.keys()) {
      const token = await this.group.inContext(() => tokens.issueAccessToken(userId));
      this.tokens.set(userId, token);
    }
  }
}

function app(number: number): TestApp {
  return number % 2 === 0 ? apps[0] : apps[1];
}

/** The instance has ended before it has answered. Node's errors are of another realm than Jest's. */
function isLost(error: unknown): boolean {
  const code: unknown = Object(error) === error ? Reflect.get(Object(error), 'code') : undefined;
  return code === 'ECONNREFUSED' || code === 'ECONNRESET';
}

async function open(reps: number): Promise<UpListHost> {
  return new InProcessHost(await createDealerGroup(app(0), { reps }));
}

describe('the up list', () => {
  // The usual seed finds, in these few runs, also: a check-out that keeps the customer, freed reps
  // who do not serve the waiting first, and pauses that end when a rep is freed.
  it('does what a model of it says, whatever happens at two instances at once', async () => {
    const runs = numberOf('UP_LIST_RUNS', 3);
    const seed = numberOf('UP_LIST_SEED', 13);
    const search = { runs, steps: 30, crashes: 1, seed };
    expect(await searchUpList({ ...search, open })).toBeUndefined();
  }, 600_000);

  it('is seen to fail by it where freed reps forget those who wait', async () => {
    spoil = ({ app: { modules } }) => {
      modules.rotation.turns.serveWaiting = (_, staff) => Promise.resolve(staff);
    };
    for (const one of apps) spoil(one);
    const found = await searchUpList({ runs: 10, steps: 30, crashes: 0, seed: 1, open });
    expect(found).toContain('waiting');
  }, 60_000);
});

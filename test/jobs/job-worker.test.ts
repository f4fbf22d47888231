import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { LEASE_MS } from '../../src/jobs/claim-table.js';
import type { DueJob, JobHandler } from '../../src/jobs/job.js';
import { asSystem, currentContext } from '../../src/observability/request-context.js';
import { conflict } from '../../src/shared/errors.js';
import { createGate } from '../database/gate.js';
import { eventually } from '../support/eventually.js';
import { EventFixture } from './event-fixture.js';

const MINUTE_MS = 60_000;

let fixture: EventFixture;
let database: Database;

beforeAll(async () => {
  fixture = await EventFixture.create();
  database = fixture.schema.open(workerPoolLimits);
});

afterEach(() => fixture.reset());

afterAll(() => fixture.drop());

/** Leaves the job's `payload.n` as its effect. */
function handler(on: Database, parts: Partial<JobHandler> = {}): JobHandler {
  return {
    type: 'thing.do',
    handle: (job: DueJob) => fixture.leave(on, job.type, String(job.payload['n'])),
    ...parts,
  };
}

async function done(): Promise<string[]> {
  return (await fixture.effects()).map(({ what }) => what);
}

interface StoredJob {
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

function jobs(): Promise<StoredJob[]> {
  return fixture.select<StoredJob>(
    'SELECT state, attempts, last_error AS lastError FROM jobs ORDER BY id',
  );
}

describe('JobQueue', () => {
  it('needs a unit of work', async () => {
    const job = { type: 'thing.do', payload: {}, runAt: fixture.clock.now() };
    await expect(fixture.queue().enqueue(job)).rejects.toThrow('needs a unit of work');
    await expect(fixture.queue().cancel('key')).rejects.toThrow('needs a unit of work');
  });

  it('keeps no job of a run that was rolled back', async () => {
    const run = fixture.run(async () => {
      await fixture.queue().enqueue({ type: 'thing.do', payload: {}, runAt: fixture.clock.now() });
      throw new Error('changed my mind');
    });
    await expect(run).rejects.toThrow('changed my mind');
    expect(await jobs()).toEqual([]);
  });

  it('ignores a second job with the same key, and keeps the run', async () => {
    const runtime = fixture.start({ jobs: [handler(database)] }, database);
    await fixture.run(async () => {
      const job = { type: 'thing.do', runAt: fixture.clock.now(), uniqueKey: 'thing.do:1' };
      await fixture.queue().enqueue({ ...job, payload: { n: 1 } });
      await fixture.queue().enqueue({ ...job, payload: { n: 2 } });
      await fixture.queue().enqueue({ ...job, payload: { n: 3 }, uniqueKey: 'thing.do:3' });
    });
    await runtime.idle();
    await fixture.enqueue({ uniqueKey: 'thing.do:1', payload: { n: 4 } });
    await runtime.idle();
    expect(new Set(await done())).toEqual(new Set(['1', '3']));
  });

  it('takes back a job that is not done yet', async () => {
    const runtime = fixture.start({ jobs: [handler(database)] }, database);
    const runAt = new Date(fixture.clock.now().getTime() + MINUTE_MS);
    await fixture.enqueue({ uniqueKey: 'a', payload: { n: 'cancelled' }, runAt });
    await fixture.enqueue({ uniqueKey: 'b', payload: { n: 'kept' }, runAt });
    await fixture.run(() => fixture.queue().cancel('a'));
    await fixture.run(() => fixture.queue().cancel('never heard of'));
    fixture.clock.advance(MINUTE_MS);
    await runtime.idle();
    expect(await done()).toEqual(['kept']);
  });

  it('keeps nothing of a job that was cancelled while it was being prepared', async () => {
    const [entered, leave] = [createGate(), createGate()];
    const slow = handler(database, {
      prepare: () => {
        entered.open();
        return leave.opened;
      },
    });
    const runtime = fixture.start({ jobs: [slow] }, database);
    await fixture.enqueue({ uniqueKey: 'a' });
    await entered.opened;
    await fixture.run(() => fixture.queue().cancel('a'));
    leave.open();
    await runtime.idle();
    expect(await done()).toEqual([]);
  });
});

describe('jobs', () => {
  it('are done when they are due, by the clock that is moved', async () => {
    const runtime = fixture.start({ jobs: [handler(database)] }, database);
    const runAt = new Date(fixture.clock.now().getTime() + MINUTE_MS);
    await fixture.enqueue({ runAt, payload: { n: 1 } });
    await runtime.idle();
    fixture.clock.advance(MINUTE_MS - 1);
    await runtime.idle();
    expect(await done()).toEqual([]);
    fixture.clock.advance(1);
    await runtime.idle();
    expect(await done()).toEqual(['1']);
  });

  it('are done once each with two workers', async () => {
    const databases = [database, fixture.schema.open(workerPoolLimits)];
    const runtimes = databases.map((each) => fixture.start({ jobs: [handler(each)] }, each));
    const numbers = Array.from({ length: 80 }, (_, n) => String(n));
    await Promise.all(numbers.map((n) => fixture.enqueue({ payload: { n } })));
    await eventually(async () => (await done()).length >= numbers.length);
    await Promise.all(runtimes.map((runtime) => runtime.idle()));
    expect((await done()).sort()).toEqual([...numbers].sort());
    expect((await jobs()).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('run in the organization that has enqueued them, or as the system', async () => {
    const organizations: Array<string | undefined> = [];
    const reasons: Array<string | undefined> = [];
    const nosy = handler(database, {
      handle: (job) => {
        organizations.push(currentContext()?.organizationId, job.organizationId);
        reasons.push(currentContext()?.systemReason);
        return Promise.resolve();
      },
    });
    const runtime = fixture.start({ jobs: [nosy] }, database);
    await fixture.enqueue();
    await runtime.idle();
    const job = { type: 'thing.do', payload: {}, runAt: fixture.clock.now() };
    await asSystem('test', () =>
      database.unitOfWork.run(() => fixture.queue(database).enqueue(job)),
    );
    await runtime.idle();
    const { organizationId } = fixture;
    expect(organizations).toEqual([organizationId, organizationId, undefined, undefined]);
    expect(reasons).toEqual([undefined, 'job thing.do']);
  });

  it('are tried again after a failure, which keeps nothing', async () => {
    let attempts = 0;
    const shaky = handler(database, {
      handle: async (job) => {
        attempts += 1;
        await fixture.leave(database, job.type, `attempt ${job.attempts}`);
        if (attempts === 1) throw conflict('not_yet', 'Not yet.');
      },
    });
    const runtime = fixture.start({ jobs: [shaky] }, database);
    await fixture.enqueue();
    await runtime.idle();
    expect(await jobs()).toEqual([{ state: 'pending', attempts: 1, lastError: 'not_yet' }]);
    fixture.clock.advance(1_000);
    await runtime.idle();
    expect(await done()).toEqual(['attempt 2']);
    expect(await jobs()).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('are done by another worker when the first has died with them', async () => {
    const dying = fixture.schema.open(workerPoolLimits);
    const [entered, never] = [createGate(), createGate()];
    const stuck = handler(dying, {
      prepare: () => {
        entered.open();
        return never.opened;
      },
    });
    const crashed = fixture.start({ jobs: [stuck] }, dying);
    await fixture.enqueue({ payload: { n: 1 } });
    await entered.opened;
    const surviving = fixture.start({ jobs: [handler(database)] }, database);
    fixture.clock.advance(LEASE_MS - 1);
    await surviving.idle();
    expect(await done()).toEqual([]);
    fixture.clock.advance(1);
    await surviving.idle();
    never.open();
    await crashed.idle();
    expect(await done()).toEqual(['1']);
  });

  it('of a type that nobody here knows are left alone', async () => {
    const runtime = fixture.start({ jobs: [handler(database)] }, database);
    await fixture.enqueue({ type: 'other.do' });
    await runtime.idle();
    expect(await jobs()).toEqual([{ state: 'pending', attempts: 0, lastError: null }]);
  });

  it('have one handler for each type', () => {
    const twice = [handler(database), handler(database)];
    expect(() => fixture.start({ jobs: twice }, database)).toThrow('thing.do is used twice');
  });
});

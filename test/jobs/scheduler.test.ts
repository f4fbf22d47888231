import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { Schedule } from '../../src/jobs/job.js';
import { currentContext } from '../../src/observability/request-context.js';
import { createGate } from '../database/gate.js';
import { EventFixture } from './event-fixture.js';

const EVERY_MS = 60_000;

let fixture: EventFixture;

beforeAll(async () => {
  fixture = await EventFixture.create();
});

afterEach(() => fixture.reset());

afterAll(() => fixture.drop());

/** Leaves one effect a run. */
function counting(parts: Partial<Schedule> = {}): Schedule {
  const database = fixture.schema.open(workerPoolLimits);
  return {
    name: 'test.count',
    everyMs: EVERY_MS,
    run: () => database.unitOfWork.run(() => fixture.leave(database, 'test.count', 'a run')),
    ...parts,
  };
}

async function runs(): Promise<number> {
  return (await fixture.effects('test.count')).length;
}

describe('Scheduler', () => {
  it('runs once an interval with two workers', async () => {
    const runtimes = [1, 2].map(() => fixture.start({ schedules: [counting()] }));
    const settle = (): Promise<unknown> => Promise.all(runtimes.map((each) => each.idle()));
    await settle();
    expect(await runs()).toBe(1);
    for (let interval = 1; interval <= 5; interval += 1) {
      fixture.clock.advance(EVERY_MS);
      await settle();
      expect(await runs()).toBe(1 + interval);
    }
    fixture.clock.advance(EVERY_MS - 1);
    await settle();
    expect(await runs()).toBe(6);
  });

  it('makes one run of the intervals that were missed', async () => {
    const runtime = fixture.start({ schedules: [counting()] });
    await runtime.idle();
    fixture.clock.advance(10 * EVERY_MS + 1_000);
    await runtime.idle();
    await runtime.idle();
    expect(await runs()).toBe(2);
    fixture.clock.advance(EVERY_MS - 1_000);
    await runtime.idle();
    expect(await runs()).toBe(3);
  });

  it('is not held up when the clock was ahead, and is put right', async () => {
    const ahead = fixture.start({ schedules: [counting()] });
    fixture.clock.advance(1_000 * EVERY_MS);
    await ahead.idle();
    await ahead.stop();
    fixture.clock.advance(-1_000 * EVERY_MS);
    const before = await runs();
    const runtime = fixture.start({ schedules: [counting()] });
    await runtime.idle();
    fixture.clock.advance(EVERY_MS);
    await runtime.idle();
    expect(await runs()).toBe(before + 1);
  });

  it('goes on after a failed run, at the next interval', async () => {
    let attempts = 0;
    const failing = counting({
      run: () => {
        attempts += 1;
        return Promise.reject(new RangeError('a defect'));
      },
    });
    const runtime = fixture.start({ schedules: [failing] });
    await runtime.idle();
    const [row] = await fixture.select<{ lastError: string }>(
      `SELECT last_error AS lastError FROM schedules WHERE name = 'test.count'`,
    );
    expect(row?.lastError).toBe('RangeError');
    expect(attempts).toBe(1);
    fixture.clock.advance(EVERY_MS);
    await runtime.idle();
    expect(attempts).toBe(2);
  });

  it('does not begin a run while another process is at it, unless that has died', async () => {
    const [entered, never] = [createGate(), createGate()];
    const stuck = counting({
      run: () => {
        entered.open();
        return never.opened;
      },
    });
    fixture.start({ schedules: [stuck] });
    await entered.opened;
    const other = fixture.start({ schedules: [counting()] });
    fixture.clock.advance(2 * EVERY_MS);
    await other.idle();
    expect(await runs()).toBe(0);
    fixture.clock.advance(3 * EVERY_MS);
    await other.idle();
    never.open();
    expect(await runs()).toBe(1);
  });

  it('runs across tenants, for a reason', async () => {
    const reasons: Array<string | undefined> = [];
    const nosy = counting({
      run: () => {
        reasons.push(currentContext()?.systemReason);
        return Promise.resolve();
      },
    });
    await fixture.start({ schedules: [nosy] }).idle();
    expect(reasons).toEqual(['schedule test.count']);
  });
});

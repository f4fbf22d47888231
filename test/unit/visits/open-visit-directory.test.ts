import { describe, expect, it } from '@jest/globals';
import { MemoryPositionStore } from '../../../src/cache/position-store.js';
import { OpenVisitDirectory } from '../../../src/modules/visits/open-visit-directory.js';
import type { Visit } from '../../../src/modules/visits/visit-types.js';
import { asOrganization } from '../../../src/observability/request-context.js';

const enteredAt = new Date('2026-11-20T12:00:00.000Z');
const visit = (id: string, more: Partial<Visit> = {}): Visit => ({
  ...{ id, showroomId: 'showroom', enteredAt, lastActivityAt: enteredAt, version: 1 },
  ...more,
});

/** Visits in a database that answers when it is told to. */
class SlowVisits {
  readonly rows: Visit[] = [];
  private readonly waiting: Array<() => void> = [];
  asked = 0;

  async named(_showroom: string, ids: readonly string[], customers: readonly string[]) {
    this.asked += 1;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    const isOpenOf = ({ customerId = '', exitedAt }: Visit): boolean =>
      exitedAt === undefined && customers.includes(customerId);
    return this.rows.filter((row) => ids.includes(row.id) || isOpenOf(row));
  }

  answer(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

function rig() {
  const readModel = new SlowVisits();
  let now = enteredAt.getTime();
  const clock = { now: () => new Date(now) };
  const directory = new OpenVisitDirectory({
    ...{ readModel, clock },
    positions: new MemoryPositionStore(),
  });
  const findIn = (group: string, ...names: Array<{ visitId?: string; customerId?: string }>) =>
    asOrganization(group, () => directory.find('showroom', names));
  const find = (...names: Array<{ visitId?: string; customerId?: string }>) =>
    findIn('group', ...names);
  const found = async (...names: Parameters<typeof find>) => {
    const answer = find(...names);
    readModel.answer();
    return (await answer).map((one) => one?.id);
  };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { readModel, find, findIn, found, pass };
}

describe('open visits', () => {
  it('are read once in two seconds, by whichever name', async () => {
    const { readModel, found, pass } = rig();
    readModel.rows.push(visit('a', { customerId: 'ann' }));
    expect(await found({ visitId: 'a' }, { customerId: 'ann' })).toEqual(['a', 'a']);
    expect(await found({ visitId: 'a', customerId: 'ann' })).toEqual(['a']);
    expect(readModel.asked).toBe(1);
    pass(2_000);
    expect(await found({ visitId: 'a' })).toEqual(['a']);
    expect(readModel.asked).toBe(2);
  });

  it('are found though they grow old while others are read', async () => {
    const { readModel, find, found, pass } = rig();
    readModel.rows.push(visit('a'), visit('b'));
    await found({ visitId: 'a' });
    pass(1_999);
    const answer = find({ visitId: 'a' }, { visitId: 'b' });
    pass(1_000);
    const other = find({ visitId: 'a' });
    readModel.answer();
    expect((await answer).map((one) => one?.id)).toEqual(['a', 'b']);
    expect((await other).map((one) => one?.id)).toEqual(['a']);
  });

  it('are read again before anybody is refused', async () => {
    const { readModel, found } = rig();
    readModel.rows.push(visit('a'));
    await found({ visitId: 'a' });
    readModel.rows.splice(0, 1, visit('a', { customerId: 'ann' }));
    expect(await found({ visitId: 'a', customerId: 'ann' })).toEqual(['a']);
    readModel.rows.splice(0, 1, visit('a', { exitedAt: enteredAt }));
    expect(await found({ visitId: 'nobody' })).toEqual([undefined]);
    expect(await found({ customerId: 'bob' })).toEqual([undefined]);
    expect(readModel.asked).toBe(4);
  });

  it('are of one tenant', async () => {
    const { readModel, findIn, found } = rig();
    readModel.rows.push(visit('a'));
    await found({ visitId: 'a' });
    readModel.rows.splice(0, 1);
    const theirs = findIn('other', { visitId: 'a' });
    readModel.answer();
    expect(await theirs).toEqual([undefined]);
  });
});

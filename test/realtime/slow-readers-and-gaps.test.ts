import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/shared/ids.js';
import { createRealtimeRig, roomOf } from './support/realtime-rig.js';
import type { RealtimeRig } from './support/realtime-rig.js';

let rig: RealtimeRig;

beforeAll(async () => {
  rig = await createRealtimeRig();
});

afterAll(() => rig.stop());

/** Long enough for several short polls. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 150));
}

describe('what goes wrong', () => {
  it('a slow reader is closed with 1013 while the others go on, and resumes', async () => {
    const here = await rig.start({ options: { maxBufferedBytes: 65_536, closeGraceMs: 10_000 } });
    const person = rig.person();
    const room = roomOf(person);
    const [slow, quick] = [await here.join(person, room), await here.join(person, room)];
    await slow.untilType('RECENT_ACTIVITY');
    slow.socket.pause();
    let last = 0;
    for (let round = 0; round < 12; round += 1) {
      last = await rig.append(room, person.organizationId, 10, 100_000);
      await quick.when(() => quick.seqs(room).includes(last));
    }
    slow.socket.resume();
    expect(await slow.ended).toEqual({ code: 1013, reason: 'too slow a reader' });
    const all = Array.from({ length: last }, (_, index) => index + 1);
    expect(quick.seqs(room)).toEqual(all);
    const had = slow.seqs(room);
    const again = await here.join(person, room, had.at(-1) ?? 0);
    await again.when(() => again.seqs(room).includes(last));
    expect([...had, ...again.seqs(room)]).toEqual(all);
    await Promise.all([quick.close(), again.close()]);
  });

  it('a long replay does not make a reader too slow', async () => {
    const here = await rig.start({ options: { maxBufferedBytes: 65_536 } });
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 200, 100_000);
    const member = await here.join(person, room, 0);
    await member.when(() => member.seqs(room).length === 200);
    expect(member.seqs(room)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    await member.close();
  });

  it('who does not read a replay is closed with 1013', async () => {
    const options = { maxBufferedBytes: 65_536, drainMs: 200, closeGraceMs: 10_000 };
    const here = await rig.start({ options });
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 150, 100_000);
    const member = await here.connect(person);
    member.send('SUBSCRIBE', { room, resumeFrom: 0 });
    await member.untilType('SUBSCRIBED');
    member.socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    member.socket.resume();
    expect(await member.ended).toEqual({ code: 1013, reason: 'too slow a reader' });
  });

  it('events that are gone before they were read lead to RESYNC', async () => {
    const here = await rig.start({ wakeBus: undefined, options: { pollMs: 300 } });
    const person = rig.person();
    const room = roomOf(person);
    const member = await here.join(person, room);
    await member.untilType('RECENT_ACTIVITY');
    await rig.append(room, person.organizationId, 5);
    await rig.forget(room, 3);
    await member.when(() => member.seqs(room).length === 2);
    expect((await member.untilType('RESYNC')).payload).toEqual({ room, seq: 3 });
    expect(member.seqs(room)).toEqual([4, 5]);
    await member.close();
  });

  it('the database comes back, and so do the events', async () => {
    const { proxy, database } = await rig.openThroughProxy();
    const here = await rig.start({ database });
    const person = rig.person();
    const room = roomOf(person);
    const member = await here.join(person, room);
    await member.untilType('RECENT_ACTIVITY');
    proxy.cut();
    await rig.append(room, person.organizationId, 3);
    member.send('SUBSCRIBE', { room: `user:${person.userId}` });
    const { payload } = await member.untilType('ERROR');
    expect(payload).toMatchObject({ code: 'PROCESSING_ERROR', problem: 'database_unavailable' });
    proxy.mend();
    await member.when(() => member.seqs(room).length === 3);
    expect(member.seqs(room)).toEqual([1, 2, 3]);
    await member.close();
    await here.stop();
    await proxy.close();
  });

  it('asks with one query for all rooms, and not at all when nobody is there', async () => {
    const { proxy, database } = await rig.openThroughProxy();
    const here = await rig.start({ database, wakeBus: undefined, options: { pollMs: 20 } });
    const person = rig.person({ showroomIds: 'all' });
    const member = await here.join(person, `showroom:${newId()}`);
    member.send('SUBSCRIBE', { room: `showroom:${newId()}` });
    await member.when(() => member.types().filter((type) => type === 'SUBSCRIBED').length === 2);
    await settle();

    const statements: string[] = [];
    const stopObserving = database.sequelize.observe((sql) => statements.push(sql));
    await settle();
    expect(statements.length).toBeGreaterThan(2);
    expect(new Set(statements).size).toBe(1);
    await member.close();
    await settle();
    statements.length = 0;
    await settle();
    expect(statements).toEqual([]);
    stopObserving();
    await here.stop();
    await proxy.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalWakeBus, WAKE_ROOMS } from '../../src/events/wake-bus.js';
import { createRealtimeRig, roomOf } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';

let rig: RealtimeRig;
let here: Instance;
let there: Instance;

beforeAll(async () => {
  rig = await createRealtimeRig();
  here = await rig.start();
  there = await rig.start();
});

afterAll(() => rig.stop());

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

describe('resuming', () => {
  it('replays on another instance what came after n, without a gap or a double', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const first = await here.join(person, room);
    await rig.append(room, person.organizationId, 5);
    await first.when(() => first.seqs(room).length === 5);
    await first.close();
    await rig.append(room, person.organizationId, 1_200);

    const second = await there.join(person, room, 5);
    await rig.append(room, person.organizationId, 3);
    await second.when(() => second.seqs(room).includes(1_208));
    expect(second.seqs(room)).toEqual(range(6, 1_208));
    await second.close();
  });

  it('loses and doubles nothing while events keep coming', async () => {
    const person = rig.person({ role: 'admin' });
    const room = roomOf(person);
    const writing = new AbortController();
    const writer = (async () => {
      while (!writing.signal.aborted) await rig.append(room, person.organizationId, 7);
    })();
    const clients = await Promise.all(
      range(1, 12).map((number) => (number % 2 === 0 ? here : there).join(person, room, 0)),
    );
    writing.abort();
    await writer;
    const last = await rig.append(room, person.organizationId);
    for (const client of clients) {
      await client.when(() => client.seqs(room).includes(last));
      expect(client.seqs(room)).toEqual(range(1, last));
      await client.close();
    }
  });

  it('gives a newcomer who is ahead of the others nothing twice', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const wakeBus = new LocalWakeBus();
    const instance = await rig.start({ wakeBus, options: { pollMs: 60_000 } });
    const early = await instance.join(person, room);
    await early.untilType('RECENT_ACTIVITY');
    await rig.append(room, person.organizationId, 3);
    const late = await instance.join(person, room);
    const later = await instance.join(person, room, 1);
    await later.when(() => later.seqs(room).length === 2);
    await rig.append(room, person.organizationId);
    wakeBus.publish(WAKE_ROOMS, [room]);
    for (const member of [early, late, later])
      await member.when(() => member.seqs(room).includes(4));
    expect([early, late, later].map((member) => member.seqs(room))).toEqual([
      [1, 2, 3, 4],
      [4],
      [2, 3, 4],
    ]);
    await Promise.all([early, late, later].map((member) => member.close()));
  });

  it('has nothing to replay for who is up to date, also when all is forgotten', async () => {
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 3);
    await rig.forget(room, 3);
    const client = await here.join(person, room, 3);
    await client.untilType('RECENT_ACTIVITY');
    await rig.append(room, person.organizationId);
    await client.when(() => client.seqs(room).length > 0);
    expect(client.types()).not.toContain('RESYNC');
    expect(client.seqs(room)).toEqual([4]);
    await client.close();
  });

  it.each([
    ['what came next is forgotten', 1],
    ['the number is ahead of the room', 11],
  ])('tells to start again when %s', async (_what, resumeFrom) => {
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 5);
    await rig.forget(room, 3);
    const client = await here.join(person, room, resumeFrom);
    await client.untilType('RESYNC');
    await rig.append(room, person.organizationId);
    await client.when(() => client.seqs(room).length > 0);
    expect(client.frames.slice(1).map(({ type }) => type)).toEqual([
      'SUBSCRIBED',
      'INITIAL_STATE',
      'RECENT_ACTIVITY',
      'RESYNC',
      'CUSTOMER_ENTERED',
    ]);
    expect((await client.untilType('RESYNC')).payload).toEqual({ room, seq: 5 });
    expect(client.seqs(room)).toEqual([6]);
    await client.close();
  });

  it('tells to start again who is too far behind', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const instance = await rig.start({ options: { maxReplay: 10 } });
    await rig.append(room, person.organizationId, 11);
    const client = await instance.join(person, room, 0);
    await client.untilType('RESYNC');
    expect(client.seqs(room)).toEqual([]);
    client.send('SUBSCRIBE', { room, resumeFrom: 1 });
    await client.when(() => client.seqs(room).length === 10);
    expect(client.seqs(room)).toEqual(range(2, 11));
    await client.close();
  });
});

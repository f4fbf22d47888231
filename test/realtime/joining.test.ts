import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/shared/ids.js';
import { createRealtimeRig, roomOf, showroomSnapshot } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';

let rig: RealtimeRig;
let here: Instance;

beforeAll(async () => {
  rig = await createRealtimeRig();
  here = await rig.start();
});

afterAll(() => rig.stop());

describe('welcome', () => {
  it('tells who and where one is, and that one is in the own room', async () => {
    const person = rig.person();
    const client = await here.connect(person);
    const { payload } = await client.untilType('WELCOME');
    expect(payload).toEqual({
      connectionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userId: person.userId,
      serverTime: expect.stringMatching(/Z$/),
      rooms: [`user:${person.userId}`],
    });
    await client.close();
  });

  it('brings events of the own room without a subscription', async () => {
    const person = rig.person();
    const room = `user:${person.userId}`;
    await rig.append(room, person.organizationId, 3);
    const client = await here.connect(person);
    await rig.append(room, person.organizationId);
    await client.when(() => client.seqs(room).length > 0);
    expect(client.seqs(room)).toEqual([4]);
    await client.close();
  });

  it('replays the own room on demand', async () => {
    const person = rig.person();
    const room = `user:${person.userId}`;
    await rig.append(room, person.organizationId, 3);
    const client = await here.join(person, room, 1);
    await client.when(() => client.seqs(room).length === 2);
    expect(client.types()).toEqual(['WELCOME', 'SUBSCRIBED', ...TWO_EVENTS]);
    expect(client.seqs(room)).toEqual([2, 3]);
    await client.close();
  });
});

const TWO_EVENTS = ['CUSTOMER_ENTERED', 'CUSTOMER_ENTERED'];

describe('joining a showroom', () => {
  it('gives seq, state, recent activity, what was missed, what happens, in this order', async () => {
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 3);
    const client = await here.join(person, room, 2);
    await client.when(() => client.seqs(room).length === 1);
    await rig.append(room, person.organizationId);
    await client.when(() => client.seqs(room).length === 2);

    const [id] = person.showroomIds;
    expect(client.frames.slice(1, 4)).toEqual([
      { type: 'SUBSCRIBED', room, payload: { room, seq: 3 } },
      {
        type: 'INITIAL_STATE',
        room,
        payload: { customers: [], heatmap: [], rotation: [], of: id },
      },
      { type: 'RECENT_ACTIVITY', room, payload: [{ activity: id }] },
    ]);
    expect(client.frames.slice(4)).toEqual(
      [3, 4].map((seq) => ({
        type: 'CUSTOMER_ENTERED',
        room,
        seq,
        eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        occurredAt: expect.stringMatching(/^\d{4}-.*Z$/),
        payload: { number: seq, filling: '' },
      })),
    );
    await client.close();
  });

  it('reads the state after the seq, so that no event falls between the two', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const instance = await rig.start({
      snapshots: [
        {
          ...showroomSnapshot,
          initialState: async () => {
            const last = await rig.append(room, person.organizationId);
            return { last };
          },
        },
      ],
    });
    const client = await instance.join(person, room);
    await client.when(() => client.seqs(room).length === 1);
    expect((await client.untilType('SUBSCRIBED')).payload).toEqual({ room, seq: 0 });
    expect((await client.untilType('INITIAL_STATE')).payload).toEqual({ last: 1 });
    expect(client.seqs(room)).toEqual([1]);
    await client.close();
  });

  it('starts anew on a second SUBSCRIBE', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const client = await here.join(person, room);
    client.send('SUBSCRIBE', { room });
    await client.when(() => client.types().filter((type) => type === 'SUBSCRIBED').length === 2);
    await rig.append(room, person.organizationId);
    await client.when(() => client.seqs(room).length > 0);
    await rig.append(room, person.organizationId);
    await client.when(() => client.seqs(room).includes(2));
    expect(client.seqs(room)).toEqual([1, 2]);
    await client.close();
  });

  it('ends with UNSUBSCRIBE', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const client = await here.join(person, room);
    client.send('UNSUBSCRIBE', { room });
    await client.untilType('UNSUBSCRIBED');
    await rig.append(room, person.organizationId);
    await rig.append(`user:${person.userId}`, person.organizationId);
    await client.when(() => client.seqs(`user:${person.userId}`).length === 1);
    expect(client.seqs(room)).toEqual([]);
    await client.close();
  });

  it('fails as a whole when the state cannot be read, and can be tried again', async () => {
    const person = rig.person();
    const room = roomOf(person);
    let failures = 1;
    const initialState = (): Promise<Record<string, unknown>> => {
      failures -= 1;
      return failures < 0 ? Promise.resolve({}) : Promise.reject(new Error('planted'));
    };
    const instance = await rig.start({ snapshots: [{ ...showroomSnapshot, initialState }] });
    const client = await instance.connect(person);
    client.send('SUBSCRIBE', { room });
    const error = await client.untilType('ERROR');
    expect(error.payload).toMatchObject({ code: 'PROCESSING_ERROR', problem: 'internal_error' });
    expect(client.types()).not.toContain('SUBSCRIBED');
    client.send('SUBSCRIBE', { room });
    await client.untilType('RECENT_ACTIVITY');
    await client.close();
  });
});

describe('rooms that one may not enter', () => {
  it.each([
    ['another showroom', (): string => `showroom:${newId()}`],
    ['somebody else’s room', (): string => `user:${newId()}`],
    ['a kind that does not exist', (): string => `garage:${newId()}`],
    ['what is no room at all', (): string => 'everything'],
  ])('refuses %s and stays', async (_what, makeRoom) => {
    const client = await here.connect(rig.person());
    const room = makeRoom();
    client.send('SUBSCRIBE', { room });
    const { payload } = await client.untilType('ERROR');
    expect(payload).toMatchObject({ code: 'FORBIDDEN_ROOM', room });
    client.send('PING');
    await client.untilType('PONG');
    await client.close();
  });

  it('keeps tenants apart also when a rule would not', async () => {
    const instance = await rig.start({
      roomRules: [{ kind: 'showroom', mayEnter: () => Promise.resolve(true) }],
    });
    const owner = rig.person();
    const stranger = rig.person();
    const room = roomOf(owner);
    await rig.append(room, owner.organizationId, 2);
    const own = await instance.join(owner, room, 0);
    await own.when(() => own.seqs(room).length === 2);
    const foreign = await instance.connect(stranger);
    foreign.send('SUBSCRIBE', { room, resumeFrom: 0 });
    await foreign.untilType('ERROR');
    await own.close();
    foreign.send('SUBSCRIBE', { room, resumeFrom: 0 });
    await foreign.untilType('RECENT_ACTIVITY');
    await rig.append(room, owner.organizationId);
    await rig.append(`user:${stranger.userId}`, stranger.organizationId);
    await foreign.when(() => foreign.seqs(`user:${stranger.userId}`).length === 1);
    expect(foreign.seqs(room)).toEqual([]);
    await foreign.close();
  });

  it('bounds the rooms of one connection', async () => {
    const person = rig.person({ showroomIds: 'all' });
    const instance = await rig.start({ options: { maxRoomsPerConnection: 2 } });
    const client = await instance.join(person, `showroom:${newId()}`);
    client.send('SUBSCRIBE', { room: `showroom:${newId()}` });
    expect((await client.untilType('ERROR')).payload).toMatchObject({ code: 'TOO_MANY_ROOMS' });
    await client.close();
  });
});

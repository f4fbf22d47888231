import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { currentOrganizationId } from '../../src/observability/request-context.js';
import type { FrameEnricher, OutgoingFrame } from '../../src/realtime/realtime-ports.js';
import { newId } from '../../src/shared/ids.js';
import { createRealtimeRig, roomOf } from './support/realtime-rig.js';
import type { RealtimeRig } from './support/realtime-rig.js';

let rig: RealtimeRig;

beforeAll(async () => {
  rig = await createRealtimeRig();
});

afterAll(() => rig.stop());

describe('frames that are not kept', () => {
  it('wait for a newcomer until the opening frames are out', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const here = await rig.start({
      snapshots: [
        {
          kind: 'showroom',
          initialState: () => {
            here.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { visitId: 'early' });
            return new Promise((resolve) => setTimeout(() => resolve({}), 50));
          },
          recentActivity: () => Promise.resolve([]),
        },
      ],
    });
    const member = await here.join(person, room);
    await member.untilType('CUSTOMER_MOVED');
    expect(member.types().slice(1)).toEqual([
      'SUBSCRIBED',
      'INITIAL_STATE',
      'RECENT_ACTIVITY',
      'CUSTOMER_MOVED',
    ]);
    await member.close();
  });

  it('keep their order, and gather in one turn and while names are looked up', async () => {
    const lookUps: number[] = [];
    const slow: FrameEnricher = async (frames) => {
      lookUps.push(frames.length);
      await new Promise((resolve) => setTimeout(resolve, 30));
      return frames;
    };
    const here = await rig.start({ enrichers: [slow] });
    const person = rig.person();
    const room = roomOf(person);
    const member = await here.join(person, room);
    await member.untilType('RECENT_ACTIVITY');
    for (let step = 0; step < 50; step += 1) {
      here.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { step });
      if (step === 9) while (lookUps.length === 0) await sleep(1);
    }
    await member.until(({ payload }) => payload?.['step'] === 49);
    const steps = member.frames.flatMap(({ payload }) =>
      typeof payload?.['step'] === 'number' ? [payload['step']] : [],
    );
    expect(steps).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(lookUps).toEqual([10, 40]);
    await member.close();
  });
});

describe('names', () => {
  const withName = (frame: OutgoingFrame): OutgoingFrame => ({
    ...frame,
    payload: { ...frame.payload, customerName: `Somebody of ${currentOrganizationId()}` },
  });

  it('are put in once an event, in the organization of the room', async () => {
    let count = 0;
    const enricher: FrameEnricher = (frames) => {
      count += frames.length;
      return Promise.resolve(frames.map(withName));
    };
    const here = await rig.start({ enrichers: [enricher] });
    const person = rig.person();
    const room = roomOf(person);
    const members = await Promise.all([1, 2, 3].map(() => here.join(person, room)));
    await rig.append(room, person.organizationId, 4);
    for (const member of members) {
      await member.when(() => member.seqs(room).length === 4);
      expect(member.frames.at(-1)?.payload).toMatchObject({
        number: 4,
        customerName: `Somebody of ${person.organizationId}`,
      });
    }
    expect(count).toBe(4);
    const late = await here.join(person, room, 0);
    await late.when(() => late.seqs(room).length === 4);
    expect(count).toBe(4);
    await Promise.all([...members, late].map((member) => member.close()));
  });

  it('are only for those who may read them; the rest is for all, and made once a view', async () => {
    const seen: Array<readonly OutgoingFrame[]> = [];
    const enricher: FrameEnricher = (frames) => {
      seen.push(frames);
      return Promise.resolve(frames.map(withName));
    };
    const here = await rig.start({
      enrichers: [enricher],
      mayReadNames: ({ scopes }) => scopes.has('customers:read'),
      snapshots: [
        {
          kind: 'showroom',
          initialState: (_id, { withNames }) => Promise.resolve({ withNames }),
          recentActivity: () => Promise.resolve([]),
        },
      ],
      options: { principalCheckMs: 50 },
    });
    const reader = rig.person({ scopes: new Set(['customers:read']) });
    const room = roomOf(reader);
    const other = rig.principals.add({ ...reader, userId: newId(), scopes: new Set() });
    const [named, bare] = [await here.join(reader, room), await here.join(other, room)];
    await rig.append(room, reader.organizationId, 3);
    here.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { visitId: 'v' });
    for (const [member, mayRead] of [
      [named, true],
      [bare, false],
    ] as const) {
      const moved = await member.untilType('CUSTOMER_MOVED');
      await member.when(() => member.seqs(room).length === 3);
      expect((await member.untilType('INITIAL_STATE')).payload).toEqual({ withNames: mayRead });
      const events = member.frames.filter(({ seq }) => seq !== undefined);
      expect(member.seqs(room)).toEqual([1, 2, 3]);
      for (const { payload } of [moved, ...events]) {
        expect('customerName' in (payload ?? {})).toBe(mayRead);
      }
    }
    expect(seen.flat()).toHaveLength(4);

    rig.principals.add({ ...reader, scopes: new Set() });
    expect(await named.ended).toEqual({ code: 1008, reason: 'rights have changed' });
    await bare.close();
  });

  it.each<[string, FrameEnricher]>([
    ['fails', () => Promise.reject(new Error('planted'))],
    ['loses frames', () => Promise.resolve([])],
    ['hangs', () => new Promise(() => undefined)],
  ])('are left out when an enricher %s, and those of others stay', async (_what, broken) => {
    const good: FrameEnricher = (frames) => Promise.resolve(frames.map(withName));
    const here = await rig.start({ enrichers: [broken, good], options: { enrichMs: 100 } });
    const person = rig.person();
    const room = roomOf(person);
    const member = await here.join(person, room);
    await rig.append(room, person.organizationId, 2);
    here.realtime.broadcast.send(room, 'CUSTOMER_MOVED', {});
    await member.when(() => member.seqs(room).length === 2);
    const moved = await member.untilType('CUSTOMER_MOVED');
    expect(member.seqs(room)).toEqual([1, 2]);
    expect(moved.payload).toHaveProperty('customerName');
    await member.close();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  currentOrganizationId,
  currentPrincipal,
} from '../../src/observability/request-context.js';
import type { SocketCommand } from '../../src/realtime/realtime-ports.js';
import { notFound, unprocessable } from '../../src/shared/errors.js';
import type { UserPrincipal } from '../../src/shared/principal.js';
import { createRealtimeRig } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';
import type { SocketClient } from './support/socket-client.js';

const wishSchema = z.strictObject({ wish: z.string().max(32), after: z.int().optional() });

/** A command as a module would give it: it answers, fails on meaning, or breaks. */
const wishCommand: SocketCommand<typeof wishSchema> = {
  type: 'WISH',
  payload: wishSchema,
  handle: async (principal, { wish, after = 0 }) => {
    if (wish === 'nothing') return undefined;
    if (wish === 'missing') throw notFound('visit');
    if (wish === 'refused') throw unprocessable('too_far', 'It is too far away.', '/wish');
    if (wish === 'broken') throw new Error('planted');
    await new Promise((resolve) => setTimeout(resolve, after));
    const isMine =
      currentPrincipal() === principal && currentOrganizationId() === principal.organizationId;
    return { type: 'WISH_GRANTED', payload: { wish, isMine } };
  },
};

let rig: RealtimeRig;
let here: Instance;
let person: UserPrincipal;
let client: SocketClient;

beforeAll(async () => {
  rig = await createRealtimeRig();
  here = await rig.start({ commands: [wishCommand] });
});

afterEach(() => client.close());
afterAll(() => rig.stop());

async function connect(): Promise<void> {
  person = rig.person();
  client = await here.connect(person);
}

async function staysOpen(): Promise<void> {
  client.send('PING');
  await client.untilType('PONG');
}

describe('frames of a client', () => {
  it('PING is answered', async () => {
    await connect();
    client.send('PING');
    expect(await client.untilType('PONG')).toEqual({ type: 'PONG', payload: {} });
  });

  it('may have their fields beside the type', async () => {
    await connect();
    const room = `showroom:${person.showroomIds[0] ?? ''}`;
    client.socket.send(JSON.stringify({ type: 'SUBSCRIBE', room, resumeFrom: 0 }));
    expect((await client.untilType('SUBSCRIBED')).payload).toEqual({ room, seq: 0 });
  });

  it.each([
    ['not JSON', 'hello'],
    ['JSON with a name twice', '{"type":"HELLO","type":"PING"}'],
    ['half of it', '{"type":"PING"'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['without a type', '{"payload":{}}'],
    ['of a type that is no text', '{"type":7}'],
    ['of an unknown type', '{"type":"DANCE"}'],
    ['of a type that every object has', '{"type":"constructor"}'],
    ['without what is needed', '{"type":"SUBSCRIBE"}'],
    ['with a payload that is no object', '{"type":"SUBSCRIBE","payload":"showroom"}'],
  ])('%s: INVALID_MESSAGE, and the connection stays', async (_what, text) => {
    await connect();
    client.socket.send(text);
    const { payload } = await client.untilType('ERROR');
    expect(payload).toMatchObject({ code: 'INVALID_MESSAGE', detail: expect.any(String) });
    await staysOpen();
  });

  it('that are binary are invalid', async () => {
    await connect();
    client.socket.send(Buffer.from('{"type":"PING"}'));
    expect((await client.untilType('ERROR')).payload).toMatchObject({ code: 'INVALID_MESSAGE' });
    await staysOpen();
  });

  it.each([
    [{ room: 7 }, '/payload/room'],
    [{ room: 'showroom:x', resumeFrom: -1 }, '/payload/resumeFrom'],
    [{ room: 'showroom:x', resumeFrom: 1.5 }, '/payload/resumeFrom'],
  ])('that break their schema are told where: %j', async (payload, pointer) => {
    await connect();
    client.send('SUBSCRIBE', payload);
    expect((await client.untilType('ERROR')).payload).toMatchObject({
      code: 'INVALID_MESSAGE',
      inReplyTo: 'SUBSCRIBE',
      errors: [{ pointer }],
    });
    await staysOpen();
  });
});

describe('commands of modules', () => {
  it('run as the person behind the socket, and answer', async () => {
    await connect();
    client.send('WISH', { wish: 'rain' });
    const { payload } = await client.untilType('WISH_GRANTED');
    expect(payload).toEqual({ wish: 'rain', isMine: true });
  });

  it('answer in the order of the questions; a ping does not wait for them', async () => {
    await connect();
    client.send('WISH', { wish: 'slow', after: 100 });
    client.send('WISH', { wish: 'quick' });
    client.send('WISH', { wish: 'nothing' });
    client.send('PING');
    await client.until(({ payload }) => payload?.['wish'] === 'quick');
    expect(client.types().slice(1)).toEqual(['PONG', 'WISH_GRANTED', 'WISH_GRANTED']);
  });

  it.each([
    ['missing', { problem: 'visit_not_found', detail: 'There is no such visit.' }],
    ['refused', { problem: 'too_far', errors: [expect.objectContaining({ pointer: '/wish' })] }],
    ['broken', { problem: 'internal_error', detail: 'The frame could not be processed.' }],
  ])('that fail (%s) are told so, and the connection stays', async (wish, told) => {
    await connect();
    client.send('WISH', { wish });
    expect((await client.untilType('ERROR')).payload).toMatchObject({
      code: 'PROCESSING_ERROR',
      inReplyTo: 'WISH',
      ...told,
    });
    await staysOpen();
  });

  it('check their payload', async () => {
    await connect();
    client.send('WISH', { wish: 'rain', bogus: true });
    expect((await client.untilType('ERROR')).payload).toMatchObject({ code: 'INVALID_MESSAGE' });
    await staysOpen();
  });
});

describe('limits of frames', () => {
  it('one of 1 MiB is read, a larger one ends the socket with 1009', async () => {
    await connect();
    const frame = (bytes: number): string => {
      const empty = JSON.stringify({ type: 'WISH', payload: { wish: '' } });
      const wish = 'x'.repeat(bytes - empty.length);
      return JSON.stringify({ type: 'WISH', payload: { wish } });
    };
    client.socket.send(frame(1_048_576));
    expect((await client.untilType('ERROR')).payload).toMatchObject({ code: 'INVALID_MESSAGE' });
    client.socket.send(frame(2_097_152));
    expect((await client.ended).code).toBe(1009);
  });

  it('more than 20 a second are dropped, and told once', async () => {
    await connect();
    for (let count = 0; count < 60; count += 1) client.send('PING');
    const { payload } = await client.untilType('ERROR');
    expect(payload).toMatchObject({ code: 'RATE_LIMITED' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const pongs = client.types().filter((type) => type === 'PONG').length;
    expect(pongs).toBeGreaterThanOrEqual(20);
    expect(pongs).toBeLessThan(60);
    expect(client.types().filter((type) => type === 'ERROR')).toHaveLength(1);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('a flood ends the socket with 1008', async () => {
    await connect();
    for (let count = 0; count < 1_000; count += 1) client.socket.send('{');
    expect(await client.ended).toEqual({ code: 1008, reason: 'too many frames' });
  });

  it('bound what waits for its turn', async () => {
    const small = await rig.start({ commands: [wishCommand], options: { maxWaitingFrames: 2 } });
    client = await small.connect(rig.person());
    for (const wish of ['first', 'second', 'third']) client.send('WISH', { wish, after: 50 });
    expect((await client.untilType('ERROR')).payload).toMatchObject({ code: 'RATE_LIMITED' });
    await client.until(({ payload }) => payload?.['wish'] === 'second');
    expect(client.types()).toEqual(['WELCOME', 'ERROR', 'WISH_GRANTED', 'WISH_GRANTED']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/shared/ids.js';
import { openSocket } from '../realtime/support/socket-client.js';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup, Person } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let app: TestApp;
let group: DealerGroup;
let stranger: DealerGroup;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api', 'realtime'] });
  [group, stranger] = [await createDealerGroup(app), await createDealerGroup(app)];
});

afterAll(() => app.stop());

interface Room {
  readonly name: string;
  readonly room: string;
  /** Names of the people who may enter it. */
  readonly open: readonly string[];
}

function people(): ReadonlyArray<readonly [name: string, person: Person]> {
  return [
    ['rep', repOf(group)],
    ['manager', group.manager],
    ['admin', group.admin],
    ['stranger', stranger.admin],
  ];
}

function repOf({ reps }: DealerGroup): Person {
  const [rep] = reps;
  if (rep === undefined) throw new Error('The group has no rep.');
  return rep;
}

function rooms(): readonly Room[] {
  const insiders = ['rep', 'manager', 'admin'];
  return [
    { name: 'their showroom', room: `showroom:${group.showroom.id}`, open: insiders },
    { name: 'the other showroom', room: `showroom:${group.otherShowroom.id}`, open: ['admin'] },
    { name: 'a foreign showroom', room: `showroom:${stranger.showroom.id}`, open: ['stranger'] },
    { name: 'no showroom', room: `showroom:${newId()}`, open: [] },
    { name: 'a malformed showroom', room: 'showroom:not-an-id', open: [] },
    { name: 'the room of the rep', room: `user:${repOf(group).userId}`, open: ['rep'] },
    { name: 'the room of the manager', room: `user:${group.manager.userId}`, open: ['manager'] },
    { name: 'nobody’s room', room: `user:${newId()}`, open: [] },
    { name: 'a room of no kind', room: `vault:${group.showroom.id}`, open: [] },
  ];
}

/** What the gateway says when this person wants to enter. */
async function entering(person: Person, room: string): Promise<string> {
  const answer = await app.request(person.token).post('/api/v1/realtime/tickets');
  const { ticket } = answer.body as { ticket: string };
  const socket = await openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  await socket.untilType('WELCOME');
  socket.send('SUBSCRIBE', { room });
  const { type, payload } = await socket.until(({ type }) => VERDICTS.includes(type));
  await socket.close();
  return type === 'ERROR' ? String(payload?.['code']) : type;
}

const VERDICTS = ['SUBSCRIBED', 'ERROR'];
/** A name that cannot be one is refused as what it is: a frame not understood. */
const REFUSALS = ['FORBIDDEN_ROOM', 'INVALID_FRAME'];

describe('rooms', () => {
  it('are entered by those whose they are, and by nobody else', async () => {
    const mismatches: string[] = [];
    for (const { name, room, open } of rooms()) {
      for (const [who, person] of people()) {
        const got = await entering(person, room);
        const isRight = open.includes(who) ? got === 'SUBSCRIBED' : REFUSALS.includes(got);
        if (!isRight) mismatches.push(`${who} into ${name}: ${got}`);
      }
    }
    expect(mismatches).toEqual([]);
  });

  it('look the same from outside, whether they are another organization’s or are not there', async () => {
    const [theirs, none] = [`showroom:${stranger.showroom.id}`, `showroom:${newId()}`];
    expect(await entering(group.admin, theirs)).toBe('FORBIDDEN_ROOM');
    expect(await entering(group.admin, none)).toBe('FORBIDDEN_ROOM');
  });
});

import { openSocket } from '../../realtime/support/socket-client.js';
import type { SocketClient } from '../../realtime/support/socket-client.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { AuditedGroup } from './audit-app.js';
import type { EventBody } from './audit-app.js';

let app: TestApp;
let audited: AuditedGroup;

beforeAll(async () => {
  app = await startTestApp();
  audited = await AuditedGroup.create(app);
});

afterAll(() => app.stop());

async function connect(): Promise<SocketClient> {
  const answer = await app.request(audited.rep.token).post('/api/v1/realtime/tickets').expect(200);
  const { ticket } = answer.body as { ticket: string };
  const client = await openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  await client.untilType('WELCOME');
  return client;
}

function followed(outcome: string): Promise<readonly EventBody[]> {
  return audited.list(`action=floor.follow&outcome=${outcome}`).then(({ data }) => data);
}

describe('following a floor by socket', () => {
  it('is recorded before anything of the room is sent', async () => {
    const client = await connect();
    expect(await followed('success')).toEqual([]);
    client.send('SUBSCRIBE', { room: `showroom:${audited.group.showroom.id}` });
    await client.untilType('SUBSCRIBED');
    expect(await followed('success')).toEqual([
      expect.objectContaining({
        subjectType: 'floor',
        subjectIds: [audited.group.showroom.id],
        actor: { type: 'user', id: audited.rep.userId },
      }),
    ]);
    await client.close();
  });

  it('is recorded as denied where the room is not open', async () => {
    const client = await connect();
    client.send('SUBSCRIBE', { room: `showroom:${audited.group.otherShowroom.id}` });
    await client.untilType('ERROR');
    const denied = await eventually(
      () => followed('denied'),
      (found) => found.length > 0,
    );
    expect(denied).toEqual([
      expect.objectContaining({ subjectIds: [audited.group.otherShowroom.id] }),
    ]);
    await client.close();
  });
});

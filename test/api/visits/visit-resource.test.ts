import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';

let app: TestApp;
let rig: FloorRig;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  rig = new FloorRig(app, await createDealerGroup(app, { reps: 2 }));
});

afterAll(() => app.stop());

type Answer = Awaited<ReturnType<FloorRig['tell']>>;
type Links = Record<string, { href: string; method?: string }>;

async function accept(visitId: string, by: Person): Promise<Answer> {
  return app.request(by.token).post(`/api/v1/visits/${visitId}/assignment/accept`);
}

describe('the visit as a resource', () => {
  it('has another version as soon as its claim on a rep changes', async () => {
    const { visitId } = await rig.enter(0.9);
    const path = `/api/v1/visits/${visitId}`;
    const read = async (tag?: string): Promise<Answer> => {
      const request = app.request(rig.group.manager.token).get(path);
      return tag === undefined ? request : request.set('If-None-Match', tag);
    };
    const before = await read();
    const tag = String(before.headers['etag']);
    expect((await read(tag)).status).toBe(304);
    await accept(visitId, rig.rep(0));
    const after = await read(tag);
    expect(after.status).toBe(200);
    expect(after.body.assignment).toMatchObject({ state: 'accepted' });
    const list = await rig.get('/api/v1/visits');
    expect(list.body.data[0]).toMatchObject({ id: visitId, version: after.body.version });
    const stale = await app
      .request(rig.group.manager.token)
      .patch(path)
      .set('If-Match', tag)
      .send({ customerId: await rig.customer() });
    expect([stale.status, stale.headers['etag']]).toEqual([412, `"${after.body.version}"`]);
  });

  it('links to what this caller can do now, and to nothing else', async () => {
    const { visitId } = await rig.enter(0.9);
    const linksFor = async (person: Person): Promise<string[]> => {
      const { body } = await app.request(person.token).get(`/api/v1/visits/${visitId}`);
      return Object.keys((body as { _links: Links })._links).sort();
    };
    expect(await linksFor(rig.group.manager)).toEqual(['assign', 'self', 'showroom']);
    expect(await linksFor(rig.rep(0))).toEqual(['accept', 'decline', 'self', 'showroom']);
    expect(await linksFor(rig.rep(1))).toEqual(['self', 'showroom']);
    await accept(visitId, rig.rep(0));
    expect(await linksFor(rig.rep(0))).toEqual(['decline', 'self', 'showroom']);
    await rig.exit(visitId);
    expect(await linksFor(rig.group.manager)).toEqual(['self', 'showroom']);
  });

  it('is listed with the number of all on request', async () => {
    for (let visit = 0; visit < 3; visit += 1) await rig.enter(0.1);
    const { id } = rig.group.showroom;
    for (const path of ['/api/v1/visits?status=open', `/api/v1/showrooms/${id}/activities?`]) {
      const answer = await app
        .request(rig.group.manager.token)
        .get(`${path}&limit=1`)
        .set('Prefer', 'count=exact');
      expect(answer.body.page).toMatchObject({ total: 3, limit: 1, hasMore: true });
      expect(answer.headers['preference-applied']).toBe('count=exact');
    }
  });

  it('does not fall over a cursor that was made up', async () => {
    await rig.enter(0.1);
    await rig.enter(0.1);
    const page = await rig.get('/api/v1/visits?limit=1');
    const [print] = JSON.parse(
      Buffer.from(page.body.page.nextCursor as string, 'base64url').toString(),
    ) as string[];
    const cursor = Buffer.from(JSON.stringify([print, 'x'])).toString('base64url');
    const answer = await app
      .request(rig.group.manager.token)
      .get(`/api/v1/visits?limit=1&cursor=${cursor}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
  });
});

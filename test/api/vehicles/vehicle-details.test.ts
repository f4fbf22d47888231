import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { usd, vehicleBody } from './vehicle-body.js';

let app: TestApp;
let group: DealerGroup;
let websiteKey: string;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 1 });
  const client = await app
    .request(group.admin.token)
    .post('/api/v1/api-clients')
    .send({ name: 'Web site', kind: 'website' });
  expect(client.status).toBe(201);
  websiteKey = client.body.publishableKey;
});

afterAll(() => app.stop());

async function create(fields: object): Promise<string> {
  const body = vehicleBody(group, { ...fields });
  const answer = await app.request(group.admin.token).post('/api/v1/vehicles').send(body);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const photoAt = (url: string, rest: object = {}): object => ({
  url,
  alt: 'From the left',
  ...rest,
});

describe('photos', () => {
  it('keep their order, and the sizes of a template', async () => {
    const photos = [
      photoAt('https://photos.example/2/{width}.jpg', { sizes: [320, 640, 1280] }),
      photoAt('https://photos.example/1.jpg'),
    ];
    const id = await create({ photos });
    const { body } = await app.request(group.manager.token).get(`/api/v1/vehicles/${id}`);
    expect(body.photos).toEqual(photos);
  });

  it.each([
    [photoAt('https://photos.example/{width}.jpg')],
    [photoAt('https://photos.example/1.jpg', { sizes: [320] })],
    [photoAt('https://photos.example/{width}.jpg', { sizes: [] })],
    [{ url: 'https://photos.example/1.jpg' }],
    [{ url: 'https://photos.example/1.jpg', alt: '  ' }],
    [photoAt('javascript:alert(1)')],
  ])('are refused as %j', async (photo) => {
    const body = vehicleBody(group, { photos: [photo] });
    const answer = await app.request(group.admin.token).post('/api/v1/vehicles').send(body);
    expect(answer.status).toBe(400);
  });
});

describe('what a web site reads', () => {
  it('may be kept for a moment, by that reader alone', async () => {
    const id = await create({ price: usd(300), cost: usd(200) });
    for (const path of [`/api/v1/vehicles/${id}`, '/api/v1/vehicles?limit=1']) {
      const { headers } = await app.request(websiteKey).get(path);
      expect(headers['cache-control']).toBe('private, max-age=30, stale-while-revalidate=300');
      expect(headers['vary']).toMatch(/Authorization/);
    }
    const { body, headers } = await app.request(websiteKey).get(`/api/v1/vehicles/${id}`);
    expect(body).not.toHaveProperty('cost');
    expect(headers['etag']).toBe('"1"');
    expect(Date.parse(headers['last-modified'] ?? '')).not.toBeNaN();
  });

  it('is asked for again each time by reps, and kept by nobody with its cost', async () => {
    const id = await create({ cost: usd(200) });
    for (const path of [`/api/v1/vehicles/${id}`, '/api/v1/vehicles?limit=1']) {
      for (const { token } of group.reps) {
        const { headers } = await app.request(token).get(path);
        expect(headers['cache-control']).toBe('private, no-cache');
      }
      for (const { token } of [group.manager, group.admin]) {
        const { body, headers } = await app.request(token).get(path);
        expect(headers['cache-control']).toBe('no-store');
        expect(JSON.stringify(body)).toContain('"cost"');
      }
    }
  });

  it('has nothing of what is sold or withdrawn, nor is it counted', async () => {
    const id = await create({ make: 'Saab', bodyStyle: 'Wagon' });
    await create({ make: 'Saab', bodyStyle: 'Coupe' });
    const sold = await app
      .request(group.admin.token)
      .patch(`/api/v1/vehicles/${id}`)
      .set('If-Match', '"1"')
      .send({ status: 'sold' });
    expect(sold.status).toBe(200);
    const list = (query: string) => app.request(websiteKey).get(`/api/v1/vehicles?${query}`);
    const { body } = await list('q=saab&facets=status,bodyStyle');
    expect(body.data).toHaveLength(1);
    expect(body.facets).toEqual({
      bodyStyle: [{ value: 'Coupe', count: 1 }],
      status: [{ value: 'available', count: 1 }],
    });
    for (const query of ['make=Saab&status=sold', 'make=Saab&status[in]=sold,withdrawn']) {
      expect((await list(query)).body.data).toEqual([]);
    }
    expect((await app.request(websiteKey).get(`/api/v1/vehicles/${id}`)).status).toBe(404);
  });
});

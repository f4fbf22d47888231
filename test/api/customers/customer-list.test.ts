import type { Response } from 'supertest';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

const repToken = (): string => group.reps[0]?.token ?? '';

function create(body: object, token = repToken()): Promise<Response> {
  return app.request(token).post('/api/v1/customers').send(body).then();
}

function list(query: Record<string, string | number> = {}, token = repToken()) {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) text.set(key, String(value));
  return app.request(token).get(`/api/v1/customers?${text.toString()}`);
}

describe('GET /customers', () => {
  async function createMany(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { body } = await create({
        firstName: `Customer ${index}`,
        emails: [{ address: `c${index}@example.com` }],
        phones: [{ number: `+1312555${1000 + (index % 2)}` }],
      });
      ids.unshift(String(body.id));
    }
    return ids;
  }

  it('visits each customer exactly once, the newest first', async () => {
    const ids = await createMany(7);
    for (const limit of [1, 3, 6, 7]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const answer: Response = await list({ limit, ...(cursor && { cursor }) });
        expect(answer.headers['cache-control']).toBe('no-store');
        seen.push(...(answer.body.data as Array<{ id: string }>).map(({ id }) => id));
        cursor = answer.body.page.nextCursor;
      } while (cursor !== undefined && seen.length <= ids.length);
      expect(seen).toEqual(ids);
    }
  });

  it('finds by an exact address and number, however they are written', async () => {
    const ids = await createMany(4);
    const found = async (query: Record<string, string>): Promise<string[]> => {
      const rows = (await list(query)).body.data as Array<{ id: string }>;
      return rows.map(({ id }) => id);
    };
    expect(await found({ email: 'C3@Example.com' })).toEqual([ids[0]]);
    expect(await found({ email: 'c@example.com' })).toEqual([]);
    expect(await found({ phone: '(312) 555-1001' })).toEqual([ids[0], ids[2]]);
    expect(await found({ phone: '+13125551001', email: 'c1@example.com' })).toEqual([ids[2]]);
    expect(await found({ phone: '+13125551000', email: 'c1@example.com' })).toEqual([]);
  });

  it('shows nothing of another group', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    await create(
      { firstName: 'Ada', emails: [{ address: 'ada@example.com' }] },
      other.manager.token,
    );
    expect((await list()).body.data).toEqual([]);
    expect((await list({ email: 'ada@example.com' })).body.data).toEqual([]);
  });

  it('counts exactly when that is preferred', async () => {
    await createMany(4);
    const all = await list({ limit: 1 }).set('Prefer', 'count=exact');
    expect(all.body.page.total).toBe(4);
    const some = await list({ phone: '+13125551001' }).set('Prefer', 'count=exact');
    expect(some.body.page.total).toBe(2);
  });

  it('refuses a cursor of other filters, and one that we never gave', async () => {
    await createMany(3);
    const { nextCursor: cursor } = (await list({ limit: 1 })).body.page;
    const [print] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string];
    const forged = Buffer.from(JSON.stringify([print, "' OR 1=1"])).toString('base64url');
    for (const query of [
      { limit: 1, cursor, email: 'c1@example.com' },
      { cursor: 'x' },
      { cursor: forged },
    ]) {
      const answer = await list(query);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ parameter: 'cursor', code: 'invalid_cursor' }]);
    }
  });

  it.each([
    ['bogus', '1'],
    ['email', 'ada'],
    ['phone', 'call me'],
    ['limit', '0'],
  ])('refuses %s=%s', async (parameter, value) => {
    const answer = await list({ [parameter]: value });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ parameter }]);
  });
});

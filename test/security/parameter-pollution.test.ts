import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { apiOperations, send } from './operations.js';
import type { Operation, Seen } from './operations.js';

const operations = apiOperations();
const named = operations.map((operation) => [operation.operationId, operation] as const);
const withQuery = named.filter(([, { query }]) => query.size > 0);

/** What other systems take for one of ours, for a list, or for an object. */
const UNKNOWN = [
  'bogus=1',
  'organizationId=1',
  'Limit=1',
  'limit%5B%5D=1',
  'limit[0]=1&limit[1]=2',
  'filter[x][y]=1',
  '__proto__=1',
  '__proto__[isAdmin]=1',
  'constructor[prototype][isAdmin]=1',
  '=1',
];

/** What an array is, where a text is to be. */
const OF_TWO = /^invalid_(?:type|value)$/;

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 1 });
});
afterAll(() => app.stop());

const ask = (operation: Operation, query: string): Promise<Seen> =>
  send({ app, group }, operation, { query: `?${query}` });

const faultOf = ({ body }: Seen, parameter: string): string | undefined =>
  body.errors?.find((error) => error.parameter === parameter)?.code;

describe('a parameter that comes twice', () => {
  it('is looked for wherever there are parameters', () => {
    expect(withQuery.length).toBeGreaterThan(9);
    expect(operations.length).toBeGreaterThan(50);
  });

  it.each(withQuery)('is refused by name, of %s', async (_operationId, operation) => {
    for (const [name, value] of operation.query) {
      const encoded = encodeURIComponent(name);
      const disguised = `%${name.charCodeAt(0).toString(16)}${encodeURIComponent(name.slice(1))}`;
      const once = `${encoded}=${encodeURIComponent(value)}`;
      // Not every parameter has an example that is right; that it is one text is what counts here.
      expect(faultOf(await ask(operation, once), name) ?? '').not.toMatch(OF_TWO);
      for (const second of [encoded, `${encoded}=`, once, once.replace(encoded, disguised)]) {
        for (const query of [`${once}&${second}`, `${second}&${once}`]) {
          const answer = await ask(operation, query);
          expect([query, answer.status]).toEqual([query, 400]);
          const fault = faultOf(answer, name);
          expect([query, fault]).toEqual([query, expect.stringMatching(OF_TWO)]);
        }
      }
    }
  });
});

describe('a parameter that nobody knows', () => {
  it.each(named)('is refused by name, of %s', async (_operationId, operation) => {
    for (const query of UNKNOWN) {
      const answer = await ask(operation, query);
      const [name = ''] = decodeURIComponent(query).split('=');
      expect([query, answer.status]).toEqual([query, 400]);
      const fault = answer.body.error ?? faultOf(answer, name);
      expect([query, fault]).toEqual([
        query,
        expect.stringMatching(/^(?:unknown_parameter|invalid_request)$/),
      ]);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { listResponse } from '../../../src/http/list-response.js';
import { prefersExactCount } from '../../../src/http/prefer.js';
import { fieldsSchema, selectFields } from '../../../src/http/select-fields.js';
import { decodeCursor } from '../../../src/shared/pagination.js';

const filters = { make: 'Kia' };
const url = new URL('http://localhost/api/v1/vehicles?make=Kia&price[gte]=5&cursor=old&limit=2');

describe('listResponse', () => {
  it('links to this, the first and the next page with the caller’s filters', () => {
    const page = { rows: [{ id: 'a' }, { id: 'b' }], next: [12, 'b'] };
    const { body, headers } = listResponse({ url, limit: 2, page, filters });
    expect(body.data).toEqual(page.rows);
    expect(body.page).toEqual({ limit: 2, hasMore: true, nextCursor: expect.any(String) });
    expect(decodeCursor(body.page.nextCursor ?? '', filters)).toEqual([12, 'b']);
    expect(body._links['self']?.href).toBe(
      '/api/v1/vehicles?make=Kia&price%5Bgte%5D=5&cursor=old&limit=2',
    );
    const next = new URL(body._links['next']?.href ?? '', url);
    expect(Object.fromEntries(next.searchParams)).toEqual({
      make: 'Kia',
      'price[gte]': '5',
      limit: '2',
      cursor: body.page.nextCursor,
    });
    expect(body._links['first']?.href).toBe('/api/v1/vehicles?make=Kia&price%5Bgte%5D=5&limit=2');
    expect(headers).toEqual({
      Link: ['self', 'first', 'next']
        .map((rel) => `<${body._links[rel]?.href ?? ''}>; rel="${rel}"`)
        .join(', '),
    });
  });

  it('of the last page links no further, and tells a total that was asked for', () => {
    const plain = new URL('http://localhost/api/v1/vehicles?cursor=old');
    const { body, headers } = listResponse({
      url: plain,
      limit: 20,
      page: { rows: [] },
      filters,
      total: 0,
    });
    expect(body).toEqual({
      data: [],
      page: { limit: 20, hasMore: false, total: 0 },
      _links: {
        self: { href: '/api/v1/vehicles?cursor=old' },
        first: { href: '/api/v1/vehicles' },
      },
    });
    expect(headers['Preference-Applied']).toBe('count=exact');
  });
});

describe('prefersExactCount', () => {
  it.each(['count=exact', 'return=minimal, count=exact', 'count="exact"', 'Count = exact; x=1'])(
    'hears %s',
    (header) => {
      expect(prefersExactCount(header)).toBe(true);
    },
  );

  it.each([undefined, '', 'count=planned', 'discount=exact', 'count=exactly'])(
    'does not hear %s',
    (header) => {
      expect(prefersExactCount(header)).toBe(false);
    },
  );
});

describe('fields', () => {
  const schema = fieldsSchema(['id', 'vin', 'price']);

  it('takes names of its list', () => {
    expect(schema.safeParse('vin,price').success).toBe(true);
    for (const text of ['', 'vin,', 'cost', 'vin,cost', 'vin price', ',vin']) {
      expect(schema.safeParse(text).success).toBe(false);
    }
  });

  it('selects them, and always the id', () => {
    const vehicle = { id: '1', vin: 'V', price: 5, color: 'red' };
    expect(selectFields(vehicle, 'vin')).toEqual({ id: '1', vin: 'V' });
    expect(selectFields(vehicle, undefined)).toBe(vehicle);
  });
});

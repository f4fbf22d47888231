import { requireWritable, withoutHidden } from '../../../src/http/field-rights.js';

const rights = { cost: ['admin'], comments: ['admin', 'sales_rep'] } as const;

describe('what a caller is not shown', () => {
  const body = {
    id: 1,
    cost: 5,
    data: [{ cost: 5, price: 7, inner: { comments: 'x', cost: 1 } }],
    at: new Date(0),
  };

  it('is taken out at every depth, and nothing else', () => {
    expect(withoutHidden(body, rights, 'sales_rep')).toEqual({
      id: 1,
      data: [{ price: 7, inner: { comments: 'x' } }],
      at: new Date(0),
    });
    expect(withoutHidden(body, rights, 'website')).toEqual({
      id: 1,
      data: [{ price: 7, inner: {} }],
      at: new Date(0),
    });
  });

  it('is nothing for those who have the right, nor where nothing is declared', () => {
    expect(withoutHidden(body, rights, 'admin')).toBe(body);
    expect(withoutHidden(body, undefined, 'kiosk')).toBe(body);
  });
});

describe('what a caller may not give', () => {
  it('is refused with a pointer to it', () => {
    const body = { activities: [{ type: 'a' }, { type: 'b', cost: 0 }] };
    expect(() => {
      requireWritable(body, rights, 'sales_rep');
    }).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({
          code: 'field_forbidden',
          errors: [expect.objectContaining({ pointer: '/activities/1/cost' })],
        }),
      }),
    );
  });

  it.each([
    ['an absent field', { id: 1, cost: undefined }, 'sales_rep'],
    ['a field that is his to give', { comments: 'x' }, 'sales_rep'],
    ['no body', undefined, 'sales_rep'],
    ['any field of his', { cost: 1 }, 'admin'],
  ] as const)('is not %s', (_name, body, caller) => {
    expect(() => {
      requireWritable(body, rights, caller);
    }).not.toThrow();
  });
});

import { checkEntry } from '../../../src/modules/audit/audit-rules.js';
import { firstIdAt, newIdAt } from '../../../src/shared/ids.js';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';
const entry = { action: 'customers.read', outcome: 'success' } as const;

describe('an audit entry', () => {
  it('holds names of the code and ids', () => {
    const full = { ...entry, subjectType: 'test_drive', subjectIds: [ID] };
    expect(() => {
      checkEntry({ ...full, actor: { type: 'user', id: ID } });
    }).not.toThrow();
  });

  it.each([
    ['a name among the ids', { ...entry, subjectIds: [ID, 'Ada Byron'] }],
    ['an address as the actor', { ...entry, actor: { type: 'user', id: 'ada@example.com' } }],
    ['a name as the action', { ...entry, action: 'Ada Byron' }],
    ['an action without its resource', { ...entry, action: 'read' }],
    ['a text as the subject type', { ...entry, subjectType: 'Ada Byron' }],
    ['a text as the actor type', { ...entry, actor: { type: 'Ada Byron' } }],
  ])('is refused with %s', (_what, refused) => {
    expect(() => {
      checkEntry(refused);
    }).toThrow();
  });
});

describe('the id of an event', () => {
  it('begins with its time', () => {
    const instant = new Date('2026-11-20T15:04:05.678Z');
    const later = new Date(instant.getTime() + 1);
    const bound = firstIdAt(instant);
    expect(newIdAt(instant) > bound).toBe(true);
    expect(newIdAt(instant) < firstIdAt(later)).toBe(true);
    expect(newIdAt(new Date(instant.getTime() - 1)) < bound).toBe(true);
    expect(bound).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7000-8000-0{12}$/);
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalRow, chainStart, linkAfter } from '../../../src/modules/audit/audit-chain.js';
import type { ChainRow } from '../../../src/modules/audit/audit-chain.js';

const ORGANIZATION = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const row: ChainRow = {
  id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b',
  organizationId: ORGANIZATION,
  occurredAt: new Date('2026-11-20T15:04:05.678Z'),
  action: 'customers.read',
  outcome: 'success',
  actorType: 'user',
  actorId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5c',
  subjectType: 'customer',
  subjectIds: '["0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5d"]',
  requestId: 'r-1',
};

describe('the chain of audit events', () => {
  it('has this form, for ever: what is stored must still verify with a later build', () => {
    expect(canonicalRow(row, 7)).toBe(
      '[1,7,"0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b","0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a",' +
        '"2026-11-20T15:04:05.678Z","customers.read","success","user",' +
        '"0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5c","customer",' +
        String.raw`"[\"0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5d\"]","r-1"]`,
    );
    const start = chainStart(ORGANIZATION);
    const link = linkAfter(start, row);
    const expected = createHash('sha256')
      .update(createHash('sha256').update(`audit-chain:${ORGANIZATION}`).digest())
      .update(canonicalRow(row, 1))
      .digest('hex');
    expect({ position: link.position, hash: link.hash.toString('hex') }).toEqual({
      position: 1,
      hash: expected,
    });
  });

  it('begins elsewhere for each organization', () => {
    expect(chainStart(ORGANIZATION).hash).not.toEqual(chainStart(row.id).hash);
  });

  it('has another hash when anything of a row is another', () => {
    const before = linkAfter(chainStart(ORGANIZATION), row).hash;
    const fields = Object.keys(row) as Array<keyof ChainRow>;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string(), (field, text) => {
        const value = field === 'occurredAt' ? new Date(row.occurredAt.getTime() + 1) : text;
        fc.pre(row[field] !== value);
        const changed = { ...row, [field]: value };
        expect(linkAfter(chainStart(ORGANIZATION), changed).hash).not.toEqual(before);
      }),
    );
  });

  it('depends on all that came before', () => {
    const first = linkAfter(chainStart(ORGANIZATION), row);
    const other = linkAfter(chainStart(ORGANIZATION), { ...row, outcome: 'denied' });
    const next = { ...row, id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5f' };
    expect(linkAfter(first, next).position).toBe(2);
    expect(linkAfter(first, next).hash).not.toEqual(linkAfter(other, next).hash);
  });
});

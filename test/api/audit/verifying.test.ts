import { createHash } from 'node:crypto';
import { linkAfter } from '../../../src/modules/audit/audit-chain.js';
import type { ChainRow } from '../../../src/modules/audit/audit-chain.js';
import type { ChainLink } from '../../../src/modules/audit/audit-types.js';
import { CHAIN_COLUMNS } from '../../../src/modules/audit/audit-row.js';
import { newId } from '../../../src/shared/ids.js';
import { AuditRig } from './audit-rig.js';

let rig: AuditRig;

beforeAll(async () => {
  rig = await AuditRig.open();
});

afterAll(() => rig.drop());

/** The row at a place, for a WHERE. */
function at(organizationId: string, position: number): string {
  return `organization_id = '${organizationId}' AND chain_position = ${position}`;
}

/** Statements that put the row at `from` to the empty place `to`. */
function move(organizationId: string, from: number, to: number): string {
  return `UPDATE audit_events SET chain_position = ${to} WHERE ${at(organizationId, from)}`;
}

const PLANTED: ReadonlyArray<
  [what: string, statements: (id: string) => readonly string[], finding: object]
> = [
  [
    'a changed actor',
    (id) => [`UPDATE audit_events SET actor_id = '${newId()}' WHERE ${at(id, 3)}`],
    { fault: 'changed', position: 3, verified: 2 },
  ],
  [
    'a changed time',
    (id) => [
      `UPDATE audit_events SET occurred_at = occurred_at + INTERVAL 1 HOUR WHERE ${at(id, 6)}`,
    ],
    { fault: 'changed', position: 6, verified: 5 },
  ],
  [
    'another subject',
    (id) => [`UPDATE audit_events SET subject_ids = '["${newId()}"]' WHERE ${at(id, 1)}`],
    { fault: 'changed', position: 1, verified: 0 },
  ],
  [
    'a row that is gone from the beginning',
    (id) => [`DELETE FROM audit_events WHERE ${at(id, 1)}`],
    { fault: 'missing', position: 1, verified: 0 },
  ],
  [
    'a row that is gone from the middle',
    (id) => [`DELETE FROM audit_events WHERE ${at(id, 4)}`],
    { fault: 'missing', position: 4, verified: 3 },
  ],
  [
    'a row that is gone, with the others moved up',
    (id) => [
      `DELETE FROM audit_events WHERE ${at(id, 4)}`,
      ...[move(id, 5, 4), move(id, 6, 5)],
      `UPDATE audit_chains SET position = 5 WHERE organization_id = '${id}'`,
    ],
    { fault: 'changed', position: 4, verified: 3 },
  ],
  [
    'rows that are gone from the end',
    (id) => [`DELETE FROM audit_events WHERE organization_id = '${id}' AND chain_position > 4`],
    { fault: 'cut_off', position: 5, verified: 4 },
  ],
  [
    'all rows gone',
    (id) => [`DELETE FROM audit_events WHERE organization_id = '${id}'`],
    { fault: 'cut_off', position: 1, verified: 0 },
  ],
  [
    'rows gone from the end, with the head set back',
    (id) => [
      `DELETE FROM audit_events WHERE organization_id = '${id}' AND chain_position > 4`,
      `UPDATE audit_chains SET position = 4 WHERE organization_id = '${id}'`,
    ],
    { fault: 'head_changed', position: 4, verified: 4 },
  ],
  [
    'a head that is gone',
    (id) => [`DELETE FROM audit_chains WHERE organization_id = '${id}'`],
    { fault: 'head_changed', position: 6, verified: 6 },
  ],
  [
    'two rows swapped',
    (id) => [move(id, 2, 900), move(id, 3, 2), move(id, 900, 3)],
    { fault: 'changed', position: 2, verified: 1 },
  ],
  [
    'a row put in between',
    (id) => [
      ...[move(id, 6, 7), move(id, 5, 6), move(id, 4, 5)],
      `INSERT INTO audit_events (id, organization_id, occurred_at, action, outcome, actor_type,
         subject_ids, request_id, chain_position, chain_hash)
       SELECT '${newId()}', organization_id, occurred_at, action, outcome, actor_type,
         subject_ids, request_id, 4, chain_hash FROM audit_events WHERE ${at(id, 3)}`,
    ],
    { fault: 'changed', position: 4, verified: 3 },
  ],
  [
    'a row put behind the end',
    (id) => [
      `INSERT INTO audit_events (id, organization_id, occurred_at, action, outcome, actor_type,
         subject_ids, request_id, chain_position, chain_hash)
       SELECT '${newId()}', organization_id, occurred_at, action, outcome, actor_type,
         subject_ids, request_id, 7, chain_hash FROM audit_events WHERE ${at(id, 6)}`,
    ],
    { fault: 'changed', position: 7, verified: 6 },
  ],
];

describe('verifying', () => {
  it('finds nothing wrong with a chain that is as it was sealed, nor with an empty one', async () => {
    const id = await rig.organization(6);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 6 });
    const empty = await rig.organization(0);
    expect(await rig.verify(empty)).toMatchObject({ intact: true, verified: 0 });
  });

  it.each(PLANTED)('finds %s', async (_what, statements, finding) => {
    const id = await rig.organization(6);
    const other = await rig.organization(2);
    await rig.tamper(...statements(id));
    expect(await rig.verify(id)).toMatchObject({ intact: false, ...finding });
    expect(await rig.verify(other)).toMatchObject({ intact: true });
  });

  it('finds a chain that was written anew as a whole, by a head that was noted elsewhere', async () => {
    const id = await rig.organization(4);
    const { hash } = await rig.verify(id);
    const known = { position: 4, hash };
    const { verifier } = rig.instance();
    expect(await verifier.verify(id, known)).toMatchObject({ intact: true, verified: 4 });
    await rig.tamper(...(await rewritten(id)));
    expect(await verifier.verify(id)).toMatchObject({ intact: true });
    expect(await verifier.verify(id, known)).toMatchObject({ fault: 'rewritten', position: 4 });
    const further = { position: 9, hash };
    expect(await verifier.verify(id, further)).toMatchObject({ fault: 'cut_off', position: 5 });
  });

  it('finds events that nobody seals', async () => {
    const id = await rig.organization(2);
    await rig.read(rig.instance().trail, id);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 2 });
    rig.clock.advance(15 * 60_000 + 1);
    expect(await rig.verify(id)).toMatchObject({ intact: false, fault: 'not_sealed' });
    await rig.instance().sealer.seal(id);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 3 });
  });

  it('goes along while the chain grows', async () => {
    const id = await rig.organization(40);
    const { trail, sealer, verifier } = rig.instance();
    const grow = async (): Promise<void> => {
      for (let round = 0; round < 30; round += 1) {
        await rig.read(trail, id);
        await sealer.seal(id);
      }
    };
    const look = async (): Promise<void> => {
      for (let round = 0; round < 30; round += 1) {
        expect(await verifier.verify(id)).toMatchObject({ intact: true });
      }
    };
    await Promise.all([grow(), look()]);
    expect(await verifier.verify(id)).toMatchObject({ intact: true, verified: 70 });
  });
});

/** What somebody would do who knows the form of the chain and leaves no trace in the database. */
async function rewritten(organizationId: string): Promise<readonly string[]> {
  const rows = await rig.database.rawDb.select<ChainRow>(
    `SELECT ${CHAIN_COLUMNS} FROM audit_events e
      WHERE e.organization_id = $organizationId ORDER BY e.chain_position`,
    { organizationId },
  );
  const statements: string[] = [];
  const start = createHash('sha256').update(`audit-chain:${organizationId}`).digest();
  let link: ChainLink = { position: 0, hash: start };
  for (const row of rows) {
    const innocent = { ...row, actorId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' };
    link = linkAfter(link, innocent);
    statements.push(
      `UPDATE audit_events SET actor_id = '${innocent.actorId}',
         chain_hash = UNHEX('${link.hash.toString('hex')}') WHERE id = '${row.id}'`,
    );
  }
  const head = `UPDATE audit_chains SET hash = UNHEX('${link.hash.toString('hex')}')`;
  return [...statements, `${head} WHERE organization_id = '${organizationId}'`];
}

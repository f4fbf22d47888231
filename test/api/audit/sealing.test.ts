import { eventually } from '../../support/eventually.js';
import { asOrganization } from '../../../src/observability/request-context.js';
import { AuditRig } from './audit-rig.js';

let rig: AuditRig;

beforeAll(async () => {
  rig = await AuditRig.open();
});

afterAll(() => rig.drop());

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe('sealing', () => {
  it('gives every event its place, across batches', async () => {
    const id = await rig.organization(0);
    const { trail, sealer } = rig.instance();
    await Promise.all(upTo(1_203).map(() => rig.read(trail, id)));
    expect(await rig.positions(id)).toEqual(upTo(1_203).map(() => null));
    expect(await sealer.seal(id)).toBe(1_203);
    expect([...(await rig.positions(id))].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(upTo(1_203));
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 1_203 });
  });

  it('goes on where it stopped, and does nothing when there is nothing', async () => {
    const id = await rig.organization(3);
    const { trail, sealer } = rig.instance();
    expect(await sealer.seal(id)).toBe(0);
    await rig.read(trail, id);
    expect(await sealer.seal(id)).toBe(1);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 4 });
  });

  it('is done once by many at the same time', async () => {
    const id = await rig.organization(700, { sealed: false });
    const sealers = upTo(4).map(() => rig.instance().sealer);
    const counts = await Promise.all(sealers.map((sealer) => sealer.seal(id)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(700);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 700 });
  });

  it('that breaks off in the middle leaves everything as it was', async () => {
    const id = await rig.organization(5, { sealed: false });
    const { database } = rig;
    await expect(
      asOrganization(id, () =>
        database.unitOfWork.run(async () => {
          await rig.instanceOn(database).sealer.seal(id);
          throw new Error('the process dies here');
        }),
      ),
    ).rejects.toThrow('dies here');
    expect(await rig.positions(id)).toEqual([null, null, null, null, null]);
    await rig.instance().sealer.seal(id);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 5 });
  });

  it('does not wait for who records, nor make him wait', async () => {
    const id = await rig.organization(2, { sealed: false });
    const { trail, sealer } = rig.instanceOn(rig.database);
    let sealedMeanwhile = 0;
    await asOrganization(id, () =>
      rig.database.unitOfWork.run(async () => {
        await rig.read(trail, id);
        sealedMeanwhile = await rig.instance().sealer.seal(id);
      }),
    );
    expect(sealedMeanwhile).toBe(2);
    expect(await sealer.seal(id)).toBe(1);
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 3 });
  });

  it('seals all organizations, and tells the heads to the log once an hour', async () => {
    const ids = [
      await rig.organization(2, { sealed: false }),
      await rig.organization(1, { sealed: false }),
    ];
    const { sealer, trail } = rig.instance();
    const heads = (id: string): unknown[] =>
      rig.logLines.filter((line) => line['organizationId'] === id).map((line) => line['position']);
    await sealer.sealAll();
    await eventually(
      () => ids.map(heads),
      (seen) => seen.every((found) => found.length > 0),
    );
    await rig.read(trail, ids[0] ?? '');
    await sealer.sealAll();
    rig.clock.advance(3_600_000);
    await rig.read(trail, ids[0] ?? '');
    await sealer.sealAll();
    await eventually(
      () => heads(ids[0] ?? ''),
      (seen) => seen.length > 1,
    );
    expect(ids.map(heads)).toEqual([[2, 4], [1]]);
    const { hash } = await rig.verify(ids[0] ?? '');
    expect(rig.logLines.at(-1)).toMatchObject({ msg: 'audit chain head', hash });
  });
});

describe('an event', () => {
  it('is kept if and only if the change is', async () => {
    const id = await rig.organization(0);
    const { trail } = rig.instanceOn(rig.database);
    const { unitOfWork } = rig.database;
    await asOrganization(id, () => unitOfWork.run(() => rig.read(trail, id)));
    const undone = asOrganization(id, () =>
      unitOfWork.run(async () => {
        await rig.read(trail, id);
        throw new Error('undone');
      }),
    );
    await expect(undone).rejects.toThrow('undone');
    expect(await rig.positions(id)).toHaveLength(1);
  });

  it.each([
    ['changed', `UPDATE audit_events SET action = 'customers.other'`],
    ['moved', 'UPDATE audit_events SET chain_position = chain_position + 1'],
    ['taken out of the chain', 'UPDATE audit_events SET chain_position = NULL, chain_hash = NULL'],
    ['given another hash', `UPDATE audit_events SET chain_hash = REPEAT('0', 32)`],
    ['deleted', 'DELETE FROM audit_events'],
  ])('cannot be %s', async (_what, sql) => {
    const id = await rig.organization(1);
    await expect(rig.run(`${sql} WHERE organization_id = '${id}'`)).rejects.toThrow();
    expect(await rig.verify(id)).toMatchObject({ intact: true, verified: 1 });
  });

  it.each([
    ['changed', `UPDATE audit_events SET actor_id = NULL`],
    [
      'changed while it is sealed',
      `UPDATE audit_events SET chain_position = 1, chain_hash = REPEAT('0', 32), outcome = 'denied'`,
    ],
    ['deleted', 'DELETE FROM audit_events'],
  ])('cannot be %s before it is sealed', async (_what, sql) => {
    const id = await rig.organization(1, { sealed: false });
    await expect(rig.run(`${sql} WHERE organization_id = '${id}'`)).rejects.toThrow();
    expect(await rig.positions(id)).toEqual([null]);
  });

  it.each([
    ['shortened', 'UPDATE audit_chains SET position = 0'],
    ['given another hash', `UPDATE audit_chains SET hash = REPEAT('0', 32)`],
    ['deleted', 'DELETE FROM audit_chains'],
  ])('has a chain that cannot be %s', async (_what, sql) => {
    const id = await rig.organization(1);
    await expect(rig.run(`${sql} WHERE organization_id = '${id}'`)).rejects.toThrow();
  });
});

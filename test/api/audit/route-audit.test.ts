import { z } from 'zod';
import { defineRoute } from '../../../src/http/define-route.js';
import type { AnyRoute, RouteResult } from '../../../src/http/define-route.js';
import { createRouteAudit } from '../../../src/http/route-audit.js';
import type { RouteAudit } from '../../../src/http/route-audit.js';
import { asOrganization } from '../../../src/observability/request-context.js';
import type { AuditTrail } from '../../../src/shared/audit-trail.js';
import { forbidden, notFound, staleVersion } from '../../../src/shared/errors.js';
import { newId } from '../../../src/shared/ids.js';
import { ALL_ROLES } from '../../../src/shared/principal.js';
import { AuditRig } from './audit-rig.js';

let rig: AuditRig;

beforeAll(async () => {
  rig = await AuditRig.open();
});

afterAll(() => rig.drop());

const REFUSING: AuditTrail = { record: () => Promise.reject(new Error('not recorded')) };

function route(method: 'get' | 'patch', change: Partial<AnyRoute> = {}): AnyRoute {
  const definition = defineRoute({
    method,
    path: '/planted/{plantedId}',
    operationId: 'plant',
    summary: 'Planted',
    description: 'Exists in this test only.',
    tag: 'Vehicles',
    access: { roles: ALL_ROLES, scope: 'planted:read', object: 'organization' },
    audit: { action: 'planted.touch', subjectType: 'planted' },
    params: z.strictObject({ plantedId: z.uuid() }),
    responses: {},
    handle: () => Promise.resolve({ status: 200 }),
  });
  return { ...definition, ...change };
}

function auditOf(definition: AnyRoute, trail?: AuditTrail): RouteAudit {
  const { unitOfWork } = rig.database;
  const own = rig.instanceOn(rig.database).trail;
  const audit = createRouteAudit(definition, { trail: trail ?? own, unitOfWork });
  if (audit === undefined) throw new Error('The operation is not recorded.');
  return audit;
}

async function rename(organizationId: string): Promise<RouteResult> {
  await rig.database.unitOfWork.run(() =>
    rig.database.rawDb.execute(`UPDATE organizations SET name = 'changed' WHERE id = $id`, {
      id: organizationId,
    }),
  );
  return { status: 200, body: { id: organizationId } };
}

async function nameOf(id: string): Promise<string | undefined> {
  const sql = 'SELECT name FROM organizations WHERE id = $id';
  return (await rig.database.rawDb.selectOne<{ name: string }>(sql, { id }))?.name;
}

describe('recording an operation', () => {
  it('costs a read one statement', async () => {
    const id = await rig.organization(0);
    const sent: string[] = [];
    const end = rig.database.sequelize.observe((sql) => sent.push(sql));
    const answer = { status: 200, body: { id: newId() } };
    const work = (): Promise<RouteResult> => Promise.resolve(answer);
    const audit = auditOf(route('get'));
    expect(await asOrganization(id, () => audit.perform({}, work))).toBe(answer);
    end();
    expect(sent).toEqual([expect.stringMatching(/^INSERT INTO audit_events /)]);
    expect(await rig.positions(id)).toHaveLength(1);
  });

  it('keeps a change and its record together', async () => {
    const id = await rig.organization(0);
    await asOrganization(id, () => auditOf(route('patch')).perform({}, () => rename(id)));
    expect([await nameOf(id), await rig.positions(id)]).toEqual(['changed', [null]]);
  });

  it('fails the read that could not be recorded', async () => {
    const id = await rig.organization(0);
    const audit = auditOf(route('get'), REFUSING);
    const work = (): Promise<RouteResult> => Promise.resolve({ status: 200, body: { id } });
    await expect(asOrganization(id, () => audit.perform({}, work))).rejects.toThrow('not recorded');
  });

  it('undoes the change that could not be recorded', async () => {
    const id = await rig.organization(0);
    const audit = auditOf(route('patch'), REFUSING);
    const work = (): Promise<RouteResult> => rename(id);
    await expect(asOrganization(id, () => audit.perform({}, work))).rejects.toThrow('not recorded');
    expect(await nameOf(id)).toBe('G');
  });

  it.each([
    ['403', forbidden(), 1],
    ['404', notFound('vehicle'), 1],
    ['412', staleVersion(3), 0],
    ['500', new Error('a defect'), 0],
  ])('records a refusal, and only that: %s', async (_status, error, count) => {
    const id = await rig.organization(0);
    const audit = auditOf(route('get'));
    await asOrganization(id, () => audit.failed({ plantedId: newId() }, error));
    expect(await rig.positions(id)).toHaveLength(count);
  });

  it('takes nothing of a path but ids', async () => {
    const id = await rig.organization(0);
    const audit = auditOf(route('get'));
    await asOrganization(id, () => audit.failed({ plantedId: 'Ada Byron' }, forbidden()));
    const [row] = await rig.database.rawDb.select<{ ids: string }>(
      `SELECT CAST(subject_ids AS CHAR) AS ids FROM audit_events
        WHERE organization_id = $organizationId`,
      { organizationId: id },
    );
    expect(row).toEqual({ ids: '[]' });
  });

  it('is refused where nobody could do it', () => {
    const { unitOfWork } = rig.database;
    const open = route('get', { access: { object: 'public' } });
    expect(() => createRouteAudit(route('get'), undefined)).toThrow('to be recorded');
    expect(() => createRouteAudit(open, { trail: REFUSING, unitOfWork })).toThrow('to be recorded');
  });
});

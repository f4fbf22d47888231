import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isForCallers } from '../../src/http/access-rule.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { ALL_ROLES } from '../../src/shared/principal.js';
import type { Principal } from '../../src/shared/principal.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Callers } from './matrix/callers.js';
import type { Caller } from './matrix/callers.js';
import { Matrix } from './matrix/matrix.js';
import type { Mismatch } from './matrix/report.js';
import { startPlanted } from './matrix/planted-apps.js';
import type { Plant, PlantedApp } from './matrix/planted-apps.js';
import { readOperations } from './matrix/specification.js';
import { FieldWitness } from './matrix/witnesses.js';
import { createWorld } from './matrix/world.js';
import type { World } from './matrix/world.js';

const operations = readOperations();
let app: TestApp;
let world: World;
let other: World;
let callers: Callers;
let planted: PlantedApp | undefined;

beforeAll(async () => {
  app = await startTestApp();
  [world, other] = [await createWorld(app), await createWorld(app)];
  callers = await Callers.of(world, other, operations);
}, 60_000);

afterEach(async () => {
  await planted?.stop();
  planted = undefined;
});

afterAll(() => app.stop());

/** What the matrix finds of these operations in a product with that fault. */
async function mismatchesOf(
  plant: Plant,
  ids: readonly string[],
  who: readonly Caller[],
): Promise<readonly Mismatch[]> {
  planted = await startPlanted(app, plant);
  const fields = new FieldWitness();
  const matrix = new Matrix({ url: planted.url, world, other, witness: fields.look });
  for (const operation of operations.filter(({ operationId }) => ids.includes(operationId))) {
    for (const caller of who) await matrix.row(operation, caller);
  }
  return [...matrix.mismatches, ...fields.mismatches];
}

function only(operationId: string, change: (route: AnyRoute) => AnyRoute): Plant {
  return { weaken: (route) => (route.operationId === operationId ? change(route) : route) };
}

/** The route, as if its service were told that everybody has access to every showroom. */
function everywhere(route: AnyRoute): AnyRoute {
  return {
    ...route,
    handle: (input, prepared) => {
      const principal = { ...(input.principal as Principal), showroomIds: 'all' as const };
      return route.handle({ ...input, principal } as unknown as typeof input, prepared);
    },
  };
}

function withAccess(route: AnyRoute, change: object): AnyRoute {
  if (!isForCallers(route.access)) throw new Error('Only the rule of a caller can be weakened.');
  return { ...route, access: { ...route.access, ...change } };
}

describe('the matrix goes red', () => {
  const READS = ['getLead', 'getVisit', 'getTestDrive', 'getCustomer', 'getVehicle'];

  it('not at all while nothing is planted', async () => {
    expect(await mismatchesOf({}, READS, callers.all)).toEqual([]);
  });

  it('when statements are of no tenant, and the hook does not refuse them', async () => {
    const found = await mismatchesOf({ withoutTenants: true }, READS, [callers.named('admin')]);
    const leaks = found.filter(({ situation }) => situation === 'other organization');
    expect(leaks.map(({ operation }) => operation).sort()).toEqual([...READS].sort());
    expect(leaks.every(({ got }) => got === '200')).toBe(true);
  });

  it('when one route is for more roles than it says', async () => {
    const weak = only('getRotationDecision', (route) => withAccess(route, { roles: ALL_ROLES }));
    const found = await mismatchesOf(weak, ['getRotationDecision'], [callers.named('sales_rep')]);
    expect(found.map(({ situation, got }) => [situation, got])).toContainEqual(['own', '200']);
  });

  it('when one route forgets the showrooms of its caller', async () => {
    const weak = only('getLead', everywhere);
    const found = await mismatchesOf(weak, ['getLead'], [callers.named('sales_manager')]);
    expect(found.map(({ situation, got }) => [situation, got])).toEqual([
      ['other showroom', '200'],
    ]);
  });

  it('when one route hides no field', async () => {
    const weak = only('getVehicle', (route) => withAccess(route, { visibleTo: {} }));
    const found = await mismatchesOf(weak, ['getVehicle'], [callers.named('website')]);
    expect(found.map(({ got }) => got)).toContain('the field cost');
  });
});

import { newId } from '../../../src/shared/ids.js';
import type { Situation } from './expectation.js';
import type { Operation } from './specification.js';
import type { Owner, Place, World } from './world.js';

/** The id that each parameter of a path is given. */
export type Ids = Readonly<Record<string, string>>;

/** What a path needs that the matrix does not know to make. */
export class NotSupplied extends Error {
  override readonly name = 'NotSupplied';
}

const HOLD_PATH = '/holds/';

/** Parameters that name nothing of an organization's: any good value will do. */
const VALUES: Ids = { code: 'forbidden', vin: '1HGCM82633A004352' };

/** Whether the path names something of an organization's. */
export function namesAnObject({ pathParameters }: Operation): boolean {
  return pathParameters.some((name) => VALUES[name] === undefined);
}

/** Things of the world that a parameter or field of this name can name. */
function idIn(world: World, place: Place, owner: Owner): Ids {
  const { showroomId, vehicleId, leadId, testDriveId, decisionId } = place;
  const { customerId, quietCustomerId, apiClientId } = world;
  const { holdId, transferId, visitId, person, operationId } = place[owner];
  const userId = person.userId;
  return {
    ...{ showroomId, vehicleId, leadId, testDriveId, decisionId, customerId, apiClientId },
    ...{ holdId, visitId, userId, salesRepId: userId, showroomIds: showroomId, near: showroomId },
    ...{ transferId, fromShowroomId: showroomId, toShowroomId: showroomId },
    ...{ operationId, sessionId: sessionOf(person.token) },
    ...{ actorId: userId, subjectId: quietCustomerId },
    ...VALUES,
  };
}

/** The session that an access token is of. */
export function sessionOf(token: string): string {
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(claims) as { sid: string }).sid;
}

/** The id under this name; throws `NotSupplied` for a name that nobody has thought of. */
export function idNamed(world: World, place: Place, name: string, owner: Owner = 'rep'): string {
  const id = idIn(world, place, owner)[name];
  if (id === undefined) throw new NotSupplied(`There is nothing for the id ${name}.`);
  return id;
}

/** Where things are in this situation. */
export function placeIn(world: World, other: World, situation: Situation): [World, Place] {
  if (situation === 'other organization') return [other, other.first];
  return [world, situation === 'other showroom' ? world.second : world.first];
}

/** The ids of a path in this situation, all of the same place. */
export function pathIds(
  operation: Operation,
  worlds: { readonly world: World; readonly other: World },
  situation: Situation,
): Ids {
  const [world, place] = placeIn(worlds.world, worlds.other, situation);
  const owner = situation === 'same showroom' ? 'colleague' : 'rep';
  return Object.fromEntries(
    operation.pathParameters.map((name) => {
      if (situation === 'not existing') return [name, newId()];
      if (situation === 'malformed') return [name, 'not-an-id'];
      if (name === 'vehicleId' && operation.path.includes(HOLD_PATH)) {
        return [name, place[owner].heldVehicleId];
      }
      return [name, idNamed(world, place, name, owner)];
    }),
  );
}

/** The path with these ids in it. */
export function pathWith({ path }: Operation, ids: Ids): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
}

import { createDealerGroup } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import type { TestApp } from '../../support/test-app.js';
import { Office } from './office.js';

/** Somebody of whom there are things in a place. */
export type Owner = 'rep' | 'colleague';

/** What belongs to one rep. */
interface Belongings {
  readonly person: Person;
  readonly visitId: string;
  readonly heldVehicleId: string;
  readonly holdId: string;
  /** Of a vehicle of a showroom to which administrators alone have access. */
  readonly transferId: string;
  readonly operationId: string;
}

/** A showroom, and one of everything that there can be in it. */
export interface Place {
  readonly showroomId: string;
  readonly manager: Person;
  readonly rep: Belongings;
  readonly colleague: Belongings;
  /** A rep who has nothing to do. */
  readonly spare: Person;
  readonly vehicleId: string;
  readonly leadId: string;
  readonly testDriveId: string;
  readonly decisionId: string;
}

/** A dealer group with two showrooms, and one of everything. */
export interface World {
  readonly office: Office;
  readonly organizationId: string;
  readonly first: Place;
  readonly second: Place;
  readonly customerId: string;
  /** A customer of whom nobody asks by a path. */
  readonly quietCustomerId: string;
  readonly apiClientId: string;
}

/** Makes a world through the product's own operations. */
export async function createWorld(app: TestApp): Promise<World> {
  const group = await createDealerGroup(app, { reps: 0, checkedIn: false });
  const office = new Office(app, group);
  const { organizationId } = group;
  const [customerId, quietCustomerId] = [await office.customer(), await office.customer()];
  const first = await createPlace(office, group.showroom.id, group.manager);
  const { id } = group.otherShowroom;
  const second = await createPlace(office, id, await office.hire('sales_manager', [id]));
  const client = { kind: 'integration', name: 'Feed', scopes: ['vehicles:read'] };
  const apiClientId = await office.make('/api-clients', client);
  await office.make('/api-clients', client);
  // A second session, so that a list of them can have a second page.
  const { userId } = group.admin;
  await group.inContext(() => app.app.modules.auth.tokens.issueAccessToken(userId));
  const made = { first, second, customerId, quietCustomerId, apiClientId };
  return { office, organizationId, ...made };
}

async function createPlace(office: Office, showroomId: string, manager: Person): Promise<Place> {
  await alwaysOpen(office, showroomId);
  const at = { floor: 1, x: 3, y: 3 };
  const vehicleId = await office.vehicle(showroomId, { displayed: true, position: at });
  await priceCut(office, vehicleId);
  const rep = await createBelongings(office, showroomId, vehicleId);
  const colleague = await createBelongings(office, showroomId, vehicleId);
  const spare = await hirePaused(office, showroomId);
  const leadId = await createLead(office, showroomId);
  await createLead(office, showroomId);
  await office.must('post', `/leads/${leadId}/score`);
  const testDriveId = await eventually(() => firstTestDrive(office, showroomId));
  const decisions = `/showrooms/${showroomId}/rotation/decisions`;
  const decisionId = String((await listed(office, decisions))[0]?.['id']);
  const made = { vehicleId, leadId, testDriveId, decisionId };
  return { showroomId, manager, rep, colleague, spare, ...made };
}

/** Test drives are booked in the hours of the showroom, at whatever time the tests run. */
async function alwaysOpen(office: Office, showroomId: string): Promise<void> {
  const allDay = [{ opens: '00:00', closes: '24:00' }];
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const openingHours = Object.fromEntries(days.map((day) => [day, allDay]));
  await office.must('patch', `/showrooms/${showroomId}`, { openingHours }, { version: '"1"' });
}

async function priceCut(office: Office, vehicleId: string): Promise<void> {
  const body = { price: { amount: 2_600_000, currency: 'USD' } };
  await office.must('patch', `/vehicles/${vehicleId}`, body, { version: '"1"' });
}

/** Checked in and paused: he is given customers by hand only. */
async function hirePaused(office: Office, showroomId: string): Promise<Person> {
  const person = await office.hire('sales_rep', [showroomId]);
  const path = `/showrooms/${showroomId}/staff/${person.userId}`;
  await office.must('put', path, { isAvailable: true });
  await office.must('put', path, { isAvailable: false });
  return person;
}

async function createBelongings(
  office: Office,
  showroomId: string,
  vehicleId: string,
): Promise<Belongings> {
  const person = await hirePaused(office, showroomId);
  const visitId = await office.visit(showroomId, await office.customer());
  await office.assign(visitId, person.userId);
  await office.must('post', `/showrooms/${showroomId}/activities`, {
    ...{ type: 'CUSTOMER_ENGAGED', visitId, vehicleId },
    ...{ salesRepId: person.userId, engagementType: 'test_drive_request' },
  });
  const heldVehicleId = await office.vehicle(showroomId);
  const holdId = await office.make(`/vehicles/${heldVehicleId}/holds`, {}, person.token);
  const transferId = await office.transfer(person);
  const operationId = await office.operation(showroomId, person);
  await office.file(showroomId);
  return { person, visitId, heldVehicleId, holdId, transferId, operationId };
}

async function createLead(office: Office, showroomId: string): Promise<string> {
  const vehicles = [{ make: 'Honda', model: 'CR-V' }];
  const customerId = await office.customer();
  const comments = 'Call me at the bakery, please.';
  return office.make('/leads', { showroomId, source: 'website', customerId, vehicles, comments });
}

/** Bookings follow the request by an event; until both are there, the answer is empty. */
async function firstTestDrive(office: Office, showroomId: string): Promise<string> {
  const rows = await listed(office, `/test-drives?showroomId=${showroomId}`);
  return rows.length < 2 ? '' : String(rows[0]?.['id']);
}

async function listed(office: Office, path: string): Promise<Array<Record<string, unknown>>> {
  return (await office.must('get', path))['data'] as Array<Record<string, unknown>>;
}

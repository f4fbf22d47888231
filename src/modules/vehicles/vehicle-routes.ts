import { idSchema } from '../../http/common-schema.js';
import { defineRoute } from '../../http/define-route.js';
import { ALL_CLIENTS, ALL_ROLES, INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import type { AnyRoute, RouteResult } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { selectFields } from '../../http/select-fields.js';
import { z } from 'zod';
import type { Principal } from '../../shared/principal.js';
import { hrefOf, presentListed, presentVehicle } from './vehicle-presenter.js';
import { toListQuery, vehicleListQuerySchema } from './vehicle-query-schema.js';
import {
  createVehicleSchema,
  updateVehicleSchema,
  vehicleListSchema,
  vehicleSchema,
} from './vehicle-schema.js';
import { INVENTORY, vehicleGuard, vehicleViewKey } from './vehicle-cache-policy.js';
import { viewOf } from './vehicle-policy.js';
import type { VehicleService } from './vehicle-service.js';
import type { SeenVehicle } from './vehicle-types.js';

/** What the dealer paid is for those who answer for it. */
const visibleTo = { cost: MANAGERS, pack: MANAGERS };
const READ = {
  roles: ALL_ROLES,
  clients: ALL_CLIENTS,
  scope: 'vehicles:read',
  object: 'organization',
  visibleTo,
} as const;
const WRITE = {
  roles: MANAGERS,
  clients: INTEGRATIONS,
  scope: 'vehicles:write',
  object: 'showroom',
  visibleTo,
} as const;

/** Inventory may be kept by its reader, and must be asked for again before it is used. */
const CACHE_CONTROL = 'private, no-cache';

/**
 * What shoppers see may be half a minute old. Never `public`: the same URL differs from group to
 * group, and not every shared cache heeds `Vary` (docs/inventory.md, Caching).
 */
const PUBLIC_CACHE_CONTROL = 'private, max-age=30, stale-while-revalidate=300';

/** How long this caller may keep what it reads. */
function cachingFor(principal: Principal): Readonly<Record<string, string>> {
  return { ...VARY, 'Cache-Control': CACHING[viewOf(principal)] };
}

/** What managers are shown has cost in it, and is kept by nobody. */
const CACHING = { public: PUBLIC_CACHE_CONTROL, rep: CACHE_CONTROL, manager: 'no-store' } as const;

const VARY = { Vary: 'Authorization, Accept-Encoding' };

const params = z.strictObject({ vehicleId: idSchema.describe('The vehicle.') });
const refusals = [
  {
    status: 409,
    codes: [
      ...['vin_already_exists', 'stock_number_already_exists', 'external_id_already_exists'],
      'invalid_status_transition',
    ],
  },
  {
    status: 422,
    codes: [
      'vin_check_digit_wrong',
      'currency_mismatch',
      'position_outside_floor',
      'displayed_without_position',
    ],
  },
];

/** `/vehicles`: the inventory of the group. */
export function vehicleRoutes(service: VehicleService): readonly AnyRoute[] {
  return [
    listVehicles(service),
    createVehicle(service),
    getVehicle(service),
    updateVehicle(service),
    withdrawVehicle(service),
  ];
}

function listVehicles(service: VehicleService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/vehicles',
    operationId: 'listVehicles',
    summary: 'List vehicles',
    description:
      'Vehicles of all showrooms of the group that fit every filter. Cost and pack are there for ' +
      'managers only; websites and kiosks see what is for sale. A vehicle without a price sorts below every price.',
    tag: 'Vehicles',
    access: READ,
    query: vehicleListQuerySchema,
    responses: { 200: { description: 'One page of vehicles.', schema: vehicleListSchema } },
    cacheControl: CACHE_CONTROL,
    cacheable: { viewOf, guardOf: () => INVENTORY, isKept: isKeptSearch },
    errors: [{ status: 404, codes: ['showroom_not_found'] }],
    handle: async ({ query, principal, url, countExact, isKept }) => {
      const { list, bound, near, facets } = toListQuery(query);
      // Asked before anything is read: of what ends meanwhile, the answer must not outlive it.
      const validUntil = isKept ? await service.nextHoldEnd() : undefined;
      const from = near === undefined ? undefined : await service.surroundingsOf(near);
      const page = await service.list(principal, { ...list, nearestFirst: from?.nearestFirst });
      const total = countExact ? { total: await service.count(principal, list.filters) } : {};
      const rows = page.rows.map((row) => selectFields(presentListed(row, from), query.fields));
      const { body, headers } = listResponse({
        ...{ url, limit: list.limit, filters: bound },
        page: { ...page, rows },
        ...total,
      });
      const counts = facets.length > 0 && {
        facets: await service.facets(principal, facets, list.filters),
      };
      return {
        status: 200,
        body: { ...body, ...counts },
        headers: { ...headers, ...cachingFor(principal) },
        validUntil,
      };
    },
  });
}

function createVehicle(service: VehicleService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/vehicles',
    operationId: 'createVehicle',
    summary: 'Add a vehicle',
    description:
      'Adds a vehicle to a showroom. The check digit of the VIN is required where the WMI begins ' +
      'with 1 to 5; elsewhere a wrong one leads to an entry in `warnings`.',
    tag: 'Vehicles',
    access: WRITE,
    body: createVehicleSchema,
    bodyExample: {
      ...{ showroomId: '0192f0c4-0000-7000-8000-000000000001', condition: 'used' },
      ...{ modelYear: 2022, make: 'Mazda', model: 'CX-5', bodyStyle: 'SUV', mileage: 18_250 },
      price: { amount: 2_749_900, currency: 'USD' },
    },
    responses: { 201: { description: 'The new vehicle.', schema: vehicleSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
      ...refusals,
    ],
    idempotency: 'optional',
    cacheControl: CACHE_CONTROL,
    handle: async ({ body, principal }) => {
      const row = await service.create(principal, {
        ...body,
        inStockSince: toUtc(body.inStockSince),
      });
      const answer = answerOf(row, principal);
      return { ...answer, status: 201, headers: { ...answer.headers, Location: hrefOf(row.id) } };
    },
  });
}

function getVehicle(service: VehicleService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/vehicles/{vehicleId}',
    operationId: 'getVehicle',
    summary: 'Read a vehicle',
    description: 'One vehicle of the group. Cost and pack are there for managers only.',
    tag: 'Vehicles',
    access: READ,
    params,
    responses: { 200: { description: 'The vehicle.', schema: vehicleSchema } },
    errors: [{ status: 404, codes: ['vehicle_not_found'] }],
    cacheControl: CACHE_CONTROL,
    cacheable: {
      viewOf: vehicleViewKey,
      guardOf: (vehicleId = '') => vehicleGuard(vehicleId),
      isKept: (query) => Object.keys(query).length === 0,
    },
    handle: async ({ params: { vehicleId }, principal }) =>
      answerOf(await service.get(principal, vehicleId), principal),
  });
}

function updateVehicle(service: VehicleService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/vehicles/{vehicleId}',
    operationId: 'updateVehicle',
    summary: 'Change a vehicle',
    description:
      'Replaces the fields that are given; `null` clears an optional one. By hand a vehicle goes ' +
      'from `in_transit` to `available` (in stock from then on), from `available` or `held` to ' +
      '`sold` (gone without a deal of ours), from these three to `withdrawn`, and back; `held` ' +
      'comes with a hold, which ends with it. A vehicle that moves to another showroom, or is withdrawn, leaves its ' +
      'place on the floor. Mileage may be corrected downwards.',
    tag: 'Vehicles',
    access: WRITE,
    params,
    body: updateVehicleSchema,
    bodyExample: { mileage: 18_240, price: { amount: 2_699_900, currency: 'USD' }, trim: null },
    responses: { 200: { description: 'The changed vehicle.', schema: vehicleSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['vehicle_not_found', 'showroom_not_found'] },
      ...refusals,
    ],
    ifMatch: true,
    cacheControl: CACHE_CONTROL,
    handle: async ({ params: { vehicleId }, body, ifMatch, principal }) => {
      const changes = { ...body, inStockSince: toUtc(body.inStockSince) };
      return answerOf(await service.update(principal, vehicleId, ifMatch, changes), principal);
    },
  });
}

function withdrawVehicle(service: VehicleService): AnyRoute {
  return defineRoute({
    method: 'delete',
    path: '/vehicles/{vehicleId}',
    operationId: 'withdrawVehicle',
    summary: 'Withdraw a vehicle',
    description:
      'Takes a vehicle that is not sold out of the inventory: its status becomes `withdrawn`, it ' +
      'leaves its place on the floor, a hold ends. It can still be read, and put back.',
    tag: 'Vehicles',
    access: WRITE,
    params,
    responses: { 204: { description: 'Withdrawn.' } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['vehicle_not_found'] },
      { status: 409, codes: ['invalid_status_transition'] },
    ],
    ifMatch: true,
    handle: async ({ params: { vehicleId }, ifMatch, principal }) => {
      await service.withdraw(principal, vehicleId, ifMatch);
      return { status: 204 };
    },
  });
}

function answerOf(row: SeenVehicle, principal: Principal): RouteResult {
  const lastModified = new Date(row.updatedAt).toUTCString();
  return {
    status: 200,
    body: presentVehicle(row, principal),
    version: row.version,
    headers: { ...cachingFor(principal), 'Last-Modified': lastModified },
    ...(row.heldUntil !== null && { validUntil: new Date(row.heldUntil) }),
  };
}

/**
 * Words are found by names that are remembered for a second, distances and days change by
 * themselves, and who asks for some fields seldom does so again.
 */
function isKeptSearch(query: object): boolean {
  return !UNKEPT.some((name) => name in query);
}

const UNKEPT = ['q', 'near', 'fields', 'daysInStock', 'daysInStock[gte]', 'daysInStock[lte]'];

function toUtc(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

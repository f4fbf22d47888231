import { idSchema } from '../../http/common-schema.js';
import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS } from '../../shared/principal.js';
import type { AnyRoute, RouteResult } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { z } from 'zod';
import { readFilters, readPosition } from './customer-query.js';
import { hrefOf, presentCustomer } from './customer-presenter.js';
import {
  createCustomerSchema,
  customerListQuerySchema,
  customerListSchema,
  customerSchema,
} from './customer-schema.js';
import type { CustomerService } from './customer-service.js';
import type { CustomerRow } from './customer-types.js';

const READ = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'customers:read',
  object: 'organization',
} as const;
const WRITE = { ...READ, scope: 'customers:write' } as const;

const params = z.strictObject({ customerId: idSchema.describe('The customer.') });

/** `/customers`: personal data, never kept by anybody between us and the caller. */
export function customerRoutes(service: CustomerService): readonly AnyRoute[] {
  return [listCustomers(service), createCustomer(service), getCustomer(service)];
}

function listCustomers(service: CustomerService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/customers',
    operationId: 'listCustomers',
    summary: 'List customers',
    description: 'Customers of the group, the newest first; by an exact address or number.',
    tag: 'Customers',
    audit: { action: 'customers.read', subjectType: 'customer' },
    access: READ,
    query: customerListQuerySchema,
    responses: { 200: { description: 'One page of customers.', schema: customerListSchema } },
    handle: async ({ query, url, countExact }) => {
      const { limit, cursor } = query;
      const filters = readFilters(query);
      const page = await service.list({ filters, limit, ...readPosition(cursor, filters) });
      const total = countExact ? { total: await service.count(filters) } : {};
      const rows = page.rows.map(presentCustomer);
      const list = listResponse({ url, limit, filters, page: { ...page, rows }, ...total });
      return { status: 200, ...list };
    },
  });
}

function createCustomer(service: CustomerService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/customers',
    operationId: 'createCustomer',
    summary: 'Add a customer',
    description:
      'Adds a customer; one name is enough. A known address or number is no obstacle: who is the ' +
      'same person is for staff to say.',
    tag: 'Customers',
    audit: { action: 'customers.create', subjectType: 'customer' },
    access: WRITE,
    body: createCustomerSchema,
    bodyExample: {
      ...{ firstName: 'Ada', lastName: 'Byron' },
      emails: [{ address: 'ada@example.com', type: 'home' }],
      phones: [{ number: '(312) 555-0142', type: 'mobile' }],
      interests: { makes: ['Mazda'], models: ['CX-5'], bodyStyles: ['SUV'] },
    },
    responses: { 201: { description: 'The new customer.', schema: customerSchema } },
    errors: [{ status: 422, codes: ['invalid_phone'] }],
    idempotency: 'optional',
    handle: async ({ body }) => {
      const row = await service.create(body);
      return { ...answerOf(row), status: 201, headers: { Location: hrefOf(row.id) } };
    },
  });
}

function getCustomer(service: CustomerService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/customers/{customerId}',
    operationId: 'getCustomer',
    summary: 'Read a customer',
    description: 'One customer of the group.',
    tag: 'Customers',
    audit: { action: 'customers.read', subjectType: 'customer' },
    access: READ,
    params,
    responses: { 200: { description: 'The customer.', schema: customerSchema } },
    errors: [{ status: 404, codes: ['customer_not_found'] }],
    handle: async ({ params: { customerId } }) => answerOf(await service.require(customerId)),
  });
}

function answerOf(row: CustomerRow): RouteResult {
  return { status: 200, body: presentCustomer(row), version: row.version };
}

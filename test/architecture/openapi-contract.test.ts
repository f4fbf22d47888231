import '../../src/http/common-schema.js';
import { z } from 'zod';
import { defineRoute } from '../../src/http/define-route.js';
import { ALL_ROLES } from '../../src/shared/principal.js';
import { problemExample } from '../../src/http/openapi/problem-schema.js';
import { Contract } from '../support/contract.js';
import type { SeenAnswer } from '../support/contract.js';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const thingSchema = z
  .strictObject({
    id: z.uuid().max(36).describe('Its id.'),
    version: z.int().min(1).max(99).describe('Its version.'),
  })
  .openapi('Thing', { example: { id: ID, version: 1 } });

const common = {
  summary: 'A thing',
  description: 'A thing.',
  tag: 'Vehicles',
  access: { roles: ALL_ROLES, scope: 'things:read', object: 'own' },
  handle: () => Promise.resolve({ status: 200 }),
} as const;

const routes = [
  defineRoute({
    ...common,
    method: 'get',
    path: '/things/{thingId}',
    operationId: 'getThing',
    params: z.strictObject({ thingId: z.uuid().max(36).describe('Its id.') }),
    responses: { 200: { description: 'The thing.', schema: thingSchema } },
    errors: [{ status: 404, codes: ['vehicle_not_found'] }],
  }),
  defineRoute({
    ...common,
    method: 'post',
    path: '/things',
    operationId: 'createThing',
    body: thingSchema,
    responses: { 201: { description: 'The thing.', schema: thingSchema } },
  }),
  defineRoute({
    ...common,
    method: 'get',
    path: '/things/count',
    operationId: 'countThings',
    responses: { 204: { description: 'None.' } },
  }),
];

const contract = new Contract(routes, false);
const REQUEST_ID = { 'x-request-id': 'r-1' };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' };

function thing(change: object = {}, headers: Record<string, string> = {}): SeenAnswer {
  return {
    status: 200,
    headers: { ...REQUEST_ID, ...JSON_TYPE, etag: '"1"', ...headers },
    text: JSON.stringify({ id: ID, version: 1, ...change }),
  };
}

function failure(status: number, code: string, headers: Record<string, string> = {}): SeenAnswer {
  return {
    status,
    headers: { ...REQUEST_ID, ...PROBLEM_TYPE, ...headers },
    text: JSON.stringify(problemExample(status, code)),
  };
}

const GET = { method: 'GET', path: `/api/v1/things/${ID}?fields=id` };
const POST = { method: 'POST', path: '/api/v1/things' };
const COUNT = { method: 'GET', path: '/api/v1/things/count' };
const ELSEWHERE = { method: 'GET', path: '/elsewhere' };
const DELETE = { method: 'DELETE', path: '/api/v1/things' };

describe('the contract', () => {
  it.each([
    ['a success', thing(), GET],
    ['a created resource', { ...thing({}, { location: '/api/v1/things/1' }), status: 201 }, POST],
    ['an empty answer', { status: 204, headers: REQUEST_ID, text: '' }, COUNT],
    ['304 without a body', { status: 304, headers: REQUEST_ID, text: '' }, GET],
    ['the head alone', { ...thing(), text: '' }, { ...GET, method: 'HEAD' }],
    ['a problem', failure(404, 'vehicle_not_found'), GET],
    ['401 with its challenge', failure(401, 'unauthenticated', { 'www-authenticate': 'B' }), GET],
    ['429 with its wait', failure(429, 'rate_limited', { 'retry-after': '3' }), GET],
    ['404 of no operation', failure(404, 'route_not_found'), ELSEWHERE],
    ['405 with Allow', failure(405, 'method_not_allowed', { allow: 'POST' }), DELETE],
  ])('is kept by %s', (_name, answer, asked) => {
    expect(() => contract.expect(answer, asked)).not.toThrow();
  });

  it.each([
    ['a field too many', thing({ more: 1 }), GET, 'additional properties'],
    ['a field of another type', thing({ version: '1' }), GET, 'must be integer'],
    ['a null', thing({ version: null }), GET, '/version'],
    ['an id that is none', thing({ id: 'x' }), GET, 'format'],
    ['text that is not JSON', { ...thing(), text: '<html>' }, GET, 'not JSON'],
    ['another content type', thing({}, { 'content-type': 'text/html' }), GET, 'Content-Type'],
    ['an undocumented status', { ...thing(), status: 202 }, GET, '202 is not documented'],
    ['an ETag of another version', thing({}, { etag: '"2"' }), GET, 'ETag'],
    ['no request id', { ...thing(), headers: { ...JSON_TYPE, etag: '"1"' } }, GET, 'X-Request-Id'],
    ['201 without Location', { ...thing(), status: 201 }, POST, 'Location'],
    ['a body where none is due', { ...thing(), status: 204 }, COUNT, 'none is documented'],
    ['a code of elsewhere', failure(404, 'lead_not_found'), GET, 'lead_not_found'],
    [
      'a problem as ordinary JSON',
      failure(404, 'vehicle_not_found', JSON_TYPE),
      GET,
      'problem+json is due',
    ],
    [
      'a problem with a field too many',
      { ...failure(404, 'x'), text: JSON.stringify({ ...problemExample(404, 'x'), stack: 'at' }) },
      GET,
      'additional properties',
    ],
    [
      'a problem of another status',
      { ...failure(404, 'x'), text: JSON.stringify(problemExample(400, 'vehicle_not_found')) },
      GET,
      'another status',
    ],
    ['401 without a challenge', failure(401, 'unauthenticated'), GET, 'www-authenticate'],
    ['429 without a wait', failure(429, 'rate_limited'), GET, 'retry-after'],
    ['200 where no operation is', thing(), ELSEWHERE, 'No operation'],
    ['405 without Allow', failure(405, 'method_not_allowed'), DELETE, 'Allow'],
  ])('is broken by %s', (_name, answer, asked, message) => {
    expect(() => contract.expect(answer, asked)).toThrow(message);
  });
});

import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { STATUS_CODES } from 'node:http';
import { isForCallers } from '../access-rule.js';
import type { AccessRule } from '../access-rule.js';
import type { AnyRoute } from '../define-route.js';
import { problemEntry } from '../problem-catalogue.js';
import { headerReferences } from './components.js';
import { problemExample } from './problem-schema.js';
import { EVERY_ANSWER, LIMITED_ANSWER } from './usual-headers.js';

/** The codes that an operation may answer with, by status: the usual ones and its own. */
export function errorCodes(route: AnyRoute): ReadonlyMap<number, readonly string[]> {
  const codes = new Map<number, Set<string>>();
  const add = (status: number, ...more: readonly string[]): void => {
    codes.set(status, new Set([...(codes.get(status) ?? []), ...more]));
  };
  for (const { status, codes: usual } of usualErrors(route)) add(status, ...usual);
  for (const { status, codes: own } of route.errors ?? []) add(status, ...own);
  return new Map(
    [...codes].sort(([left], [right]) => left - right).map(([status, set]) => [status, [...set]]),
  );
}

interface UsualError {
  readonly status: number;
  readonly codes: readonly string[];
}

interface SharedError extends UsualError {
  /** Under which it is documented once. */
  readonly name: string;
}

const REQUEST_CODES = ['validation_failed', 'malformed_request'];

const SHARED: readonly SharedError[] = [
  { name: 'BadRequest', status: 400, codes: REQUEST_CODES },
  { name: 'BadBody', status: 400, codes: [...REQUEST_CODES, 'malformed_json'] },
  {
    name: 'BadBodyOrKey',
    status: 400,
    codes: [
      ...REQUEST_CODES,
      'malformed_json',
      'idempotency_key_invalid',
      'idempotency_key_required',
    ],
  },
  {
    name: 'BadBodyOrTag',
    status: 400,
    codes: [...REQUEST_CODES, 'malformed_json', 'invalid_if_match'],
  },
  { name: 'Unauthorized', status: 401, codes: ['unauthenticated'] },
  { name: 'Forbidden', status: 403, codes: ['forbidden', 'insufficient_scope'] },
  { name: 'PreconditionFailed', status: 412, codes: ['stale_version'] },
  { name: 'PayloadTooLarge', status: 413, codes: ['payload_too_large'] },
  { name: 'UnsupportedMediaType', status: 415, codes: ['unsupported_media_type'] },
  { name: 'PreconditionRequired', status: 428, codes: ['precondition_required'] },
  { name: 'TooManyRequests', status: 429, codes: ['rate_limited'] },
  { name: 'InternalServerError', status: 500, codes: ['internal_error'] },
  {
    name: 'ServiceUnavailable',
    status: 503,
    codes: ['temporarily_unavailable', 'database_unavailable', 'busy'],
  },
];

function shared(...names: readonly string[]): readonly UsualError[] {
  return SHARED.filter(({ name }) => names.includes(name));
}

function usualErrors(route: AnyRoute): UsualError[] {
  const { base, access, body, bodyStream, idempotency, ifMatch } = route;
  return [
    ...shared('BadRequest', 'InternalServerError', 'ServiceUnavailable'),
    ...(base === 'root' ? [] : shared('TooManyRequests')),
    ...accessErrors(access),
    ...(body === undefined ? [] : shared('BadBody', 'PayloadTooLarge', 'UnsupportedMediaType')),
    ...(bodyStream === undefined ? [] : shared('PayloadTooLarge', 'UnsupportedMediaType')),
    ...(idempotency === undefined ? [] : IDEMPOTENCY_ERRORS),
    ...(idempotency === 'required' ? [KEY_REQUIRED] : []),
    ...(ifMatch === true ? [...shared('PreconditionFailed', 'PreconditionRequired'), BAD_TAG] : []),
  ];
}

function accessErrors(access: AccessRule): readonly UsualError[] {
  if (access.object === 'public') return [];
  if (!isForCallers(access)) return [...shared('Unauthorized'), FORBIDDEN];
  const fields = access.writableBy === undefined ? [] : [FIELD_FORBIDDEN];
  return [...shared('Unauthorized', 'Forbidden'), ...fields];
}

const FORBIDDEN: UsualError = { status: 403, codes: ['forbidden'] };
const FIELD_FORBIDDEN: UsualError = { status: 403, codes: ['field_forbidden'] };

const IDEMPOTENCY_ERRORS: readonly UsualError[] = [
  { status: 400, codes: ['idempotency_key_invalid'] },
  { status: 409, codes: ['idempotency_key_in_progress'] },
  { status: 422, codes: ['idempotency_key_reused'] },
];

const KEY_REQUIRED: UsualError = { status: 400, codes: ['idempotency_key_required'] };
const BAD_TAG: UsualError = { status: 400, codes: ['invalid_if_match'] };

const OWN_HEADERS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  409: ['Retry-After'],
  412: ['ETag'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Registers the problems that most operations share. */
export function registerErrorResponses(registry: OpenAPIRegistry): void {
  for (const { name, status, codes } of SHARED) {
    registry.registerComponent('responses', name, fullResponse(status, codes));
  }
}

/** One documented problem: a reference where its codes are shared ones. */
export function errorResponse(status: number, codes: readonly string[]): ErrorResponse | Reference {
  const same = SHARED.find((one) => one.status === status && one.codes.join() === codes.join());
  return same === undefined
    ? fullResponse(status, codes)
    : { $ref: `#/components/responses/${same.name}` };
}

interface Reference {
  $ref: string;
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no implicit index signature, which the registry's `x-…` keys need
type ErrorResponse = {
  description: string;
  headers: Record<string, Reference>;
  content: Record<string, { schema: Reference; examples: Record<string, { value: object }> }>;
};

/** All codes with their meanings, and an example for each. */
function fullResponse(status: number, codes: readonly string[]): ErrorResponse {
  const usual = status < 500 ? LIMITED_ANSWER : EVERY_ANSWER;
  const lines = codes.map((code) => `- \`${code}\`: ${problemEntry(code)?.meaning ?? ''}`);
  return {
    description: `${STATUS_CODES[status] ?? 'Error'}.\n\n${lines.join('\n')}`,
    headers: headerReferences([...usual, ...(OWN_HEADERS[status] ?? [])]),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          codes.map((code) => [code, { value: problemExample(status, code) }]),
        ),
      },
    },
  };
}

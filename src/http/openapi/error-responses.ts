import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { STATUS_CODES } from 'node:http';
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
  if (route.params !== undefined && !codes.has(404)) add(404, 'not_found');
  return new Map(
    [...codes].sort(([left], [right]) => left - right).map(([status, set]) => [status, [...set]]),
  );
}

interface UsualError {
  readonly status: number;
  readonly codes: readonly string[];
}

/** Statuses with the codes that they mostly have; documented once, under the name of the status. */
const SHARED: Readonly<Record<number, readonly string[]>> = {
  400: ['validation_failed', 'malformed_request'],
  401: ['unauthenticated'],
  403: ['forbidden'],
  412: ['stale_version'],
  413: ['payload_too_large'],
  415: ['unsupported_media_type'],
  428: ['precondition_required'],
  429: ['rate_limited'],
  500: ['internal_error'],
  503: ['temporarily_unavailable', 'database_unavailable', 'busy'],
};

function shared(...statuses: readonly number[]): UsualError[] {
  return statuses.map((status) => ({ status, codes: SHARED[status] ?? [] }));
}

function usualErrors({ access, body, idempotency, ifMatch }: AnyRoute): UsualError[] {
  return [
    ...shared(400, 429, 500, 503),
    ...(access.kind === 'public' ? [] : shared(401, 403)),
    ...(body === undefined ? [] : shared(413, 415)),
    ...(idempotency === undefined ? [] : IDEMPOTENCY_ERRORS),
    ...(idempotency === 'required' ? [KEY_REQUIRED] : []),
    ...(ifMatch === true ? [...shared(412, 428), BAD_TAG] : []),
  ];
}

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
  for (const [status, codes] of Object.entries(SHARED)) {
    const name = componentName(Number(status));
    registry.registerComponent('responses', name, fullResponse(Number(status), codes));
  }
}

/** One documented problem: a reference where its codes are the shared ones. */
export function errorResponse(status: number, codes: readonly string[]): ErrorResponse | Reference {
  const isShared = codes.join() === SHARED[status]?.join();
  return isShared
    ? { $ref: `#/components/responses/${componentName(status)}` }
    : fullResponse(status, codes);
}

function componentName(status: number): string {
  return (STATUS_CODES[status] ?? 'Error').replaceAll(' ', '');
}

type Reference = { $ref: string };
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

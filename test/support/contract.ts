import { appendFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { collectRoutes } from '../../src/app/collect-routes.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { buildOpenapiDocument } from '../../src/http/openapi/build-openapi-document.js';
import { errorCodes } from '../../src/http/openapi/error-responses.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import { fullPath } from '../../src/http/openapi/route-traits.js';

/** What is looked at of an answer; one of supertest fits. */
export interface SeenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text?: string | undefined;
}

/** What was asked: the path may have a query. */
export interface AskedOperation {
  readonly method: string;
  readonly path: string;
}

const PROBLEM = 'application/problem+json';
const SEEN_FOLDER = fileURLToPath(new URL('../../.local/contract/', import.meta.url));

/** Answers of the connection, not of an operation: too large, too slow, not well-formed HTTP. */
const CONNECTION_STATUSES: ReadonlySet<number> = new Set([400, 408, 417, 429, 431, 503]);

/** Holds answers against the document of the given routes. */
export class Contract {
  readonly #operations: ReadonlyArray<{ route: AnyRoute; path: RegExp }>;
  readonly #document: JsonObject;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #seen = new Set<string>();

  constructor(
    routes: readonly AnyRoute[],
    private readonly record = true,
  ) {
    this.#operations = [...routes]
      .sort((left, right) => parametersIn(left) - parametersIn(right))
      .map((route) => ({ route, path: pathPattern(fullPath(route)) }));
    this.#document = buildOpenapiDocument(routes);
    this.#ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
    formats.default(this.#ajv);
    this.#ajv.addSchema(this.#document, 'openapi');
  }

  /** Throws with all that is wrong with the answer; silent when it keeps the contract. */
  expect(answer: SeenAnswer, { method, path }: AskedOperation): void {
    if (method.toUpperCase() === 'OPTIONS') return;
    const plainPath = path.split('?', 1)[0] ?? path;
    const faults = this.faults(answer, method.toLowerCase(), plainPath);
    if (faults.length === 0) return;
    const body = (answer.text ?? '').slice(0, 1_000);
    const asked = `${method.toUpperCase()} ${plainPath} → ${answer.status}`;
    throw new Error(`${asked} breaks the contract:\n  ${faults.join('\n  ')}\n  body: ${body}`);
  }

  private faults(answer: SeenAnswer, method: string, path: string): string[] {
    const onPath = this.#operations.filter((operation) => operation.path.test(path));
    const faults = header(answer, 'x-request-id') === '' ? ['X-Request-Id is missing.'] : [];
    const [first] = onPath;
    if (first === undefined) return [...faults, ...this.unmatched(answer, 404)];
    const isHead = method === 'head';
    const operation = onPath.find(({ route }) => route.method === (isHead ? 'get' : method));
    if (operation === undefined) return [...faults, ...this.unmatched(answer, 405)];
    return [...faults, ...this.operationFaults(answer, operation.route, isHead)];
  }

  private unmatched(answer: SeenAnswer, expected: number): string[] {
    if (answer.status !== expected && !CONNECTION_STATUSES.has(answer.status)) {
      return [`No operation has this path and method: ${expected} is due.`];
    }
    if (expected === 405 && answer.status === 405 && header(answer, 'allow') === '') {
      return ['405 needs Allow.'];
    }
    return this.problemFaults(answer, undefined);
  }

  private operationFaults(answer: SeenAnswer, route: AnyRoute, isHead: boolean): string[] {
    const { status } = answer;
    const template = fullPath(route);
    const documented = objectAt(
      objectAt(objectAt(objectAt(this.#document, 'paths'), template), route.method),
      'responses',
    )[String(status)];
    if (!isJsonObject(documented)) return [`${status} is not documented for this operation.`];
    this.note(route, status);
    if (isHead || status === 304) return [];
    if (status >= 400 && route.responses[status] === undefined) {
      return this.problemFaults(answer, errorCodes(route).get(status));
    }
    const content = objectAt(documented, 'content');
    const place = ['paths', template, route.method, 'responses', String(status)];
    return [...this.bodyFaults(answer, content, place), ...headerFaults(answer)];
  }

  private bodyFaults(answer: SeenAnswer, content: JsonObject, place: string[]): string[] {
    const types = Object.keys(content);
    const text = answer.text ?? '';
    if (types.length === 0) return text === '' ? [] : ['A body, although none is documented.'];
    const type = contentType(answer);
    if (!types.includes(type)) return [`Content-Type is ${type}, documented: ${types.join(', ')}.`];
    if (!type.includes('json')) return [];
    return this.schemaFaults([...place, 'content', type, 'schema'], text);
  }

  private problemFaults(answer: SeenAnswer, codes: readonly string[] | undefined): string[] {
    const type = contentType(answer);
    if (type !== PROBLEM) return [`Content-Type is ${type}, ${PROBLEM} is due.`];
    const faults = this.schemaFaults(['components', 'schemas', 'Problem'], answer.text ?? '');
    if (faults.length > 0) return faults;
    const problem = JSON.parse(answer.text ?? '') as { code: string; status: number };
    const needed = { 401: 'www-authenticate', 429: 'retry-after', 503: 'retry-after' };
    return [
      ...(problem.status === answer.status ? [] : ['The problem names another status.']),
      ...(codes === undefined || codes.includes(problem.code)
        ? []
        : [`Code ${problem.code} is not documented; documented: ${codes.join(', ')}.`]),
      ...Object.entries(needed)
        .filter(([status, name]) => Number(status) === answer.status && header(answer, name) === '')
        .map(([, name]) => `${name} is missing.`),
    ];
  }

  private schemaFaults(place: readonly string[], text: string): string[] {
    const value = parsed(text);
    if (value === undefined) return ['The body is not JSON.'];
    const validate = this.validator(place);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const extra = JSON.stringify(params);
      return `${instancePath === '' ? '/' : instancePath} ${message ?? ''} ${extra}`;
    });
  }

  private validator(place: readonly string[]): ValidateFunction {
    const pointer = place.map(escaped).join('/');
    const known = this.#validators.get(pointer);
    if (known !== undefined) return known;
    const validate = this.#ajv.compile({ $ref: `openapi#/${pointer}` });
    this.#validators.set(pointer, validate);
    return validate;
  }

  /** Notes what was seen, for `scripts/contract-coverage.ts`; one file for each worker. */
  private note(route: AnyRoute, status: number): void {
    const seen = `${route.operationId} ${status}`;
    if (!this.record || this.#seen.has(seen)) return;
    if (this.#seen.size === 0) mkdirSync(SEEN_FOLDER, { recursive: true });
    this.#seen.add(seen);
    appendFileSync(`${SEEN_FOLDER}seen-${process.env['JEST_WORKER_ID'] ?? '0'}.txt`, `${seen}\n`);
  }
}

let contract: Contract | undefined;

/** Holds one answer of the product against its document; throws when they disagree. */
export function expectContract(answer: SeenAnswer, asked: AskedOperation): void {
  contract ??= new Contract(collectRoutes());
  contract.expect(answer, asked);
}

function headerFaults(answer: SeenAnswer): string[] {
  const faults: string[] = [];
  if (answer.status === 201 && header(answer, 'location') === '')
    faults.push('201 needs Location.');
  const value = parsed(answer.text ?? '');
  if (!isJsonObject(value) || typeof value['version'] !== 'number') return faults;
  const tag = header(answer, 'etag');
  if (tag !== `"${value['version']}"`) faults.push(`ETag is ${tag}, version ${value['version']}.`);
  return faults;
}

function header(answer: SeenAnswer, name: string): string {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : '';
}

function contentType(answer: SeenAnswer): string {
  return header(answer, 'content-type').split(';', 1)[0]?.trim() ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function pathPattern(template: string): RegExp {
  const literal = template.replace(/[.*+?^$|()[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function parametersIn(route: AnyRoute): number {
  return route.path.split('{').length - 1;
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

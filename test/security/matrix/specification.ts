import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isJsonObject, objectAt } from '../../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../../src/http/openapi/json-value.js';
import { idPointers } from './id-pointers.js';

const DOCUMENT = fileURLToPath(new URL('../../../openapi.yaml', import.meta.url));
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** `x-authz` of an operation, as published. */
export interface Authz {
  readonly object: 'public' | 'ops' | 'organization' | 'showroom' | 'own';
  readonly openOnLoopback?: boolean;
  readonly scope?: string;
  readonly roles?: readonly string[];
  readonly clients?: readonly string[];
  readonly onBehalf?: readonly string[];
  readonly visibleTo?: Readonly<Record<string, readonly string[]>>;
  readonly writableBy?: Readonly<Record<string, readonly string[]>>;
}

/** An operation, as far as the matrix needs to know it; from `openapi.yaml` and nothing else. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly authz: Authz;
  readonly pathParameters: readonly string[];
  /** Query parameters that hold an id. */
  readonly queryIds: readonly string[];
  readonly isPaged: boolean;
  readonly isIdempotent: boolean;
  readonly isConditional: boolean;
  readonly contentType?: string;
  readonly example?: unknown;
  /** Pointers to the fields of the body that hold an id. */
  readonly bodyIds: readonly string[];
  /** Whether a success has a body. */
  readonly answersBody: boolean;
}

/** All operations of the document. */
export function readOperations(): readonly Operation[] {
  const document = parse(readFileSync(DOCUMENT, 'utf8')) as JsonObject;
  const paths = Object.entries(objectAt(document, 'paths'));
  return paths.flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isJsonObject(item) ? item[method] : undefined;
      return isJsonObject(operation) ? [toOperation(document, { path, method, operation })] : [];
    }),
  );
}

/** The scopes that a kind of caller has: those of all that it may call. */
export function scopesOf(operations: readonly Operation[], type: string): ReadonlySet<string> {
  const open = operations.filter(({ authz }) => callersOf(authz).includes(type));
  return new Set(open.flatMap(({ authz }) => authz.scope ?? []));
}

/** Every kind of caller that may call the operation. */
export function callersOf({ roles = [], clients = [] }: Authz): readonly string[] {
  return [...roles, ...clients];
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
}

function toOperation(document: JsonObject, { path, method, operation }: Place): Operation {
  const authz = operation['x-authz'];
  const operationId = String(operation['operationId']);
  if (!isJsonObject(authz)) throw new Error(`${operationId} has no x-authz.`);
  const parameters = parametersOf(operation);
  const names = parameters.map((parameter) => String(parameter['$ref'] ?? parameter['name']));
  const inQuery = parameters.filter((parameter) => parameter['in'] === 'query');
  return {
    ...{ operationId, method, path, authz: authz as unknown as Authz },
    pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)),
    queryIds: inQuery.filter(isId).map((parameter) => String(parameter['name'])),
    isPaged: inQuery.some((parameter) => parameter['name'] === 'cursor'),
    isIdempotent: names.some((name) => name.includes('IdempotencyKey')),
    isConditional: names.some((name) => name.endsWith('/IfMatch')),
    ...bodyOf(document, operation),
    answersBody: successes(operation).some((answer) => answer['content'] !== undefined),
  };
}

function parametersOf(operation: JsonObject): readonly JsonObject[] {
  const parameters = operation['parameters'];
  return Array.isArray(parameters) ? parameters.filter(isJsonObject) : [];
}

function isId(parameter: JsonObject): boolean {
  return objectAt(parameter, 'schema')['format'] === 'uuid';
}

function bodyOf(
  document: JsonObject,
  operation: JsonObject,
): Pick<Operation, 'contentType' | 'example' | 'bodyIds'> {
  const content = objectAt(objectAt(operation, 'requestBody'), 'content');
  const [first] = Object.entries(content);
  if (first === undefined) return { bodyIds: [] };
  const [contentType, media] = first;
  if (!isJsonObject(media)) return { bodyIds: [] };
  const bodyIds = idPointers(document, objectAt(media, 'schema'));
  return { contentType, example: media['example'], bodyIds };
}

function successes(operation: JsonObject): readonly JsonObject[] {
  const responses = Object.entries(objectAt(operation, 'responses'));
  return responses.flatMap(([status, answer]) =>
    status.startsWith('2') && isJsonObject(answer) ? [answer] : [],
  );
}

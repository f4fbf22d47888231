import openapiTypes, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';

const OPTIONS = { defaultNonNullable: false, silent: true } as const;

const PROBLEM = {
  description: 'A problem.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const HEAD = '// Made of the contract by `npm run client:types`; never edited by hand.\n';

/**
 * Types of all operations, as far as a program needs them: answers without their headers, problems
 * once for each operation, and `Idempotency-Key` optional, since the client makes it.
 */
export async function restTypes(openapi: JsonObject): Promise<string> {
  const document = structuredClone(openapi);
  const parameters = objectAt(objectAt(document, 'components'), 'parameters');
  Object.assign(objectAt(parameters, 'IdempotencyKeyRequired'), { required: false });
  for (const item of Object.values(objectAt(document, 'paths')).filter(isJsonObject)) {
    for (const operation of Object.values(item).filter(isJsonObject)) shorten(operation);
  }
  objectAt(document, 'components')['responses'] = {};
  objectAt(document, 'components')['headers'] = {};
  // `openapi-fetch` does not understand readonly arrays.
  return typesOf(document, { immutable: false });
}

/** Types of all frames, by the names of their schemas. */
export async function frameTypes(asyncapi: JsonObject): Promise<string> {
  const { title, version } = objectAt(asyncapi, 'info');
  const schemas = objectAt(objectAt(asyncapi, 'components'), 'schemas');
  const info = { title, version };
  return typesOf(
    { openapi: '3.1.1', info, paths: {}, components: { schemas } },
    { immutable: true },
  );
}

function shorten(operation: JsonObject): void {
  const responses = Object.entries(objectAt(operation, 'responses'));
  const isProblem = ([status, response]: [string, unknown]): boolean =>
    Number(status) >= 400 &&
    /#\/components\/responses\/|application\/problem\+json/.test(JSON.stringify(response));
  const others = responses.filter((entry) => !isProblem(entry)).filter(hasObject);
  const kept = others.map(([status, { headers, ...rest }]) => [status, rest] as const);
  operation['responses'] = { ...Object.fromEntries(kept), default: PROBLEM };
}

function hasObject(entry: [string, unknown]): entry is [string, JsonObject] {
  return isJsonObject(entry[1]);
}

async function typesOf(document: JsonObject, options: { immutable: boolean }): Promise<string> {
  const plain = withoutExamples(document) as OpenAPI3;
  return HEAD + astToString(await openapiTypes(plain, { ...OPTIONS, ...options }));
}

/** Examples are for the documentation; among types they are in the way. */
function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'example' && key !== 'examples');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutExamples(inner)]));
}

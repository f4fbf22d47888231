import { collectRoutes } from '../../src/app/collect-routes.js';
import { buildOpenapiDocument } from '../../src/http/openapi/build-openapi-document.js';
import { ExampleFinder } from '../../src/http/openapi/example-of.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import { newId } from '../../src/shared/ids.js';
import type { DealerGroup } from '../support/dealer-group.js';
import type { TestApp } from '../support/test-app.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An operation of the API as its document tells it: all that a test needs to send it. */
export interface Operation {
  readonly operationId: string;
  readonly method: Method;
  /** With ids that are well-formed, and of nothing that exists. */
  readonly path: string;
  /** Parameters of the query, each with a value that is right. */
  readonly query: ReadonlyMap<string, string>;
  /** A body that is right, and the names that its schema knows at the top; absent without JSON. */
  readonly json?: { readonly example: JsonObject; readonly names: ReadonlySet<string> };
  readonly roles?: readonly string[];
}

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];
const document = buildOpenapiDocument(collectRoutes());
const finder = new ExampleFinder(document);

/** Every operation below `/api/v1` that people and programs of a dealer group may call. */
export function apiOperations(): readonly Operation[] {
  return Object.entries(objectAt(document, 'paths'))
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, item]) =>
      METHODS.filter((method) =>
        isJsonObject(objectAt(item as JsonObject, method)['responses']),
      ).map((method) => [path, method, objectAt(item as JsonObject, method)] as const),
    )
    .filter(([, , described]) => objectAt(described, 'x-authz')['object'] !== 'ops')
    .map(([path, method, described]) => toOperation(path, method, described));
}

function toOperation(path: string, method: Method, described: JsonObject): Operation {
  const content = objectAt(objectAt(described, 'requestBody'), 'content');
  const media = objectAt(content, 'application/json');
  const roles = objectAt(described, 'x-authz')['roles'];
  return {
    operationId: String(described['operationId']),
    method,
    path: path.replaceAll(/\{\w+\}/g, () => newId()),
    query: queryOf(described),
    ...(Array.isArray(roles) ? { roles: roles as string[] } : {}),
    ...(content['application/json'] === undefined ? {} : { json: jsonOf(media) }),
  };
}

function queryOf(described: JsonObject): ReadonlyMap<string, string> {
  const parameters = Array.isArray(described['parameters']) ? described['parameters'] : [];
  return new Map(
    parameters
      .filter(isJsonObject)
      .filter((parameter) => parameter['in'] === 'query')
      .map((parameter) => [String(parameter['name']), exampleOf(parameter)] as const),
  );
}

/** Any text where the schema has no example, as for a cursor. */
function exampleOf(parameter: JsonObject): string {
  const example = parameter['example'] ?? finder.find(objectAt(parameter, 'schema'));
  return ['string', 'number', 'boolean'].includes(typeof example) ? String(example) : 'text';
}

function jsonOf(media: JsonObject): NonNullable<Operation['json']> {
  const [named] = Object.values(objectAt(media, 'examples')).filter(isJsonObject);
  const example = media['example'] ?? named?.['value'];
  if (!isJsonObject(example)) throw new Error('A body without an example.');
  return { example, names: namesIn(objectAt(media, 'schema')) };
}

/** The names of fields in any shape that the schema allows. */
function namesIn(schema: JsonObject): ReadonlySet<string> {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return namesIn(resolved(reference));
  const shapes = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => schema[key] ?? []);
  const inner = shapes.filter(isJsonObject).flatMap((shape) => [...namesIn(shape)]);
  return new Set([...Object.keys(objectAt(schema, 'properties')), ...inner]);
}

function resolved(reference: string): JsonObject {
  return reference.split('/').slice(1).reduce<JsonObject>(objectAt, document);
}

interface Refusal {
  readonly code?: string;
  readonly errors?: ReadonlyArray<{ pointer: string; parameter?: string; code: string }>;
}

/** An answer, as far as these tests look at it. */
export interface Seen {
  readonly status: number;
  readonly body: Refusal & {
    /** In place of the others where OAuth 2.0 has a form of its own (RFC 6749, section 5.2). */
    readonly error?: string;
    /** Of a batch, what became of each. */
    readonly results?: ReadonlyArray<Refusal & { readonly status: number }>;
  };
}

/** Sends an operation as somebody who may call it, with all the headers that it takes. */
export async function send(
  { app, group }: { readonly app: TestApp; readonly group: DealerGroup },
  { method, path, roles, json }: Operation,
  given: { readonly query?: string; readonly text?: string } = {},
): Promise<Seen> {
  const caller = roles?.includes('admin') === false ? group.reps[0] : group.admin;
  const text = given.text ?? (json && JSON.stringify(json.example));
  const request = app
    .request(roles === undefined ? undefined : caller?.token)
    [method](`${path}${given.query ?? ''}`)
    .set({ 'Idempotency-Key': newId(), 'If-Match': '"1"' });
  if (text !== undefined) request.set('Content-Type', 'application/json').send(text);
  const { status, body } = await request;
  return { status, body: body as Seen['body'] };
}

import { isForCallers } from '../../src/http/access-rule.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { buildOpenapiDocument } from '../../src/http/openapi/build-openapi-document.js';
import { TAG_DESCRIPTIONS } from '../../src/http/openapi/document-info.js';
import { errorCodes } from '../../src/http/openapi/error-responses.js';
import { mediaTypesOf } from '../../src/http/openapi/add-examples.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import { fullPath } from '../../src/http/openapi/route-traits.js';
import { problemEntry } from '../../src/http/problem-catalogue.js';

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/;
const SCOPE = /^[a-z]+(?:-[a-z]+)*:(?:read|write)$/;

const NO_ACCESS_RULE = 'access rule is missing';

/** All that is wrong with the definition of one route, in words; empty when nothing is. */
export function routeFaults(route: AnyRoute): string[] {
  const access = accessFaults(route);
  if (access.includes(NO_ACCESS_RULE)) return access;
  const document = buildOpenapiDocument([route]);
  return [
    ...access,
    ...namingFaults(route),
    ...errorFaults(route),
    ...parameterFaults(route, document),
    ...mediaFaults(document),
    ...schemaFaults(document),
  ];
}

/** Operation ids that more than one route has. */
export function duplicateIds(routes: readonly AnyRoute[]): string[] {
  const ids = routes.map((route) => route.operationId);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** Names that two different schemas have: only one of them would be in the document. */
export function ambiguousNames(routes: readonly AnyRoute[]): string[] {
  const known = new Map<string, string>();
  const ambiguous = new Set<string>();
  // Body and answers apart: of two in one document, one would hide the other.
  const pieces = routes.flatMap(({ body, ...rest }): AnyRoute[] => [
    rest,
    ...(body === undefined ? [] : [{ ...rest, body, responses: {} }]),
  ]);
  for (const piece of pieces) {
    const { components = {} } = buildOpenapiDocument([piece]);
    for (const [name, schema] of Object.entries(objectAt(components as JsonObject, 'schemas'))) {
      const text = JSON.stringify({ ...(schema as JsonObject), description: undefined });
      if ((known.get(name) ?? text) !== text) ambiguous.add(name);
      known.set(name, text);
    }
  }
  return [...ambiguous];
}

function namingFaults(route: AnyRoute): string[] {
  const { operationId, summary, description, tag } = route;
  return faults([
    [!CAMEL_CASE.test(operationId), 'operationId is not in camelCase'],
    [summary.trim() === '', 'summary is missing'],
    [description.trim() === '', 'description is missing'],
    [TAG_DESCRIPTIONS[tag] === undefined, `tag ${tag} has no description`],
  ]);
}

function accessFaults({ access }: AnyRoute): string[] {
  const declared = access as AnyRoute['access'] | undefined;
  if (declared === undefined) return [NO_ACCESS_RULE];
  if (!isForCallers(declared)) return [];
  return faults([
    [declared.roles.length === 0, 'access names no role'],
    [!SCOPE.test(declared.scope), 'access has no scope `name:read|write`'],
  ]);
}

function errorFaults(route: AnyRoute): string[] {
  const codes = errorCodes(route);
  const all = [...codes.values()].flat();
  const hasSuccess = Object.keys(route.responses).some((status) => Number(status) < 400);
  return faults([
    [!hasSuccess, 'no success is documented'],
    [namesResource(route) && !codes.has(404), 'a path with parameters has no code for 404'],
    [route.path.includes('{') && route.params === undefined, 'params have no schema'],
    ...all.map((code): Fault => [problemEntry(code) === undefined, `code ${code} is unknown`]),
  ]);
}

/** A VIN is read by its characters: there is none that does not exist. */
function namesResource({ path }: AnyRoute): boolean {
  return path.replace('{vin}', '').includes('{');
}

function parameterFaults(route: AnyRoute, document: JsonObject): string[] {
  const operation = objectAt(objectAt(objectAt(document, 'paths'), fullPath(route)), route.method);
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  return parameters
    .filter(isJsonObject)
    .filter((parameter) => parameter['$ref'] === undefined && !isText(parameter['description']))
    .map((parameter) => `parameter ${String(parameter['name'])} is not described`);
}

function mediaFaults(document: JsonObject): string[] {
  return mediaTypesOf(document)
    .filter((media) => media['example'] === undefined && media['examples'] === undefined)
    .map((media) => `no example of ${JSON.stringify(media['schema']).slice(0, 80)}`);
}

function schemaFaults(document: JsonObject): string[] {
  const schemas = Object.entries(objectAt(objectAt(document, 'components'), 'schemas'));
  return [
    ...schemas
      .filter(([name]) => !/^[A-Z][A-Za-z0-9]*$/.test(name))
      .map(([name]) => `name ${name}`),
    ...boundFaults(document['paths'], 'paths'),
    ...boundFaults(Object.fromEntries(schemas), 'schemas'),
  ];
}

/** Looks at every schema below `value`; `place` says where for the reader. */
export function boundFaults(value: unknown, place: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => boundFaults(item, `${place}/${index}`));
  }
  if (!isJsonObject(value)) return [];
  const inner = Object.entries(value)
    .filter(([key]) => key !== 'example' && key !== 'examples')
    .flatMap(([key, item]) => boundFaults(item, `${place}/${key}`));
  return [...ownFaults(value).map((fault) => `${place}: ${fault}`), ...inner];
}

function ownFaults(schema: JsonObject): string[] {
  switch (schema['type']) {
    case 'string':
      return faults([[!hasOne(schema, 'maxLength', 'enum', 'const'), 'a string without bounds']]);
    case 'array':
      return faults([[!hasOne(schema, 'maxItems'), 'an array without maxItems']]);
    case 'integer':
    case 'number':
      return faults([
        [!hasOne(schema, 'minimum', 'exclusiveMinimum', 'const', 'enum'), 'no minimum'],
        [!hasOne(schema, 'maximum', 'exclusiveMaximum', 'const', 'enum'), 'no maximum'],
      ]);
    case 'object':
      return objectFaults(schema);
    default:
      return [];
  }
}

function objectFaults(schema: JsonObject): string[] {
  const properties = Object.entries(objectAt(schema, 'properties'));
  return [
    ...faults([[schema['additionalProperties'] === undefined, 'an object that is not closed']]),
    ...properties
      .filter(([, property]) => isJsonObject(property) && !isDescribed(property))
      .map(([name]) => `field ${name} is not described`),
  ];
}

/** A reference is described where it leads to; `_links` and the like add their own words. */
function isDescribed(property: JsonObject): boolean {
  return isText(property['description']) || property['$ref'] !== undefined;
}

function hasOne(schema: JsonObject, ...keys: readonly string[]): boolean {
  return keys.some((key) => schema[key] !== undefined);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

type Fault = readonly [isFault: boolean, text: string];

function faults(checks: readonly Fault[]): string[] {
  return checks.filter(([isFault]) => isFault).map(([, text]) => text);
}

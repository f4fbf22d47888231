import { isJsonObject, objectAt } from './json-value.js';
import type { JsonObject } from './json-value.js';

const INT32 = 2_147_483_647;

/**
 * Mends, in place, what the generator of schemas leaves to be desired:
 * integers get a `format`, what was extended becomes one closed object (a closed parent in an
 * `allOf` would refuse the fields of its child), and a reference carries its description itself.
 */
export function tidySchemas(document: JsonObject): void {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  visit(document, (schema) => {
    flattenExtension(schema, schemas);
    inlineReference(schema);
    addIntegerFormat(schema);
  });
}

function visit(value: unknown, mend: (schema: JsonObject) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, mend);
  if (!isJsonObject(value)) return;
  mend(value);
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'example' && key !== 'examples') visit(inner, mend);
  }
}

/** `allOf: [parent, child]`, both objects: the fields of both in one. */
function flattenExtension(schema: JsonObject, schemas: JsonObject): void {
  const [reference, child, ...more] = partsOf(schema);
  if (reference === undefined || child === undefined || more.length > 0) return;
  const parent = referenced(reference, schemas);
  if (parent === undefined || child['type'] !== 'object') return;
  delete schema['allOf'];
  const inherited = { ...parent };
  delete inherited['example'];
  Object.assign(schema, { ...inherited, ...child, ...schema });
  schema['properties'] = { ...objectAt(parent, 'properties'), ...objectAt(child, 'properties') };
  schema['required'] = [...requiredOf(parent), ...requiredOf(child)];
}

/** `allOf: [reference, { description }]`: the same as a description beside the reference. */
function inlineReference(schema: JsonObject): void {
  const [reference, extras, ...more] = partsOf(schema);
  if (reference?.['$ref'] === undefined || extras === undefined || more.length > 0) return;
  if ('type' in extras || '$ref' in extras) return;
  delete schema['allOf'];
  Object.assign(schema, { $ref: reference['$ref'], ...extras });
}

function partsOf(schema: JsonObject): JsonObject[] {
  const parts = schema['allOf'];
  return Array.isArray(parts) ? parts.filter(isJsonObject) : [];
}

function referenced(reference: JsonObject, schemas: JsonObject): JsonObject | undefined {
  const name = String(reference['$ref']).replace('#/components/schemas/', '');
  const schema = schemas[name];
  return isJsonObject(schema) && schema['type'] === 'object' ? schema : undefined;
}

function requiredOf(schema: JsonObject): unknown[] {
  return Array.isArray(schema['required']) ? schema['required'] : [];
}

function addIntegerFormat(schema: JsonObject): void {
  if (schema['type'] !== 'integer' || schema['format'] !== undefined) return;
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
  const isSmall = bounds.every((bound) => Math.abs(Number(schema[bound] ?? 0)) <= INT32);
  schema['format'] = isSmall ? 'int32' : 'int64';
}

import { isJsonObject, objectAt } from './json-value.js';
import type { JsonObject } from './json-value.js';

const INT32 = 2_147_483_647;

/**
 * Mends, in place, what the generator of schemas leaves to be desired:
 * - what was extended becomes one closed object (a closed parent in an `allOf` would refuse the
 *   fields of its child);
 * - a reference carries its description itself, and one that may be null says so by `oneOf`;
 * - a union of plain types becomes one schema with several types;
 * - a parameter is never null, although coercion would take one;
 * - integers get a `format`.
 */
export function tidySchemas(document: JsonObject): void {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  visit(document, (schema) => {
    if (isParameter(schema)) dropNull(objectAt(schema, 'schema'));
    flattenExtension(schema, schemas);
    inlineReference(schema);
    mergePlainTypes(schema);
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
  if ('$ref' in extras || extras['type'] === 'object') return;
  const { type, ...beside } = extras;
  const isNullable = Array.isArray(type) && type.includes('null');
  const target = { $ref: reference['$ref'] };
  delete schema['allOf'];
  Object.assign(schema, isNullable ? { oneOf: [target, { type: 'null' }] } : target, beside);
}

const PLAIN_TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean']);

/** The bounds of strings and numbers do not touch one another: one schema can hold them all. */
function mergePlainTypes(schema: JsonObject): void {
  const branches = schema['anyOf'];
  if (!Array.isArray(branches) || !branches.every(isJsonObject)) return;
  const types = branches.map((branch) => branch['type']);
  const isPlain = branches.every(
    (branch) => PLAIN_TYPES.has(branch['type']) && !('enum' in branch) && !('const' in branch),
  );
  if (!isPlain || new Set(types).size < types.length) return;
  delete schema['anyOf'];
  const beside = { ...schema };
  Object.assign(schema, ...branches, beside, { type: types });
}

function isParameter(value: JsonObject): boolean {
  return typeof value['in'] === 'string' && typeof value['name'] === 'string';
}

function dropNull(schema: JsonObject): void {
  const types: unknown = schema['type'];
  if (!Array.isArray(types)) return;
  const others = types.filter((type) => type !== 'null') as unknown[];
  schema['type'] = others.length === 1 ? others[0] : others;
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

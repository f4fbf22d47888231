import { isJsonObject, objectAt } from '../../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../../src/http/openapi/json-value.js';

/** Pointers to all fields below a schema that hold an id; of an array, its first element. */
export function idPointers(document: JsonObject, schema: JsonObject): readonly string[] {
  return [...new Set(below(document, schema, ''))];
}

function below(document: JsonObject, schema: JsonObject, at: string): string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return below(document, resolve(document, reference), at);
  if (schema['format'] === 'uuid') return [at];
  const properties = Object.entries(objectAt(schema, 'properties'));
  const variants = ['oneOf', 'anyOf', 'allOf'].flatMap((word) => schemasAt(schema, word));
  return [
    ...properties.flatMap(([name, inner]) =>
      isJsonObject(inner) ? below(document, inner, `${at}/${name}`) : [],
    ),
    ...itemsBelow(document, schema['items'], `${at}/0`),
    ...variants.flatMap((variant) => below(document, variant, at)),
  ];
}

function itemsBelow(document: JsonObject, schema: unknown, at: string): string[] {
  return isJsonObject(schema) ? below(document, schema, at) : [];
}

function schemasAt(schema: JsonObject, word: string): readonly JsonObject[] {
  const variants = schema[word];
  return Array.isArray(variants) ? variants.filter(isJsonObject) : [];
}

function resolve(document: JsonObject, reference: string): JsonObject {
  const names = reference.replace('#/', '').split('/');
  return names.reduce<JsonObject>((value, name) => objectAt(value, name), document);
}

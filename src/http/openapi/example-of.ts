import { isJsonObject, objectAt } from './json-value.js';
import type { JsonObject } from './json-value.js';

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  'date-time': '2026-11-20T15:04:05.000Z',
  date: '2026-11-20',
  email: 'rep1@lakeside.example',
  uri: 'https://lakeside.example/photo.jpg',
};

/** Finds or makes an example of a schema; undefined where only its author could know one. */
export class ExampleFinder {
  readonly #schemas: JsonObject;

  constructor(document: JsonObject) {
    this.#schemas = objectAt(objectAt(document, 'components'), 'schemas');
  }

  /** An example of the schema: its own, or one made of those of its parts. */
  find(schema: JsonObject, depth = 0): unknown {
    if (depth > 8) return undefined;
    const given = givenExample(schema);
    if (given !== undefined) return given;
    const reference = schema['$ref'];
    if (typeof reference === 'string') return this.findReferenced(reference, depth);
    const variant = [schema['oneOf'], schema['anyOf'], schema['allOf']].find(Array.isArray);
    if (variant !== undefined && isJsonObject(variant[0])) return this.find(variant[0], depth + 1);
    return this.findByType(schema, depth);
  }

  private findReferenced(reference: string, depth: number): unknown {
    const schema = this.#schemas[reference.replace('#/components/schemas/', '')];
    return isJsonObject(schema) ? this.find(schema, depth + 1) : undefined;
  }

  private findByType(schema: JsonObject, depth: number): unknown {
    switch (schema['type']) {
      case 'object':
        return this.findObject(schema, depth);
      case 'array':
        return this.findArray(schema, depth);
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return schema['minimum'] ?? schema['maximum'] ?? 1;
      default:
        return BY_FORMAT[String(schema['format'])];
    }
  }

  private findArray(schema: JsonObject, depth: number): unknown {
    const item = this.find(objectAt(schema, 'items'), depth + 1);
    return item === undefined ? undefined : [item];
  }

  /** Required fields only; a field without an example leaves the whole without one. */
  private findObject(schema: JsonObject, depth: number): unknown {
    const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
    const properties = objectAt(schema, 'properties');
    const fields = required.map(
      (name) => [name, this.find(objectAt(properties, name), depth + 1)] as const,
    );
    if (fields.some(([, value]) => value === undefined)) return undefined;
    return Object.fromEntries(fields);
  }
}

function givenExample(schema: JsonObject): unknown {
  if (schema['example'] !== undefined) return schema['example'];
  const lists = [schema['examples'], schema['enum']];
  const first: unknown = lists.find(Array.isArray)?.[0];
  return first ?? schema['const'] ?? schema['default'];
}

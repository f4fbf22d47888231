import { isJsonObject, objectAt } from '../openapi/json-value.js';
import type { JsonObject } from '../openapi/json-value.js';

/** One field of a frame, as a reader needs it. */
export interface FieldRow {
  /** From the frame down: `payload.location.floor`. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

const DEEPEST = 6;

/** The fields of schemas, one row each, parts after wholes. */
export class FieldRows {
  private readonly schemas: JsonObject;

  constructor(document: JsonObject) {
    this.schemas = objectAt(objectAt(document, 'components'), 'schemas');
  }

  /** Every field below `schema`, each once: of variants, what all of them say together. */
  of(schema: JsonObject): FieldRow[] {
    const rows = new Map<string, FieldRow>();
    this.collect(this.resolved(schema), '', rows);
    return [...rows.values()];
  }

  private collect(schema: JsonObject, path: string, rows: Map<string, FieldRow>): void {
    if (path.split('.').length > DEEPEST) return;
    this.collectVariants(this.variantsOf(schema), path, rows);
    const items = schema['items'];
    if (isJsonObject(items)) this.collect(this.resolved(items), `${path}[]`, rows);
    for (const [name, field] of Object.entries(objectAt(schema, 'properties'))) {
      if (isJsonObject(field)) this.add({ schema, name, field, path }, rows);
    }
  }

  private collectVariants(
    variants: readonly JsonObject[],
    path: string,
    rows: Map<string, FieldRow>,
  ): void {
    const tables = variants.map((variant) => {
      const table = new Map<string, FieldRow>();
      this.collect(variant, path, table);
      return table;
    });
    const paths = new Set(tables.flatMap((table) => [...table.keys()]));
    for (const whole of paths) {
      const found = tables.flatMap((table) => table.get(whole) ?? []);
      const isInAll = found.length === tables.length;
      rows.set(whole, {
        path: whole,
        type: distinct(found.map(({ type }) => type)).join(' | '),
        isRequired: isInAll && found.every(({ isRequired }) => isRequired),
        description: distinct(found.map(({ description }) => description)).join(' / '),
      });
    }
  }

  private add(
    place: { schema: JsonObject; name: string; field: JsonObject; path: string },
    rows: Map<string, FieldRow>,
  ): void {
    const { schema, name, path } = place;
    const field = this.resolved(place.field);
    const required = schema['required'];
    const whole = path === '' ? name : `${path}.${name}`;
    const row = {
      path: whole,
      type: this.typeOf(field),
      isRequired: Array.isArray(required) && required.includes(name),
      description: textOf(place.field['description']) || textOf(field['description']),
    };
    if (!rows.has(whole)) rows.set(whole, row);
    this.collect(field, whole, rows);
  }

  private resolved(schema: JsonObject): JsonObject {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    return objectAt(this.schemas, reference.replace('#/components/schemas/', ''));
  }

  private variantsOf(schema: JsonObject): JsonObject[] {
    return ['oneOf', 'anyOf', 'allOf'].flatMap((key) => {
      const variants = schema[key];
      return Array.isArray(variants)
        ? variants.filter(isJsonObject).map((variant) => this.resolved(variant))
        : [];
    });
  }

  private typeOf(schema: JsonObject): string {
    if (Array.isArray(schema['enum'])) return schema['enum'].map(String).join(' | ');
    if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
    const variants = this.variantsOf(schema);
    if (variants.length > 0) {
      return distinct(variants.map((variant) => this.typeOf(variant))).join(' | ');
    }
    const items = schema['items'];
    if (isJsonObject(items)) return `${this.typeOf(this.resolved(items))}[]`;
    const type = [schema['type']].flat().map(textOf).join(' | ');
    return typeof schema['format'] === 'string' ? `${type} (${schema['format']})` : type;
  }
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

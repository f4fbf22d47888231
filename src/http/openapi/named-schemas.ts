import { getOpenApiMetadata, getRefId } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { AnyRoute } from '../define-route.js';

/**
 * The schemas that have a name, as they were first defined. The generator would take the first
 * use it meets, with the description, or the `null`, that belongs to that one use. Only a schema
 * that is nowhere described by itself takes the words of its first use.
 */
export function namedSchemas(routes: readonly AnyRoute[]): ReadonlyMap<string, z.ZodType> {
  return namedSchemasOf(routes.flatMap(schemasOf));
}

/** The same of any schemas, and of those within them. */
export function namedSchemasOf(schemas: readonly z.ZodType[]): ReadonlyMap<string, z.ZodType> {
  const named = new Map<string, z.ZodType>();
  const seen = new Set<z.ZodType>();
  const visit = (schema: z.ZodType): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    const name = getRefId(schema);
    const core = unwrapped(schema);
    // Parts before wholes: making the whole makes its parts too.
    for (const part of partsOf(core)) visit(part);
    if (name !== undefined) {
      named.set(name, described(named.get(name) ?? origin(core, name), schema));
    }
  };
  for (const schema of schemas) visit(schema);
  return named;
}

function schemasOf({ params, query, body, responses }: AnyRoute): z.ZodType[] {
  const answers = Object.values(responses).map((response) => response.schema);
  return [params, query, body, ...answers].filter((schema) => schema !== undefined);
}

/** Without `optional`, `nullable`, `default` and the like around it. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrapped(inner);
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional;
  return isWrapper ? asSchema(schema.def.innerType) : undefined;
}

/** `describe` and `refine` copy a schema: back to the eldest that bears the name. */
function origin(schema: z.ZodType, name: string): z.ZodType {
  const parent = asSchema(schema._zod.parent);
  return parent !== undefined && getRefId(parent) === name ? origin(parent, name) : schema;
}

function described(schema: z.ZodType, use: z.ZodType): z.ZodType {
  const description = descriptionOf(use);
  const isDescribed = descriptionOf(schema) !== undefined;
  return isDescribed || description === undefined ? schema : schema.describe(description);
}

function descriptionOf(schema: z.ZodType): string | undefined {
  const description: unknown = getOpenApiMetadata(schema).description;
  return typeof description === 'string' ? description : undefined;
}

function partsOf(schema: z.ZodType): z.ZodType[] {
  return coreParts(schema).flatMap((part) => asSchema(part) ?? []);
}

function coreParts(schema: z.ZodType): readonly unknown[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.def.shape);
  if (schema instanceof z.ZodArray) return [schema.def.element];
  if (schema instanceof z.ZodRecord) return [schema.def.valueType];
  if (schema instanceof z.ZodUnion) return schema.def.options;
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right];
  if (schema instanceof z.ZodTuple) return schema.def.items;
  if (schema instanceof z.ZodPipe) return [schema.def.in, schema.def.out];
  return [];
}

function asSchema(value: unknown): z.ZodType | undefined {
  return value instanceof z.ZodType ? value : undefined;
}

import { z } from 'zod';

const LONGEST_LIST = 1_024;

/** Schema of `fields=`: names from this list, separated by commas; anything else is a 400. */
export function fieldsSchema(names: readonly string[]): z.ZodString {
  const name = `(?:${names.join('|')})`;
  return z
    .string()
    .min(1)
    .max(LONGEST_LIST)
    .regex(new RegExp(`^${name}(?:,${name})*$`), `Takes names of: ${names.join(', ')}.`)
    .describe('Only these fields, and `id`; names separated by commas.');
}

/** The part of a resource that `fields=` asks for, always with its `id`; all of it without. */
export function selectFields<Resource extends object>(
  resource: Resource,
  fields: string | undefined,
): Resource | Partial<Resource> {
  if (fields === undefined) return resource;
  const wanted = new Set(['id', ...fields.split(',')]);
  const selected = Object.entries(resource).filter(([name]) => wanted.has(name));
  return Object.fromEntries(selected) as Partial<Resource>;
}

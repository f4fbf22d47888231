import { problem } from '../shared/errors.js';
import type { CallerType } from '../shared/principal.js';
import type { FieldRights } from './access-rule.js';

/** The answer without the fields that this caller is not shown, at whatever depth they stand. */
export function withoutHidden(
  body: unknown,
  rights: FieldRights | undefined,
  caller: CallerType,
): unknown {
  const hidden = deniedFields(rights, caller);
  return hidden.size === 0 ? body : without(body, hidden);
}

/** Throws 403 `field_forbidden` when a body gives a field that this caller may not give. */
export function requireWritable(
  body: unknown,
  rights: FieldRights | undefined,
  caller: CallerType,
): void {
  const denied = deniedFields(rights, caller);
  const pointer = denied.size === 0 ? undefined : find(body, denied);
  if (pointer === undefined) return;
  throw problem(403, 'field_forbidden', 'You may not give this field.', {
    errors: [{ pointer, code: 'field_forbidden', detail: 'You may not give this field.' }],
  });
}

function deniedFields(rights: FieldRights | undefined, caller: CallerType): ReadonlySet<string> {
  const entries = Object.entries(rights ?? {});
  return new Set(entries.flatMap(([field, callers]) => (callers.includes(caller) ? [] : [field])));
}

function without(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, hidden));
  if (!isPlain(value)) return value;
  const shown = Object.entries(value).filter(([name]) => !hidden.has(name));
  return Object.fromEntries(shown.map(([name, inner]) => [name, without(inner, hidden)]));
}

function find(value: unknown, denied: ReadonlySet<string>, at = ''): string | undefined {
  if (!isPlain(value) && !Array.isArray(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const pointer = `${at}/${name}`;
    if (denied.has(name)) return pointer;
    const deeper = find(inner, denied, pointer);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

import type { z } from 'zod';
import type { ErrorDetail } from '../shared/errors.js';

/** Where in a request the checked value stands. */
export type Place = 'body' | 'query' | 'path';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

interface Fault {
  readonly path: Path;
  readonly code: string;
  readonly detail: string;
}

const MOST_ERRORS = 100;
const LONGEST_POINTER = 512;
const LONGEST_PARAMETER = 128;
const LONGEST_DETAIL = 1_024;

/**
 * Names every fault that a schema found: in a body by RFC 6901 pointer, in query and path also
 * by the name of the parameter. At most 100.
 */
export function toErrorDetails(
  issues: readonly Issue[],
  input: unknown,
  place: Place,
): readonly ErrorDetail[] {
  const faults = issues.flatMap((issue) => toFaults(issue, [], { input, place }));
  return faults.slice(0, MOST_ERRORS).map(({ path, code, detail }) => ({
    pointer: toPointer(path),
    ...(place === 'body' ? {} : { parameter: String(path[0] ?? '').slice(0, LONGEST_PARAMETER) }),
    code,
    detail: detail.slice(0, LONGEST_DETAIL),
  }));
}

interface Checked {
  readonly input: unknown;
  readonly place: Place;
}

function toFaults(issue: Issue, above: Path, checked: Checked): readonly Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], checked.place));
  }
  if (valueAt(checked.input, path) === undefined) {
    return [{ path, code: 'required', detail: 'This is required.' }];
  }
  if (issue.code === 'invalid_union') return unionFaults(issue, path, checked);
  return [{ path, code: codeOf(issue), detail: issue.message }];
}

function unknownKey(path: Path, place: Place): Fault {
  return place === 'body'
    ? { path, code: 'unknown_field', detail: 'There is no such field.' }
    : { path, code: 'unknown_parameter', detail: 'There is no such parameter.' };
}

/** Of several shapes, the faults of the one that fits best: that was probably meant. */
function unionFaults(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  checked: Checked,
): readonly Fault[] {
  const branches = issue.errors
    .map((issues) => issues.flatMap((inner) => toFaults(inner, path, checked)))
    .filter((faults) => faults.length > 0)
    .sort((left, right) => left.length - right.length);
  return branches[0] ?? [{ path, code: 'invalid_value', detail: issue.message }];
}

/** A refinement may bring a code of its own: `params: { code: 'end_before_start' }`. */
function codeOf(issue: Issue): string {
  if (issue.code !== 'custom') return issue.code;
  const code: unknown = issue.params?.['code'];
  return typeof code === 'string' ? code : 'invalid_value';
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function toPointer(path: Path): string {
  const parts = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return parts.join('').slice(0, LONGEST_POINTER);
}

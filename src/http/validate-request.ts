import { z } from 'zod';
import { invalidRequest } from '../shared/errors.js';
import type { ErrorDetail } from '../shared/errors.js';
import type { AnyRoute } from './define-route.js';
import { toErrorDetails } from './validation-errors.js';
import type { Place } from './validation-errors.js';

/** Path and query of a request, checked and typed by the route's schemas. */
export interface CheckedTarget {
  readonly params: unknown;
  readonly query: unknown;
}

const NO_PARAMETERS = z.strictObject({});

/** Checks path and query together, so that all their faults are told at once. Throws 400. */
export function validateTarget(route: AnyRoute, params: object, query: object): CheckedTarget {
  const faults: ErrorDetail[] = [];
  const target = {
    params: check(route.params, params, { place: 'path', faults }),
    query: check(querySchema(route), { ...query }, { place: 'query', faults }),
  };
  if (faults.length > 0) throw invalidRequest(faults);
  return target;
}

/** Checks a body. Throws 400. */
export function validateBody(route: AnyRoute, body: unknown): unknown {
  const faults: ErrorDetail[] = [];
  const checked = check(route.body, body, { place: 'body', faults });
  if (faults.length > 0) throw invalidRequest(faults);
  return checked;
}

/** Probes at the root may add parameters of their own; operations of the API know theirs all. */
function querySchema(route: AnyRoute): z.ZodType | undefined {
  return route.query ?? (route.base === 'root' ? undefined : NO_PARAMETERS);
}

function check(
  schema: z.ZodType | undefined,
  input: unknown,
  { place, faults }: { readonly place: Place; readonly faults: ErrorDetail[] },
): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  faults.push(...toErrorDetails(result.error.issues, input, place));
  return undefined;
}

import { z } from 'zod';
import type { AnyRoute } from '../define-route.js';

/** Path of a route as callers see it. */
export function fullPath(route: AnyRoute): string {
  return route.base === 'root' ? route.path : `/api/v1${route.path}`;
}

/** True when a success answers a resource with a `version`, and so an `ETag`. */
export function isVersioned(route: AnyRoute): boolean {
  return successSchemas(route).some((schema) => 'version' in shapeOf(schema));
}

/** True when a success answers a page of a list. */
export function isList(route: AnyRoute): boolean {
  return successSchemas(route).some((schema) => {
    const shape = shapeOf(schema);
    return 'data' in shape && 'page' in shape && '_links' in shape;
  });
}

function successSchemas(route: AnyRoute): z.ZodType[] {
  return Object.entries(route.responses).flatMap(([status, { schema }]) =>
    Number(status) < 300 && schema !== undefined ? [schema] : [],
  );
}

function shapeOf(schema: z.ZodType): object {
  if (schema instanceof z.ZodUnion) return shapeOf(schema.options[0] as z.ZodType);
  return schema instanceof z.ZodObject ? schema.shape : {};
}

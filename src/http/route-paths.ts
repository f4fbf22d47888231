import type { AnyRoute } from './define-route.js';

/** Where all operations live but those of the root. */
export const API_BASE = '/api/v1';

/** The operations of one path, by method. */
export interface PathRoutes {
  /** With `{name}` parameters, the base included: as in the document, in logs and in metrics. */
  readonly template: string;
  readonly routes: readonly AnyRoute[];
  /** Value of the `Allow` header. */
  readonly allow: string;
}

/** The whole path of an operation, with `{name}` parameters. */
export function pathTemplate({ base, path }: AnyRoute): string {
  return base === 'root' ? path : `${API_BASE}${path}`;
}

/** The first segment below the base, by which operations are told apart at once. */
export function pathFamily(path: string): string {
  const start = path.startsWith(`${API_BASE}/`) ? API_BASE.length : 0;
  const end = path.indexOf('/', start + 1);
  return end === -1 ? path : path.slice(0, end);
}

/** The path as Express has it: `/vehicles/:vehicleId`. */
export function expressPath(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, ':$1');
}

/**
 * Groups operations by path, literal segments before parameters, so that `/slots` is not taken
 * for an id. Throws when two operations have the same method and path.
 */
export function groupByPath(routes: readonly AnyRoute[]): readonly PathRoutes[] {
  const groups = new Map<string, AnyRoute[]>();
  for (const route of routes) {
    const group = groups.get(pathTemplate(route)) ?? [];
    if (group.some(({ method }) => method === route.method)) {
      throw new Error(`Two operations for ${route.method} ${pathTemplate(route)}.`);
    }
    groups.set(pathTemplate(route), [...group, route]);
  }
  return [...groups]
    .map(([template, group]) => ({ template, routes: group, allow: allowOf(group) }))
    .sort((left, right) => (sortKey(left.template) < sortKey(right.template) ? -1 : 1));
}

function allowOf(routes: readonly AnyRoute[]): string {
  const methods = routes.map(({ method }) => method.toUpperCase());
  const head = methods.includes('GET') ? ['HEAD'] : [];
  return [...methods, ...head, 'OPTIONS']
    .sort((left, right) => left.localeCompare(right))
    .join(', ');
}

/** Parameters come after any letter, and a path after those that go on from it. */
function sortKey(template: string): string {
  return `${template.replaceAll(/\{\w+\}/g, '\uffff')}\uffff`;
}

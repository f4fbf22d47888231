import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import type { AnyRoute } from '../define-route.js';
import { addExamples } from './add-examples.js';
import { buildOperation } from './build-operation.js';
import { registerComponents } from './components.js';
import { registerErrorResponses } from './error-responses.js';
import { documentYaml } from './document-yaml.js';
import { DOCUMENT_HEAD, TAG_DESCRIPTIONS } from './document-info.js';
import { isJsonObject, objectAt } from './json-value.js';
import type { JsonObject } from './json-value.js';
import { namedSchemas } from './named-schemas.js';
import { fullPath } from './route-traits.js';
import { tidySchemas } from './tidy-schemas.js';

const METHOD_ORDER = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * The OpenAPI document of these routes. The same routes, in whatever order, give the same
 * document to the byte, so that a change of it is a change of the contract.
 */
export function buildOpenapiDocument(routes: readonly AnyRoute[]): JsonObject {
  const registry = new OpenAPIRegistry();
  registerComponents(registry);
  registerErrorResponses(registry);
  const inOrder = [...routes].sort(byPathAndMethod);
  for (const [name, schema] of namedSchemas(inOrder)) registry.register(name, schema);
  for (const route of inOrder) registry.registerPath(buildOperation(route));
  const generator = new OpenApiGeneratorV31(registry.definitions);
  const generated = plain(generator.generateDocument({ ...DOCUMENT_HEAD, tags: tagsOf(inOrder) }));
  tidySchemas(generated);
  addExamples(generated);
  return arrange(generated);
}

/** The document as it is committed and served. */
export function openapiYaml(routes: readonly AnyRoute[]): string {
  return documentYaml(buildOpenapiDocument(routes));
}

function byPathAndMethod(left: AnyRoute, right: AnyRoute): number {
  const [leftPath, rightPath] = [fullPath(left), fullPath(right)];
  if (leftPath !== rightPath) return leftPath < rightPath ? -1 : 1;
  return METHOD_ORDER.indexOf(left.method) - METHOD_ORDER.indexOf(right.method);
}

function tagsOf(routes: readonly AnyRoute[]): Array<{ name: string; description: string }> {
  const used = new Set(routes.map((route) => route.tag));
  return Object.entries(TAG_DESCRIPTIONS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

/** A deep copy: the generator shares parts between operations. */
function plain(document: object): JsonObject {
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}

/** Head first, then paths, then components by name; only what is referred to. */
function arrange(document: JsonObject): JsonObject {
  const { openapi, info, servers, tags, paths } = document;
  const components = usedComponents(document);
  return { openapi, info, servers, tags, paths, components };
}

const KINDS = ['securitySchemes', 'parameters', 'headers', 'responses', 'schemas'];

function usedComponents(document: JsonObject): JsonObject {
  const components = objectAt(document, 'components');
  const used = reachable(document['paths'], components);
  const keep = (kind: string): JsonObject => {
    const all = Object.entries(objectAt(components, kind)).sort(byName);
    return Object.fromEntries(all.filter(([name]) => used.has(`${kind}/${name}`)));
  };
  const kept = KINDS.map((kind) => [kind, keep(kind)] as const);
  return Object.fromEntries(kept.filter(([, entries]) => Object.keys(entries).length > 0));
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}

/** Names (`schemas/Money`) of all components that `value` refers to, directly or not. */
function reachable(value: unknown, components: JsonObject, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) reachable(item, components, found);
  if (!isJsonObject(value)) return found;
  for (const name of namesIn(value)) {
    if (found.has(name)) continue;
    found.add(name);
    const [kind = '', key = ''] = name.split('/');
    reachable(objectAt(components, kind)[key], components, found);
  }
  for (const inner of Object.values(value)) reachable(inner, components, found);
  return found;
}

function namesIn({ $ref: reference, security }: JsonObject): string[] {
  const referred = typeof reference === 'string' ? [reference.replace('#/components/', '')] : [];
  const schemes = Array.isArray(security) ? security.filter(isJsonObject).flatMap(Object.keys) : [];
  return [...referred, ...schemes.map((name) => `securitySchemes/${name}`)];
}

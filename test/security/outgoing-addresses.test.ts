import { describe, expect, it } from '@jest/globals';
import '../../src/http/common-schema.js';
import { z } from 'zod';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { defineRoute } from '../../src/http/define-route.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { buildOpenapiDocument } from '../../src/http/openapi/build-openapi-document.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import { ALL_ROLES } from '../../src/shared/principal.js';
import { readSources } from '../architecture/support/source-conventions.js';

/**
 * Fields of requests that hold an address, and why nothing is ever sent there. Who adds one that
 * the product calls has to build the guard of docs/adr/0010-outgoing-addresses.md first.
 */
const REVIEWED: Readonly<Record<string, string>> = {
  'VehiclePhoto.url': 'Pages show it to their readers; the product keeps the text and asks nobody.',
};

/** What opens connections, and who sets the address: always the operator, by the environment. */
const CALLERS: Readonly<Record<string, string>> = {
  'src/cache/create-redis.ts': 'REDIS_URL',
  'src/database/driver.ts': 'DATABASE_URL',
  'src/integrations/http-exchange.ts':
    'LEAD_SCORING_URL, VPIC_BASE_URL, TWILIO_BASE_URL, OIDC_ISSUERS',
  'src/integrations/smtp-mail-sender.ts': 'SMTP_URL',
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const ADDRESS_NAME =
  /(?:^|_)(?:ur[il]s?|href|endpoint|webhook|callback|host|hostname|origin|domain)$|[a-z](?:Ur[il]s?|UR[IL]s?|Href|Endpoint|Webhook|Callback|Host|Hostname|Origin|Domain)$/;
const ADDRESS_FORMATS: readonly unknown[] = [
  ...['uri', 'url', 'uri-reference', 'iri', 'uri-template'],
  ...['hostname', 'idn-hostname', 'ipv4', 'ipv6'],
];
const CONNECTS =
  /\bnew (?:Agent|Pool|Client|Redis|Cluster|WebSocket|EventSource|Sequelize)\(|\bfetch\(|\bcreate(?:Transport|Connection|Pool)\(|(?:net|tls|https?|http2)\.(?:connect|request|get)\(|import \{[^}]*\b(?:request|get|connect|lookup|resolve[46]?)\b[^}]*\} from '(?:undici|node:(?:https?|http2|net|tls|dns(?:\/promises)?))'/;

/** Names of fields and parameters of requests that look like an address. */
function addressFields(routes: readonly AnyRoute[]): string[] {
  const document = buildOpenapiDocument(routes);
  const operations = Object.values(objectAt(document, 'paths'))
    .filter(isJsonObject)
    .flatMap((item) => METHODS.map((method) => objectAt(item, method)));
  const found = operations.flatMap((operation) => {
    const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
    const named = parameters.filter(isJsonObject).flatMap((parameter) => {
      const { name, schema } = parameter;
      return isAddress(String(name), schema)
        ? [`${String(operation['operationId'])}.${String(name)}`]
        : [];
    });
    return [...named, ...inSchema(operation['requestBody'], document, 'body', new Set())];
  });
  return [...new Set(found)].sort();
}

/** Follows references, so that only what requests are made of is looked at. */
function inSchema(
  value: unknown,
  document: JsonObject,
  owner: string,
  seen: Set<string>,
): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => inSchema(item, document, owner, seen));
  if (!isJsonObject(value)) return [];
  const reference = value['$ref'];
  if (typeof reference === 'string') {
    if (seen.has(reference)) return [];
    seen.add(reference);
    const target = reference.split('/').slice(1).reduce<JsonObject>(objectAt, document);
    return inSchema(target, document, reference.split('/').at(-1) ?? owner, seen);
  }
  const own = Object.entries(objectAt(value, 'properties'))
    .filter(([name, schema]) => isAddress(name, schema))
    .map(([name]) => `${owner}.${name}`);
  const inner = Object.entries(value).filter(([key]) => key !== 'example' && key !== 'examples');
  return [...own, ...inner.flatMap(([, one]) => inSchema(one, document, owner, seen))];
}

function isAddress(name: string, schema: unknown): boolean {
  return (
    ADDRESS_NAME.test(name) || formatsIn(schema).some((format) => ADDRESS_FORMATS.includes(format))
  );
}

/** Also of the elements of a list. */
function formatsIn(schema: unknown): unknown[] {
  if (Array.isArray(schema)) return schema.flatMap(formatsIn);
  if (!isJsonObject(schema)) return [];
  const { format, items, anyOf, oneOf, allOf } = schema;
  return [format, ...[items, anyOf, oneOf, allOf].flatMap(formatsIn)];
}

describe('an address that a request brings', () => {
  it('has been thought about', () => {
    expect(addressFields(collectRoutes())).toEqual(Object.keys(REVIEWED));
  });

  const planted = (schema: z.ZodType, query?: z.ZodType): AnyRoute =>
    defineRoute({
      method: 'post',
      path: '/planted',
      operationId: 'createPlanted',
      summary: 'A planted route',
      description: 'Exists in this test only.',
      tag: 'Vehicles',
      access: { roles: ALL_ROLES, scope: 'planted:write', object: 'organization' },
      body: schema,
      ...(query === undefined ? {} : { query }),
      responses: { 201: { description: 'Done.' } },
      handle: () => Promise.resolve({ status: 201 }),
    });

  const text = z.string().max(99);
  it.each<[string, AnyRoute, string]>([
    ['by its name', planted(z.strictObject({ webhook: text })), 'body.webhook'],
    ['by the end of its name', planted(z.strictObject({ callbackUrl: text })), 'body.callbackUrl'],
    ['by its format', planted(z.strictObject({ target: z.url().max(99) })), 'body.target'],
    ['in a list', planted(z.strictObject({ targets: z.array(z.url()).max(9) })), 'body.targets'],
    ['inside', planted(z.strictObject({ a: z.strictObject({ hookUri: text }) })), 'body.hookUri'],
    [
      'in one of several shapes',
      planted(z.union([z.strictObject({ a: text }), z.strictObject({ smtpHost: text })])),
      'body.smtpHost',
    ],
    [
      'of a named schema',
      planted(z.strictObject({ feed: z.strictObject({ endpoint: text }).openapi('PlantedFeed') })),
      'PlantedFeed.endpoint',
    ],
    [
      'in the query',
      planted(z.strictObject({ a: text }), z.strictObject({ redirectUri: text })),
      'createPlanted.redirectUri',
    ],
  ])('is found %s', (_how, route, name) => {
    expect(addressFields([route])).toEqual([name]);
  });

  it('is told from other fields', () => {
    const others = { security: text, address: text, curl: text, hostess: text, note: text };
    expect(addressFields([planted(z.strictObject(others))])).toEqual([]);
  });
});

describe('a connection to somewhere else', () => {
  const opens = (source: string): boolean => CONNECTS.test(source);

  it('is opened by those alone whose address the operator sets', () => {
    const found = readSources()
      .filter(({ path, text }) => path.startsWith('src/') && opens(text))
      .map(({ path }) => path);
    expect(found.sort()).toEqual(Object.keys(CALLERS).sort());
  });

  it.each([
    'await fetch(photo.url)',
    "import { request } from 'undici';",
    "import { get } from 'node:https';",
    "import { createServer, connect } from 'node:net';",
    "import { lookup } from 'node:dns/promises';",
    'new WebSocket(address)',
    'new Agent({})',
  ])('is found: %s', (source) => {
    expect(opens(source)).toBe(true);
  });
});

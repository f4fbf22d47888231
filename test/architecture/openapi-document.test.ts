import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import '../../src/http/common-schema.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { defineRoute } from '../../src/http/define-route.js';
import { ALL_ROLES } from '../../src/shared/principal.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { mediaTypesOf } from '../../src/http/openapi/add-examples.js';
import {
  buildOpenapiDocument,
  openapiYaml,
} from '../../src/http/openapi/build-openapi-document.js';
import { errorCodes } from '../../src/http/openapi/error-responses.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import { problemCodes, problemEntry, problemTitle } from '../../src/http/problem-catalogue.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const routes = collectRoutes();

function ajvOf(document: JsonObject): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  formats.default(ajv);
  ajv.addSchema(document, 'openapi');
  return ajv;
}

describe('the document', () => {
  it('is the same in whatever order the routes come', () => {
    expect(openapiYaml([...routes].reverse())).toBe(openapiYaml(routes));
  });

  it('is committed as the code makes it', () => {
    expect(readFileSync(`${ROOT}openapi.yaml`, 'utf8')).toBe(openapiYaml(routes));
  });

  it('is YAML that reads back as the document', () => {
    expect(parse(openapiYaml(routes))).toEqual(buildOpenapiDocument(routes));
  });

  it('has examples that fit their schemas', () => {
    const document = buildOpenapiDocument(routes);
    const ajv = ajvOf(document);
    const faults = mediaTypesOf(document).flatMap((media) => {
      const schema = rebased(objectAt(media, 'schema'));
      return examplesOf(media)
        .filter((example) => !ajv.validate(schema, example))
        .map((example) => `${JSON.stringify(example)}: ${ajv.errorsText()}`);
    });
    expect(faults).toEqual([]);
  });

  it('has component schemas whose own examples fit', () => {
    const document = buildOpenapiDocument(routes);
    const ajv = ajvOf(document);
    const schemas = Object.entries(objectAt(objectAt(document, 'components'), 'schemas'));
    const faults = schemas
      .filter(([, schema]) => isJsonObject(schema) && schema['example'] !== undefined)
      .filter(([name, schema]) => {
        const reference = { $ref: `openapi#/components/schemas/${name}` };
        return !ajv.validate(reference, (schema as JsonObject)['example']);
      });
    expect(faults.map(([name]) => name)).toEqual([]);
  });
});

function examplesOf(media: JsonObject): unknown[] {
  const named = Object.values(objectAt(media, 'examples')).filter(isJsonObject);
  const values = named.map((example) => example['value']);
  return media['example'] === undefined ? values : [...values, media['example']];
}

/** References of an inline schema, told where the document is. */
function rebased(schema: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'),
  ) as JsonObject;
}

describe('an operation', () => {
  const thing = z
    .strictObject({
      id: z.uuid().max(36).describe('Its id.'),
      size: z.int().min(1).max(9).describe('Its size.'),
      atoms: z.int().min(1).max(9_000_000_000).describe('Its atoms.'),
      version: z.int().min(1).max(99).describe('Its version.'),
    })
    .openapi('Thing');
  const bigThing = thing
    .extend({ height: z.number().min(0).max(9).describe('Metres.') })
    .openapi('BigThing');

  const route = defineRoute({
    method: 'get',
    path: '/things/{thingId}',
    operationId: 'getThing',
    summary: 'One thing',
    description: 'One thing.',
    tag: 'Vehicles',
    access: { roles: ALL_ROLES, scope: 'things:read', object: 'organization' },
    params: z.strictObject({ thingId: z.uuid().max(36).describe('Its id.') }),
    responses: { 200: { description: 'The thing.', schema: bigThing } },
    errors: [{ status: 404, codes: ['vehicle_not_found'] }],
    handle: () => Promise.resolve({ status: 200 }),
  });

  const create = defineRoute({
    method: 'post',
    path: '/things',
    operationId: 'createThing',
    summary: 'A new thing',
    description: 'A new thing.',
    tag: 'Vehicles',
    access: { roles: ['admin'], scope: 'things:write', object: 'organization' },
    body: thing,
    idempotency: 'required',
    ifMatch: true,
    responses: { 201: { description: 'The thing.', schema: thing } },
    handle: () => Promise.resolve({ status: 201 }),
  });

  const document = buildOpenapiDocument([route, create]);
  const paths = objectAt(document, 'paths');
  const get = objectAt(objectAt(paths, '/api/v1/things/{thingId}'), 'get');
  const post = objectAt(objectAt(paths, '/api/v1/things'), 'post');

  it('says who may call it', () => {
    expect(get).toMatchObject({
      security: [{ bearer: [] }],
      'x-authz': { roles: [...ALL_ROLES], scope: 'things:read', object: 'organization' },
    });
  });

  it('documents the usual answers and its own', () => {
    expect(Object.keys(objectAt(get, 'responses')).join()).toBe(
      '200,304,400,401,403,404,429,500,503',
    );
    expect(Object.keys(objectAt(post, 'responses')).join()).toBe(
      '201,400,401,403,409,412,413,415,422,428,429,500,503',
    );
    const notFound = objectAt(objectAt(get, 'responses'), '404');
    expect(notFound['description']).toContain('vehicle_not_found');
  });

  it('documents the headers that it takes and gives', () => {
    const reference = (name: string): object => ({ $ref: `#/components/parameters/${name}` });
    expect(get['parameters']).toContainEqual(reference('IfNoneMatch'));
    expect(post['parameters']).toEqual([reference('IdempotencyKeyRequired'), reference('IfMatch')]);
    const ok = objectAt(objectAt(get, 'responses'), '200');
    expect(Object.keys(objectAt(ok, 'headers'))).toEqual(
      expect.arrayContaining(['ETag', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id']),
    );
    const created = objectAt(objectAt(post, 'responses'), '201');
    expect(Object.keys(objectAt(created, 'headers'))).toContain('Location');
  });

  it('makes one closed object of what was extended', () => {
    const ajv = ajvOf(document);
    const value = {
      id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
      size: 1,
      atoms: 2,
      version: 1,
      height: 2,
    };
    const validate = ajv.compile({ $ref: 'openapi#/components/schemas/BigThing' });
    expect(validate(value)).toBe(true);
    expect(validate({ ...value, more: 1 })).toBe(false);
    expect(validate({ ...value, size: undefined })).toBe(false);
  });

  it('gives integers their format', () => {
    const schema = objectAt(objectAt(objectAt(document, 'components'), 'schemas'), 'Thing');
    expect(objectAt(schema, 'properties')).toMatchObject({
      size: { type: 'integer', format: 'int32' },
      atoms: { type: 'integer', format: 'int64' },
    });
  });

  it('names no component that nothing refers to', () => {
    const text = JSON.stringify(document);
    const kinds = ['parameters', 'headers', 'responses', 'schemas'];
    const unused = kinds.flatMap((kind) =>
      Object.keys(objectAt(objectAt(document, 'components'), kind)).filter(
        (name) => !text.includes(`"#/components/${kind}/${name}"`),
      ),
    );
    expect(unused).toEqual([]);
  });
});

describe('the catalogue of problems', () => {
  const FACTORY =
    /\b(problem\(\s*\d{3},|unauthenticated\(|forbidden\(|conflict\(|unprocessable\(|unavailable\(|notFound\()\s*'([a-z0-9_]+)'/g;
  const FAILURE = /\bstatus: \d{3},\s*code: '([a-z0-9_]+)'/g;

  function codesIn(source: string): string[] {
    const thrown = [...source.matchAll(FACTORY)].map(([, factory, code = '']) =>
      factory?.startsWith('notFound') === true ? `${code}_not_found` : code,
    );
    return [...thrown, ...[...source.matchAll(FAILURE)].map(([, code = '']) => code)];
  }

  function codesInSources(): Map<string, string> {
    const files = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' });
    const found = new Map<string, string>();
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const source = readFileSync(`${ROOT}src/${file}`, 'utf8');
      for (const code of codesIn(source)) found.set(code, file);
    }
    return found;
  }

  function documentedCodes(of: readonly AnyRoute[]): string[] {
    return of.flatMap((route) => [...errorCodes(route).values()].flat());
  }

  it('knows every code that is thrown', () => {
    const unknown = [...codesInSources()].filter(([code]) => problemEntry(code) === undefined);
    expect(unknown).toEqual([]);
  });

  it('knows every code that is documented', () => {
    const unknown = documentedCodes(routes).filter((code) => problemEntry(code) === undefined);
    expect(unknown).toEqual([]);
  });

  it('knows none that is neither', () => {
    const used = new Set([...codesInSources().keys(), ...documentedCodes(routes)]);
    expect(problemCodes().filter((code) => !used.has(code))).toEqual([]);
  });

  it('finds a code in every form in which it is thrown', () => {
    const source = `
      throw conflict('one_thing', 'x'); throw notFound('other_thing');
      throw problem(
        410,
        'used_up', 'x'); const failure = { status: 500, code: 'internal_error' };`;
    expect(codesIn(source)).toEqual([
      'one_thing',
      'other_thing_not_found',
      'used_up',
      'internal_error',
    ]);
  });

  it('has a title for a code it does not know: that of the status', () => {
    expect(problemTitle('no_such_code', 409)).toBe('Conflict');
    expect(problemTitle('stale_version', 412)).toBe('Stale version');
  });

  it('says what each means and what to do', () => {
    for (const code of problemCodes()) {
      const { title, meaning, remedy } = problemEntry(code) ?? {};
      expect(title).toMatch(/^[A-Z][^.]*[^.]$/);
      expect(meaning).toMatch(/^.+\.$/);
      expect(remedy).toMatch(/^.+\.$/);
    }
  });
});

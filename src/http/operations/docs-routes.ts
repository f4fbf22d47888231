import '../common-schema.js';
import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import type { AnyRoute } from '../define-route.js';
import { DOCS_PAGE, DOCS_POLICY, DOCS_START } from './docs-page.js';
import { REALTIME_DOCS_POLICY, realtimeDocsPage } from './docs-realtime-page.js';
import { documentYaml } from '../openapi/document-yaml.js';
import type { JsonObject } from '../openapi/json-value.js';
import { redocBundle } from './redoc-bundle.js';

export interface DocsDeps {
  /** The document as YAML; made once, when it is first asked for. */
  readonly openapiYaml: () => string;
  /** The AsyncAPI document of the socket. */
  readonly asyncapi: () => JsonObject;
}

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

interface TextRoute {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly example: string;
  readonly cacheControl: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => string | Promise<string>;
}

/** The documentation, all of it from this process: page, script and document. */
export function createDocsRoutes({ openapiYaml, asyncapi }: DocsDeps): AnyRoute[] {
  const page: TextRoute = {
    path: '/docs',
    operationId: 'getDocs',
    summary: 'The documentation as a page',
    description: 'Redoc on this document. The page loads nothing from elsewhere.',
    contentType: HTML,
    example: '<!doctype html><title>Showroom sales API</title>',
    cacheControl: 'no-cache',
    headers: { 'Content-Security-Policy': DOCS_POLICY },
    body: () => DOCS_PAGE,
  };
  const document: TextRoute = {
    path: '/openapi.yaml',
    operationId: 'getOpenapiDocument',
    summary: 'This document',
    description: 'OpenAPI 3.1.1 in YAML, made of the very definitions that serve the requests.',
    contentType: 'application/yaml',
    example: 'openapi: 3.1.1\n',
    cacheControl: 'no-cache',
    body: once(openapiYaml),
  };
  return [page, ...scripts(), document, ...realtime(asyncapi)].map(textRoute);
}

function realtime(asyncapi: DocsDeps['asyncapi']): TextRoute[] {
  return [
    {
      path: '/docs/realtime',
      operationId: 'getRealtimeDocs',
      summary: 'The documentation of the socket as a page',
      description: 'Every frame of `asyncapi.yaml`, with an example. The page loads nothing.',
      contentType: HTML,
      example: '<!doctype html><title>Showroom sales, live</title>',
      cacheControl: 'no-cache',
      headers: { 'Content-Security-Policy': REALTIME_DOCS_POLICY },
      body: once(() => realtimeDocsPage(asyncapi())),
    },
    {
      path: '/asyncapi.yaml',
      operationId: 'getAsyncapiDocument',
      summary: 'The document of the socket',
      description: 'AsyncAPI 3.0 in YAML, made of the very definitions of the frames.',
      contentType: 'application/yaml',
      example: 'asyncapi: 3.0.0\n',
      cacheControl: 'no-cache',
      body: once(() => documentYaml(asyncapi())),
    },
  ];
}

function scripts(): TextRoute[] {
  return [
    {
      path: '/docs/redoc.standalone.js',
      operationId: 'getDocsRedocScript',
      summary: 'The script of Redoc',
      description: 'A part of the documentation page.',
      contentType: SCRIPT,
      example: 'globalThis.Redoc = {};',
      cacheControl: 'public, max-age=86400',
      body: redocBundle,
    },
    {
      path: '/docs/start.js',
      operationId: 'getDocsStartScript',
      summary: 'The script that starts Redoc',
      description: 'A part of the documentation page.',
      contentType: SCRIPT,
      example: DOCS_START,
      cacheControl: 'public, max-age=86400',
      body: () => DOCS_START,
    },
  ];
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function textRoute(route: TextRoute): AnyRoute {
  const { path, operationId, summary, description, contentType, example, cacheControl } = route;
  const { headers = {}, body } = route;
  const schema = z.string().max(10_000_000);
  return defineRoute({
    method: 'get',
    path,
    base: 'root',
    operationId,
    summary,
    description,
    tag: 'Documentation',
    access: { object: 'public' },
    cacheControl,
    responses: { 200: { description: summary, contentType, schema, example } },
    handle: async () => ({ status: 200, body: await body(), headers }),
  });
}

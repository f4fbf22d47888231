import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { BEARER_SCHEME } from './document-info.js';
import { problemSchema } from './problem-schema.js';

interface Text {
  readonly description: string;
  readonly example: string;
  readonly maxLength?: number;
  readonly pattern?: string;
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface has no implicit index signature, which the registry's `x-…` keys need
type HeaderComponent = {
  readonly description: string;
  readonly schema: { type: 'string'; maxLength: number; minLength?: number; pattern?: string };
  readonly example: string;
};

function header({ description, example, maxLength = 1_024, pattern }: Text): HeaderComponent {
  const schema = {
    type: 'string' as const,
    maxLength,
    ...(pattern === undefined ? {} : { pattern }),
  };
  return { description, schema, example };
}

const ENTITY_TAG = '^"[1-9][0-9]{0,9}"$';

const HEADERS: Readonly<Record<string, HeaderComponent>> = {
  'Access-Control-Allow-Origin': header({
    description: 'The origin of the calling page, if it is one of `ALLOWED_ORIGINS`; else absent.',
    example: 'https://showroom.example',
  }),
  ETag: header({
    description: 'The `version` of the resource as a strong entity tag, for `If-Match`.',
    example: '"3"',
    pattern: ENTITY_TAG,
  }),
  'Idempotent-Replayed': header({
    description: '`true` when this is the stored answer of an earlier request with the same key.',
    example: 'true',
    pattern: '^true$',
  }),
  Link: header({
    description: 'The pages `first` and `next` of a list (RFC 8288).',
    example: '</api/v1/vehicles?limit=20>; rel="first"',
    maxLength: 8_192,
  }),
  Location: header({
    description: 'Where the new resource is.',
    example: '/api/v1/leads/0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  }),
  'Preference-Applied': header({
    description: 'Tells that `Prefer: count=exact` was followed.',
    example: 'count=exact',
    pattern: '^count=exact$',
  }),
  RateLimit: header({
    description: 'What is left of the limit; absent where none counts (draft-8).',
    example: '"per-minute"; r=1187; t=42',
  }),
  'RateLimit-Policy': header({
    description: 'The limit itself: quota and window in seconds (draft-8).',
    example: '"per-minute"; q=1200; w=60',
  }),
  'Retry-After': header({
    description: 'Seconds after which to try again.',
    example: '1',
    maxLength: 6,
    pattern: '^[0-9]+$',
  }),
  'WWW-Authenticate': header({
    description: 'How to authenticate (RFC 6750).',
    example: 'Bearer',
  }),
  'X-Request-Id': header({
    description: 'Names the request in our logs; the caller may choose it.',
    example: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
    maxLength: 128,
    pattern: '^[A-Za-z0-9._-]{1,128}$',
  }),
};

interface Parameter extends Text {
  readonly name: string;
  readonly required?: boolean;
  readonly minLength?: number;
}

type ParameterComponent = HeaderComponent & {
  readonly name: string;
  readonly in: 'header';
  readonly required: boolean;
};

function parameter({ name, required = false, minLength, ...text }: Parameter): ParameterComponent {
  const { description, schema, example } = header(text);
  if (minLength !== undefined) schema.minLength = minLength;
  return { name, in: 'header', required, description, schema, example };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  example: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  minLength: 8,
  maxLength: 255,
  pattern: '^[!-~]{8,255}$',
};

const PARAMETERS: Readonly<Record<string, ParameterComponent>> = {
  IdempotencyKeyRequired: parameter({
    ...IDEMPOTENCY_KEY,
    required: true,
    description: 'One for each intended effect; sent again, it gives the same answer for 24 hours.',
  }),
  IdempotencyKeyOptional: parameter({
    ...IDEMPOTENCY_KEY,
    description: 'If given: sent again, it gives the same answer for 24 hours.',
  }),
  IfMatch: parameter({
    name: 'If-Match',
    required: true,
    description: 'The `ETag` of the version that was read and is to be changed.',
    example: '"3"',
    maxLength: 16,
    pattern: ENTITY_TAG,
  }),
  IfNoneMatch: parameter({
    name: 'If-None-Match',
    description: 'An `ETag` that the caller has; if it is still good, the answer is 304.',
    example: '"3"',
    maxLength: 1_024,
  }),
  Prefer: parameter({
    name: 'Prefer',
    description: '`count=exact` asks for the total of the list in `page.total` (RFC 7240).',
    example: 'count=exact',
    maxLength: 64,
  }),
};

/** Registers the problem, headers, header parameters and the security scheme that operations refer to. */
export function registerComponents(registry: OpenAPIRegistry): void {
  registry.register('Problem', problemSchema);
  registry.registerComponent('securitySchemes', 'bearer', { ...BEARER_SCHEME });
  for (const [name, component] of Object.entries(HEADERS)) {
    registry.registerComponent('headers', name, component);
  }
  for (const [name, component] of Object.entries(PARAMETERS)) {
    registry.registerComponent('parameters', name, component);
  }
}

/** References to headers, as a response lists them. */
export function headerReferences(names: readonly string[]): Record<string, { $ref: string }> {
  return Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const),
  );
}

/** A reference to a header parameter. */
export function parameterReference(name: string): { $ref: string } {
  return { $ref: `#/components/parameters/${name}` };
}

import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import type { FrameDescription, FrameForm } from '../../events/frame-description.js';
import { documentYaml } from '../../http/openapi/document-yaml.js';
import { ExampleFinder } from '../../http/openapi/example-of.js';
import { isJsonObject, objectAt } from '../../http/openapi/json-value.js';
import type { JsonObject } from '../../http/openapi/json-value.js';
import { namedSchemasOf } from '../../http/openapi/named-schemas.js';
import { tidySchemas } from '../../http/openapi/tidy-schemas.js';
import { channelsOf, operationsOf } from './channels.js';
import { DOCUMENT_HEAD, TICKET_SCHEME } from './document-head.js';
import { frameName, frameSchema } from './frame-envelope.js';

/**
 * The AsyncAPI document of these frames. The same frames, in whatever order, give the same
 * document to the byte, so that a change of it is a change of the contract.
 */
export function buildAsyncapiDocument(frames: readonly FrameDescription[]): JsonObject {
  const inOrder = [...frames].sort((left, right) => (left.type < right.type ? -1 : 1));
  const schemas = schemasOf(inOrder);
  const examples = new ExampleFinder({ components: { schemas } });
  const messages = inOrder.map((frame) => [frame.type, messageOf(frame, examples)] as const);
  const document = {
    ...DOCUMENT_HEAD,
    channels: channelsOf(inOrder),
    operations: operationsOf(inOrder),
    components: {
      messages: Object.fromEntries<JsonObject>(messages),
      schemas,
      securitySchemes: { ticket: TICKET_SCHEME },
    },
  };
  return asAsyncapi(JSON.parse(JSON.stringify(document))) as JsonObject;
}

/** The document as it is committed and served. */
export function asyncapiYaml(frames: readonly FrameDescription[]): string {
  return documentYaml(buildAsyncapiDocument(frames));
}

function messageOf({ type, summary }: FrameDescription, examples: ExampleFinder): JsonObject {
  const payload = { $ref: `#/components/schemas/${frameName(type)}` };
  const example = examples.find(payload);
  return {
    ...{ name: type, title: type, summary, payload },
    ...(example === undefined ? {} : { examples: [{ payload: example }] }),
  };
}

function schemasOf(frames: readonly FrameDescription[]): JsonObject {
  const registry = new OpenAPIRegistry();
  const named = namedSchemasOf(frames.map(frameSchema));
  for (const [name, schema] of named) registry.register(name, schema);
  const { components } = new OpenApiGeneratorV31(registry.definitions).generateComponents();
  const document = JSON.parse(JSON.stringify({ components })) as JsonObject;
  tidySchemas(document);
  const all = { ...objectAt(objectAt(document, 'components'), 'schemas'), ...unionsOf(frames) };
  return Object.fromEntries(Object.entries(all).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** All frames of a form as one schema, for programs that read what comes. */
function unionsOf(frames: readonly FrameDescription[]): JsonObject {
  const union = (description: string, ...forms: readonly FrameForm[]): JsonObject => ({
    description,
    oneOf: frames
      .filter(({ form }) => forms.includes(form))
      .map(({ type }) => ({ $ref: `#/components/schemas/${frameName(type)}` })),
  });
  return {
    ClientFrame: union('What a client may send.', 'command'),
    ServerFrame: union('What a server may send.', 'notice', 'room', 'event', 'live'),
    RoomEvent: union('An event of a room: kept, and with `seq`.', 'event'),
    LiveFrame: union('What a room hears and is not kept.', 'live'),
  };
}

/**
 * What OpenAPI has otherwise: a schema has `examples`, a reference has nothing beside it, and the
 * variants of a union need no `discriminator` to be told apart by their `type`.
 */
function asAsyncapi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asAsyncapi);
  if (!isJsonObject(value)) return value;
  if (typeof value['$ref'] === 'string') return { $ref: value['$ref'] };
  const { example, discriminator, ...rest } = value;
  const mended = Object.entries(rest).map(([key, inner]) => [
    key,
    key === 'examples' ? inner : asAsyncapi(inner),
  ]);
  const examples = example === undefined ? {} : { examples: [example] };
  return { ...(Object.fromEntries(mended) as JsonObject), ...examples };
}

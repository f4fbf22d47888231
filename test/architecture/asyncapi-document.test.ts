import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';
import { collectFrames, describeProduct } from '../../src/app/collect-routes.js';
import { showroomEvent } from '../../src/events/frame-description.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import {
  asyncapiYaml,
  buildAsyncapiDocument,
} from '../../src/realtime/asyncapi/build-asyncapi-document.js';
import { FrameContract } from '../support/frame-contract.js';
import { ROOT } from './support/cruise.js';
import { boundFaults } from './route-faults.js';

const frames = collectFrames();
const document = buildAsyncapiDocument(frames);
const messages = objectAt(objectAt(document, 'components'), 'messages');

function examplesOf(message: unknown): JsonObject[] {
  const examples = isJsonObject(message) ? message['examples'] : undefined;
  return Array.isArray(examples) ? examples.filter(isJsonObject) : [];
}

describe('the AsyncAPI document', () => {
  it('is committed as the code makes it', () => {
    expect(readFileSync(`${ROOT}/asyncapi.yaml`, 'utf8')).toBe(asyncapiYaml(frames));
  });

  it('is the same in whatever order the frames come, and reads back', () => {
    expect(asyncapiYaml([...frames].reverse())).toBe(asyncapiYaml(frames));
    expect(parse(asyncapiYaml(frames))).toEqual(document);
  });

  it('is AsyncAPI 3.0, and what is not is seen', () => {
    const schemas = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json');
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schemas, 'utf8')) as object);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...document, operations: { odd: { action: 'shout' } } })).toBe(false);
  });

  it('refers only to what is in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    const dangling = references.filter(([, path = '']) => {
      const found = path
        .split('/')
        .reduce<unknown>((value, key) => (isJsonObject(value) ? value[key] : undefined), document);
      return found === undefined;
    });
    expect(references.length).toBeGreaterThan(100);
    expect(dangling.map(([text]) => text)).toEqual([]);
  });

  it('describes and bounds every field, and gives each frame an example that fits', () => {
    expect(boundFaults(objectAt(document, 'components'), 'components')).toEqual([]);
    const contract = new FrameContract(frames);
    const without = Object.keys(messages).filter((type) => examplesOf(messages[type]).length !== 1);
    expect(without).toEqual([]);
    const examples = Object.values(messages).map(examplesOf);
    const faults = examples
      .flat()
      .flatMap(({ payload }) => contract.faults(payload as { type: string }));
    expect(faults).toEqual([]);
  });

  it('names no frame twice', () => {
    const types = frames.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });
});

describe('what modules send', () => {
  const { realtime, commands, snapshots } = describeProduct().parts;

  it('is described where it is made', () => {
    const parts = [...realtime, ...commands, ...snapshots];
    expect(parts.filter((part) => part.frames === undefined)).toEqual([]);
    expect(parts.length).toBeGreaterThan(8);
  });

  it('is asked by commands that take their own examples', () => {
    const refused = commands.filter(({ type, payload }) => {
      const [example] = examplesOf(messages[type]);
      const frame = example?.['payload'];
      return !payload.safeParse(isJsonObject(frame) ? frame['payload'] : undefined).success;
    });
    expect(refused.map(({ type }) => type)).toEqual([]);
  });
});

describe('the contract of frames', () => {
  const planted = showroomEvent(
    'PLANTED',
    'Exists here only.',
    z.strictObject({ colour: z.string().max(9).describe('Its colour.') }),
  );
  const contract = new FrameContract([planted]);
  const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';
  const good = {
    type: 'PLANTED',
    room: `showroom:${ID}`,
    seq: 1,
    eventId: ID,
    occurredAt: '2026-11-20T15:04:05.000Z',
    payload: { colour: 'red' },
  };

  it.each<[string, object, string]>([
    ['a field too many', { ...good, payload: { colour: 'red', odd: 1 } }, 'additional properties'],
    ['a field of another type', { ...good, payload: { colour: 1 } }, 'must be string'],
    ['no field', { ...good, payload: {} }, 'required property'],
    ['no seq', { ...good, seq: undefined }, 'required property'],
    ['an unknown type', { ...good, type: 'ODD' }, 'not documented'],
  ])('sees %s', (_name, frame, fault) => {
    expect(contract.faults(good)).toEqual([]);
    const sent = JSON.parse(JSON.stringify(frame)) as { type: string };
    expect(contract.faults(sent)).toEqual([expect.stringContaining(fault)]);
  });
});

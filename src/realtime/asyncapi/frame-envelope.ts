import { getRefId } from '@asteasolutions/zod-to-openapi';
import type { FrameDescription, FrameForm } from '../../events/frame-description.js';
import { idSchema, instantSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { roomSchema, seqSchema } from '../../events/frame-fields.js';

const room = roomSchema.describe('The room that it is of.');
const occurredAt = instantSchema.describe('When it happened.');

/** What stands beside type and payload. */
const BESIDE: Readonly<Record<FrameForm, z.core.$ZodLooseShape>> = {
  command: {},
  notice: {},
  room: { room },
  live: { room, occurredAt },
  event: {
    room,
    seq: seqSchema.min(1),
    eventId: idSchema.describe('The event; the same in all rooms that hear it.'),
    occurredAt,
  },
};

/** `CUSTOMER_ENTERED` is `CustomerEnteredFrame` in documents and types. */
export function frameName(type: string): string {
  return `${pascalCase(type)}Frame`;
}

/** The whole frame as it stands on the wire. */
export function frameSchema({ type, form, summary, payload }: FrameDescription): z.ZodType {
  const shape = {
    type: z.literal(type).describe('Which frame it is.'),
    ...BESIDE[form],
    ...(payload === undefined ? {} : { payload: payloadSchema(type, payload) }),
  };
  return z.strictObject(shape).describe(summary).openapi(frameName(type));
}

/** Payloads have a name of their own, so that a program can speak of them. */
function payloadSchema(type: string, payload: z.ZodType): z.ZodType {
  const described =
    payload.description === undefined ? payload.describe('What it tells.') : payload;
  return getRefId(payload) === undefined
    ? described.openapi(`${pascalCase(type)}Payload`)
    : described;
}

function pascalCase(type: string): string {
  const words = type.toLowerCase().split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

import { appendFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { collectFrames } from '../../src/app/collect-routes.js';
import { clientFrames } from '../../src/realtime/client-frame-schema.js';
import { serverFrames } from '../../src/realtime/server-frame-schema.js';
import type { FrameDescription } from '../../src/events/frame-description.js';
import { buildAsyncapiDocument } from '../../src/realtime/asyncapi/build-asyncapi-document.js';
import { frameName } from '../../src/realtime/asyncapi/frame-envelope.js';

/** Holds frames against the AsyncAPI document of the given descriptions. */
export class FrameContract {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #types: ReadonlySet<string>;

  constructor(frames: readonly FrameDescription[]) {
    this.#types = new Set(frames.map(({ type }) => type));
    formats.default(this.#ajv);
    this.#ajv.addSchema(buildAsyncapiDocument(frames), 'asyncapi');
  }

  /** Whether there is a frame of this type. */
  knows(type: string): boolean {
    return this.#types.has(type);
  }

  /** All that is wrong with a frame; nothing when it is as documented. */
  faults(frame: { readonly type: string }): string[] {
    if (!this.#types.has(frame.type)) return [`${frame.type} is not documented.`];
    const validate = this.validator(frame.type);
    const sent: unknown = frame;
    if (validate(sent)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${frame.type}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }

  private validator(type: string): ValidateFunction {
    const known = this.#validators.get(type);
    if (known !== undefined) return known;
    const validate = this.#ajv.compile({ $ref: `asyncapi#/components/schemas/${frameName(type)}` });
    this.#validators.set(type, validate);
    return validate;
  }
}

const SEEN_FOLDER = fileURLToPath(new URL('../../.local/contract/', import.meta.url));

const seen = new Set<string>();
const faults = new Set<string>();
let contract: FrameContract | undefined;
let isMadeUp = false;

/** For test files in which modules are made up: frames of the socket's own alone are checked. */
export function expectOwnFramesOnly(): void {
  isMadeUp = true;
}

/** Holds a frame against its document; the test file fails when they disagree. */
export function expectFrameContract(frame: { readonly type: string }): void {
  contract ??= new FrameContract(isMadeUp ? [...clientFrames, ...serverFrames] : collectFrames());
  if (isMadeUp && !contract.knows(frame.type)) return;
  for (const fault of contract.faults(frame)) faults.add(fault);
  note(frame.type);
}

/** Notes what was heard, for `scripts/contract-coverage.ts`; one file for each worker. */
function note(type: string): void {
  if (seen.has(type)) return;
  if (seen.size === 0) mkdirSync(SEEN_FOLDER, { recursive: true });
  seen.add(type);
  const file = `seen-frames-${process.env['JEST_WORKER_ID'] ?? '0'}.txt`;
  appendFileSync(`${SEEN_FOLDER}${file}`, `frame ${type}\n`);
}

afterAll(() => {
  if (faults.size > 0) throw new Error(`Frames break the contract:\n  ${[...faults].join('\n  ')}`);
});

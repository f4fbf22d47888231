import type { Registry } from 'prom-client';
import type { Agent } from 'undici';
import type { Logger } from '../observability/logger.js';
import {
  CircuitBreakerError,
  DEFAULT_CIRCUIT_BREAKER_FIGURES,
  createCircuitBreaker,
} from './circuit-breaker.js';
import type { CircuitBreaker, CircuitBreakerFigures } from './circuit-breaker.js';
import { appendPath, createHttpAgent, exchangeHttp } from './http-exchange.js';
import { isJsonObject, parseJsonObject } from './json-object.js';

/** What an outside service knows of a VIN, in our words; absent is unknown. */
export type VinServiceFacts = Readonly<Record<string, string | number>>;

/** An outside service that decodes VINs. */
export interface VinDecoder {
  /** Rejects with `VinServiceUnavailable` only. */
  decode(vin: string): Promise<VinServiceFacts>;
}

export type VinServiceFailure = 'open' | 'timeout' | 'busy' | 'error' | 'invalid_answer';

/** There is no answer from the VIN service now. */
export class VinServiceUnavailable extends Error {
  readonly code = 'vin_service_unavailable';

  constructor(
    readonly reason: VinServiceFailure,
    options?: ErrorOptions,
  ) {
    super(`The VIN service gave no answer: ${reason}.`, options);
    this.name = 'VinServiceUnavailable';
  }
}

export interface VpicClientDeps {
  /** Base URL of the vPIC API, such as `https://vpic.nhtsa.dot.gov/api`. */
  readonly url: string;
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
}

const MAX_ANSWER_BYTES = 256 * 1024;

const TEXTS: Readonly<Record<string, string>> = {
  Manufacturer: 'manufacturer',
  Make: 'make',
  Model: 'model',
  Trim: 'trim',
  BodyClass: 'bodyStyle',
  DriveType: 'drivetrain',
  FuelTypePrimary: 'fuelType',
  TransmissionStyle: 'transmission',
  PlantCountry: 'plantCountry',
};

interface NumberField {
  readonly field: string;
  readonly min: number;
  readonly max: number;
}

const NUMBERS: Readonly<Record<string, NumberField>> = {
  ModelYear: { field: 'modelYear', min: 1980, max: 2100 },
  Doors: { field: 'doors', min: 1, max: 20 },
  EngineCylinders: { field: 'engineCylinders', min: 1, max: 32 },
};

/** Client of the vPIC API of the NHTSA (`DecodeVinValues`), behind a breaker of its own. */
export class VpicClient implements VinDecoder {
  private readonly agent: Agent;
  private readonly breaker: CircuitBreaker<[string], VinServiceFacts>;

  constructor(private readonly deps: VpicClientDeps) {
    const { logger, registry } = deps;
    const figures = { ...DEFAULT_CIRCUIT_BREAKER_FIGURES, ...deps.figures };
    const { capacity: connections, timeoutMs } = figures;
    this.agent = createHttpAgent({ connections, timeoutMs, keepAlive: true });
    this.breaker = createCircuitBreaker({
      name: 'vpic',
      action: (signal, vin: string) => this.request(signal, vin),
      logger,
      registry,
      figures,
    });
  }

  async decode(vin: string): Promise<VinServiceFacts> {
    try {
      return await this.breaker.call(vin);
    } catch (error) {
      throw new VinServiceUnavailable(reasonOf(error), { cause: error });
    }
  }

  /** Refuses new calls and waits for the running ones, at most the breaker's time limit. */
  async close(): Promise<void> {
    this.breaker.shutdown();
    if (!this.agent.closed) await this.agent.close();
  }

  private async request(signal: AbortSignal, vin: string): Promise<VinServiceFacts> {
    const url = appendPath(this.deps.url, `/vehicles/DecodeVinValues/${encodeURIComponent(vin)}`);
    url.searchParams.set('format', 'json');
    const headers = { accept: 'application/json' };
    const request = { url, method: 'GET' as const, headers, signal };
    const answer = await exchangeHttp(this.agent, { ...request, maxAnswerBytes: MAX_ANSWER_BYTES });
    const result = answer.status === 200 ? firstResult(answer.body) : undefined;
    if (result === undefined) throw new InvalidVinAnswer(answer.status);
    return factsOf(result);
  }
}

/** The service answered, but with no decode. */
class InvalidVinAnswer extends Error {
  readonly code = 'vin_answer_invalid';

  constructor(status: number) {
    super(`The VIN service answered with status ${status} and no decode.`);
    this.name = 'InvalidVinAnswer';
  }
}

function firstResult(body: string | undefined): Record<string, unknown> | undefined {
  const results: unknown = parseJsonObject(body)?.['Results'];
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  return isJsonObject(first) ? first : undefined;
}

/** Empty texts and numbers out of bounds are as good as nothing. */
function factsOf(result: Record<string, unknown>): VinServiceFacts {
  const facts: Record<string, string | number> = {};
  for (const [name, field] of Object.entries(TEXTS)) {
    const text = textOf(result[name]);
    if (text !== '') facts[field] = text;
  }
  for (const [name, { field, min, max }] of Object.entries(NUMBERS)) {
    const number = Number(textOf(result[name]) || Number.NaN);
    if (Number.isInteger(number) && number >= min && number <= max) facts[field] = number;
  }
  return facts;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 128) : '';
}

function reasonOf(error: unknown): VinServiceFailure {
  if (error instanceof CircuitBreakerError) return error.reason;
  return error instanceof InvalidVinAnswer ? 'invalid_answer' : 'error';
}

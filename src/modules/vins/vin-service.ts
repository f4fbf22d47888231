import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { VinDecoder } from '../../integrations/vpic-client.js';
import { VinServiceUnavailable } from '../../integrations/vpic-client.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { unprocessable } from '../../shared/errors.js';
import { VIN_PATTERN } from '../../shared/vin.js';
import { readVin } from './vin-rules.js';
import type { VinRepository } from './vin-repository.js';
import { VIN_FIELDS } from './vin-types.js';
import type { DecodedVin, VinFacts, VinField, VinSource } from './vin-types.js';

interface VinServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly decodes: VinRepository;
  /** Absent: only what the characters say is told. */
  readonly decoder: VinDecoder | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells what a VIN means. */
export class VinService {
  constructor(private readonly deps: VinServiceDeps) {}

  /**
   * What the characters say, and what the outside service knows if there is one; without its
   * answer the rest is told all the same. Throws 422 `not_a_vin`.
   */
  async decode(text: string): Promise<DecodedVin> {
    if (!VIN_PATTERN.test(text)) {
      throw unprocessable('not_a_vin', 'A VIN has 17 letters and digits without I, O and Q.');
    }
    const vin = text.toUpperCase();
    const read = readVin(vin, this.deps.clock.now().getUTCFullYear());
    const told = read.valid ? await this.factsOf(vin) : undefined;
    return { vin, valid: read.valid, checkDigitValid: read.checkDigitValid, ...joined(read, told) };
  }

  private async factsOf(vin: string): Promise<VinFacts | undefined> {
    const { decodes, decoder } = this.deps;
    const kept = await decodes.find(vin);
    if (kept !== undefined || decoder === undefined) return kept;
    const facts = await this.ask(decoder, vin);
    if (facts?.model !== undefined) await this.keep(vin, facts);
    return facts;
  }

  /** A decode that names no model is not kept: the service learns of new models late. */
  private async keep(vin: string, facts: VinFacts): Promise<void> {
    const { unitOfWork, decodes, clock } = this.deps;
    await unitOfWork.run(() => decodes.keep(vin, facts, clock.now()));
  }

  private async ask(decoder: VinDecoder, vin: string): Promise<VinFacts | undefined> {
    try {
      return await decoder.decode(vin);
    } catch (error) {
      if (!(error instanceof VinServiceUnavailable)) throw error;
      this.deps.logger.warn({ reason: error.reason }, 'VIN service not available');
      return undefined;
    }
  }
}

function joined(read: VinFacts, told: VinFacts = {}): Pick<DecodedVin, 'fields' | 'sources'> {
  const fields: Partial<Record<VinField, string | number>> = {};
  const sources: Partial<Record<VinField, VinSource>> = {};
  for (const field of VIN_FIELDS) {
    const value = told[field] ?? read[field];
    if (value === undefined) continue;
    fields[field] = value;
    sources[field] = told[field] === undefined ? 'vin' : 'vpic';
  }
  return { fields, sources };
}

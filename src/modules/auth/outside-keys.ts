import { createLocalJWKSet, errors } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWTHeaderParameters } from 'jose';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { unauthenticated, unavailable } from '../../shared/errors.js';

/** Keys are read again after this long. */
const FRESH_MS = 10 * 60_000;
/** Where the issuer does not answer, known keys are believed for this long. */
const USABLE_MS = 24 * 60 * 60_000;
/** Between two reads while there are keys, whatever tokens come. */
const PAUSE_MS = 30_000;
/** The same while there are none. */
const PAUSE_WITHOUT_KEYS_MS = 2_000;

type FindKey = (header: JWTHeaderParameters) => Promise<CryptoKey>;

interface OutsideKeysDeps {
  readonly issuer: string;
  readonly readKeys: () => Promise<JSONWebKeySet>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The keys of one outside issuer, remembered; whoever needs them meanwhile waits for one read. */
export class OutsideKeys {
  private known: { readonly find: FindKey; readonly readAt: number } | undefined;
  private attempt: { readonly at: number; readonly failed: boolean } | undefined;
  private reading: Promise<void> | undefined;

  constructor(private readonly deps: OutsideKeysDeps) {}

  /**
   * The key that a token names. Throws 401 when the issuer has no such key, and 503 when it is not
   * known and the issuer does not answer.
   */
  async keyFor(header: JWTHeaderParameters): Promise<CryptoKey> {
    if (this.known === undefined || this.ageOf(this.known.readAt) >= FRESH_MS) await this.read();
    const key = await this.find(header);
    if (key !== undefined) return key;
    await this.read();
    const published = await this.find(header);
    if (published !== undefined) return published;
    throw this.attempt?.failed === false ? unauthenticated() : unavailable();
  }

  private async find(header: JWTHeaderParameters): Promise<CryptoKey | undefined> {
    if (this.known === undefined || this.ageOf(this.known.readAt) >= USABLE_MS) return undefined;
    try {
      return await this.known.find(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      // Whatever else is wrong lies in what the token names: several keys, or one that is none.
      this.deps.logger.warn({ err: error, issuer: this.deps.issuer }, 'a key could not be used');
      throw unauthenticated();
    }
  }

  /** Reads the keys, unless that was tried just now. Whoever comes meanwhile waits for it. */
  private async read(): Promise<void> {
    if (this.reading !== undefined) return this.reading;
    const pause = this.known === undefined ? PAUSE_WITHOUT_KEYS_MS : PAUSE_MS;
    if (this.attempt !== undefined && this.ageOf(this.attempt.at) < pause) return;
    this.reading = this.tryToRead();
    try {
      await this.reading;
    } finally {
      this.reading = undefined;
    }
  }

  private async tryToRead(): Promise<void> {
    const { issuer, readKeys, clock, logger } = this.deps;
    const at = clock.now().getTime();
    try {
      this.known = { find: createLocalJWKSet(await readKeys()), readAt: at };
      this.attempt = { at, failed: false };
    } catch (error) {
      this.attempt = { at: clock.now().getTime(), failed: true };
      logger.warn({ err: error, issuer }, 'the keys of an outside issuer could not be read');
    }
  }

  /** Also of something that lies ahead, where a clock was set back. */
  private ageOf(at: number): number {
    return Math.abs(this.deps.clock.now().getTime() - at);
  }
}

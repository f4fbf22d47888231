import { randomBytes } from 'node:crypto';
import { hash, hashSync, verify } from '@node-rs/argon2';
import { normalizePassword } from './password-rules.js';
import { WorkQueue } from './work-queue.js';

/** Turns passwords into hashes that can be checked, and not turned back. */
export interface PasswordHasher {
  /** The hash of a password that nobody knows: verified against where there is no user. */
  readonly decoy: string;
  hash(password: string): Promise<string>;
  verify(passwordHash: string, password: string): Promise<boolean>;
}

/** What one argon2id hash costs. */
export interface Argon2Costs {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
export const OWASP_COSTS: Argon2Costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashing runs on the four threads of libuv, which file and name look-ups need too: half of them
 * at the most. Who would wait for more than about two seconds is refused.
 */
const HASH_LIMITS = { running: 2, waiting: 100 };

/** argon2id; a bounded number of hashes at once. */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly decoy: string;
  private readonly queue = new WorkQueue(HASH_LIMITS);

  constructor(private readonly costs: Argon2Costs = OWASP_COSTS) {
    this.decoy = hashSync(randomBytes(32), costs);
  }

  /** Throws 503 `busy` when too many wait. */
  async hash(password: string): Promise<string> {
    return this.queue.run(() => hash(normalizePassword(password), this.costs));
  }

  /** Throws 503 `busy` when too many wait. */
  async verify(passwordHash: string, password: string): Promise<boolean> {
    const forms = new Set([normalizePassword(password), password]);
    // Which form was hashed is not known of older hashes: what was typed decides about the work.
    const matches = [...forms].map((form) => this.queue.run(() => verify(passwordHash, form)));
    return (await Promise.all(matches)).includes(true);
  }
}

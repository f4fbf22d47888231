import { LRUCache } from 'lru-cache';
import type { Clock } from '../../shared/clock.js';
import type { ClientAccess } from './api-client-types.js';

/** A program that is deleted is let in no longer than this. */
const MAX_AGE_MS = 10_000;
const MAX_CLIENTS = 10_000;

interface Remembered {
  readonly loadedAt: number;
  readonly access: Promise<ClientAccess | undefined>;
}

interface ClientAccessCacheDeps {
  readonly clock: Clock;
  readonly byId: (clientId: string) => Promise<ClientAccess | undefined>;
  readonly byKey: (publishableKey: string) => Promise<ClientAccess | undefined>;
}

/** What programs may do, remembered for ten seconds so that not every request reads it. */
export class ClientAccessCache {
  private readonly remembered = new LRUCache<string, Remembered>({ max: MAX_CLIENTS });

  constructor(private readonly deps: ClientAccessCacheDeps) {}

  /** By id; undefined for a program that is deleted or unknown. */
  async byId(clientId: string): Promise<ClientAccess | undefined> {
    return this.get(`id ${clientId}`, () => this.deps.byId(clientId));
  }

  /** By publishable key; undefined also when the key is not good any more. */
  async byKey(publishableKey: string): Promise<ClientAccess | undefined> {
    return this.get(`key ${publishableKey}`, () => this.deps.byKey(publishableKey));
  }

  /** Whoever asks next reads again; what is being read at the moment is not kept. */
  forgetAll(): void {
    this.remembered.clear();
  }

  private async get(key: string, load: () => Promise<ClientAccess | undefined>) {
    const now = this.deps.clock.now().getTime();
    const known = this.remembered.get(key);
    if (known !== undefined && Math.abs(now - known.loadedAt) < MAX_AGE_MS) return known.access;
    const loading = { loadedAt: now, access: load() };
    this.remembered.set(key, loading);
    try {
      return await loading.access;
    } catch (error) {
      if (this.remembered.peek(key) === loading) this.remembered.delete(key);
      throw error;
    }
  }
}

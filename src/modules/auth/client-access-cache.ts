import type { Clock } from '../../shared/clock.js';
import { ShortMemory } from '../../shared/short-memory.js';
import type { ClientAccess } from './api-client-types.js';

/** A program that is deleted is let in no longer than this. */
const MAX_AGE_MS = 10_000;
const MAX_CLIENTS = 10_000;

interface ClientAccessCacheDeps {
  readonly clock: Clock;
  readonly byId: (clientId: string) => Promise<ClientAccess | undefined>;
  readonly byKey: (publishableKey: string) => Promise<ClientAccess | undefined>;
}

/** What programs may do, remembered for ten seconds so that not every request reads it. */
export class ClientAccessCache {
  private readonly remembered: ShortMemory<ClientAccess | undefined>;

  constructor(private readonly deps: ClientAccessCacheDeps) {
    const { clock } = deps;
    this.remembered = new ShortMemory({ clock, maxAgeMs: MAX_AGE_MS, max: MAX_CLIENTS });
  }

  /** By id; undefined for a program that is deleted or unknown. */
  async byId(clientId: string): Promise<ClientAccess | undefined> {
    return this.remembered.get(`id ${clientId}`, () => this.deps.byId(clientId));
  }

  /** By publishable key; undefined also when the key is not good any more. */
  async byKey(publishableKey: string): Promise<ClientAccess | undefined> {
    return this.remembered.get(`key ${publishableKey}`, () => this.deps.byKey(publishableKey));
  }

  /** Whoever asks next reads again; what is being read at the moment is not kept. */
  forgetAll(): void {
    this.remembered.forgetAll();
  }
}

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
  private readonly clients: ShortMemory<ClientAccess | undefined>;

  constructor(private readonly deps: ClientAccessCacheDeps) {
    const { clock } = deps;
    this.clients = new ShortMemory({ clock, maxAgeMs: MAX_AGE_MS, max: MAX_CLIENTS });
  }

  /** By id; undefined for a program that is deleted or unknown. */
  async byId(clientId: string): Promise<ClientAccess | undefined> {
    return this.clients.get(nameOfId(clientId), () => this.deps.byId(clientId));
  }

  /** By publishable key; undefined also when the key is not good any more. */
  async byKey(publishableKey: string): Promise<ClientAccess | undefined> {
    return this.clients.get(nameOfKey(publishableKey), () => this.deps.byKey(publishableKey));
  }

  /** By id, at once; undefined also when it would have to be read. */
  rememberedById(clientId: string): ClientAccess | undefined {
    return this.clients.remembered(nameOfId(clientId));
  }

  /** The same by publishable key. */
  rememberedByKey(publishableKey: string): ClientAccess | undefined {
    return this.clients.remembered(nameOfKey(publishableKey));
  }

  /** Whoever asks next reads again; what is being read at the moment is not kept. */
  forgetAll(): void {
    this.clients.forgetAll();
  }
}

function nameOfId(clientId: string): string {
  return `id ${clientId}`;
}

function nameOfKey(publishableKey: string): string {
  return `key ${publishableKey}`;
}

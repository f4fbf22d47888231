import { AsyncLocalStorage } from 'node:async_hooks';
import type { OpsPrincipal, Principal } from '../shared/principal.js';

/** What is known of the work under way: who asked, for which tenant, under which trace. */
export interface RequestContext {
  readonly requestId: string;
  readonly traceparent?: string;
  principal?: Principal | OpsPrincipal;
  organizationId?: string;
  /** Why this work may cross tenants; absent for all ordinary work. */
  readonly systemReason?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `fn` with this context around everything it awaits. */
export function runInContext<T>(context: RequestContext, fn: () => T): T {
  return storage.run(context, fn);
}

/** The context of the work under way, if there is one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The tenant of the work under way. Throws when there is none: that is a programming error. */
export function currentOrganizationId(): string {
  const organizationId = storage.getStore()?.organizationId;
  if (organizationId === undefined) throw new Error('No organization in the current context.');
  return organizationId;
}

/** Who is calling. Throws when nobody is: that is a programming error. */
export function currentPrincipal(): Principal | OpsPrincipal {
  const principal = storage.getStore()?.principal;
  if (principal === undefined) throw new Error('No principal in the current context.');
  return principal;
}

/** Runs background work for one tenant. */
export function asOrganization<T>(organizationId: string, fn: () => T): T {
  const { requestId = 'background', traceparent } = storage.getStore() ?? {};
  const context = traceparent === undefined ? { requestId } : { requestId, traceparent };
  return storage.run({ ...context, organizationId }, fn);
}

/** Runs work that crosses tenants; `reason` says why, for the reader and for the tenant guard. */
export function asSystem<T>(reason: string, fn: () => T): T {
  const requestId = storage.getStore()?.requestId ?? 'system';
  return storage.run({ requestId, systemReason: reason }, fn);
}

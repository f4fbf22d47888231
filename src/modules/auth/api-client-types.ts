import type { ClientKind } from '../../shared/principal.js';

/** A program of the organization, as administrators see it. */
export interface ApiClient {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: readonly string[];
  /** The one showroom that it is bound to; absent: all. */
  readonly showroomId?: string;
  /** The end of the newest secret or key, to know it again by. */
  readonly secretEnd: string;
  readonly createdAt: Date;
}

/** What it takes to make one. */
export interface NewApiClient {
  readonly name: string;
  readonly kind: ClientKind;
  /** Integrations alone choose. */
  readonly scopes?: readonly string[] | undefined;
  readonly showroomId?: string | undefined;
}

/** A program, and what it proves itself with, which nobody is shown again. */
export interface IssuedApiClient {
  readonly client: ApiClient;
  readonly secret: string;
  /** Until when the secret before this one is good; absent where there was none. */
  readonly previousExpiresAt?: Date;
}

/** What a program that is not disabled may do. */
export interface ClientAccess {
  readonly clientId: string;
  readonly organizationId: string;
  readonly kind: ClientKind;
  readonly scopes: ReadonlySet<string>;
  readonly showroomIds: 'all' | readonly string[];
}

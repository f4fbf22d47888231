import { z } from 'zod';

/** Who makes our tokens, and whom they are for: the API, or those who run the product. */
export const TOKEN_ISSUER = 'urn:showroom-sales';
export const TOKEN_AUDIENCE = 'urn:showroom-sales:api';
export const OPS_AUDIENCE = 'urn:showroom-sales:ops';

/** The one client of the second audience. */
export const OPS_CLIENT_ID = 'ops';

interface Believed {
  /** Milliseconds of the epoch. */
  readonly expiresAt: number;
}

/** What the token of a person's session says. */
export interface UserClaims extends Believed {
  readonly kind: 'user';
  readonly userId: string;
  readonly organizationId: string;
  readonly sessionId: string;
  readonly scopes: ReadonlySet<string>;
}

/** What the token of a program says. */
export interface ClientClaims extends Believed {
  readonly kind: 'client';
  readonly clientId: string;
  readonly organizationId: string;
  readonly scopes: ReadonlySet<string>;
}

/** What the token of those who run the product says. */
export interface OpsClaims extends Believed {
  readonly kind: 'ops';
  readonly clientId: string;
}

/** What the token of an outside issuer says: who it is. What he may do is ours to say. */
export interface OutsideClaims extends Believed {
  readonly kind: 'outside';
  readonly userId: string;
  readonly organizationId: string;
}

/** What a token that we believe says. */
export type AccessClaims = UserClaims | ClientClaims | OpsClaims | OutsideClaims;

const common = { jti: z.uuid(), iat: z.int(), exp: z.int() };

const userSchema = z
  .object({
    ...common,
    aud: z.literal(TOKEN_AUDIENCE),
    sub: z.uuid(),
    sid: z.uuid(),
    org: z.uuid(),
    scope: z.string(),
    client_id: z.never().optional(),
  })
  .transform((claims): UserClaims => ({
    kind: 'user',
    userId: claims.sub,
    organizationId: claims.org,
    sessionId: claims.sid,
    scopes: new Set(claims.scope.split(' ')),
    expiresAt: claims.exp * 1_000,
  }));

const clientSchema = z
  .object({
    ...common,
    aud: z.literal(TOKEN_AUDIENCE),
    sub: z.uuid(),
    sid: z.never().optional(),
    org: z.uuid(),
    scope: z.string(),
    client_id: z.uuid(),
  })
  .refine((claims) => claims.sub === claims.client_id)
  .transform((claims): ClientClaims => ({
    kind: 'client',
    clientId: claims.client_id,
    organizationId: claims.org,
    scopes: new Set(claims.scope.split(' ')),
    expiresAt: claims.exp * 1_000,
  }));

const opsSchema = z
  .object({
    ...common,
    aud: z.literal(OPS_AUDIENCE),
    sub: z.literal(OPS_CLIENT_ID),
    sid: z.never().optional(),
    org: z.never().optional(),
    client_id: z.literal(OPS_CLIENT_ID),
  })
  .transform((claims): OpsClaims => ({
    kind: 'ops',
    clientId: claims.client_id,
    expiresAt: claims.exp * 1_000,
  }));

const claimsSchema = z.union([userSchema, clientSchema, opsSchema]);

/** Reads the claims of a token whose signature is right; undefined where they are of no kind. */
export function readClaims(payload: object): AccessClaims | undefined {
  return claimsSchema.safeParse(payload).data;
}

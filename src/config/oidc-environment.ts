import { z } from 'zod';
import { JsonFormError, parseStrictJson } from '../shared/strict-json.js';
import type { Config, OidcIssuerConfig } from './config.js';

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const NAME_OF_CLAIM = z.string('must be the name of a claim').min(1).max(200);

/** True for https, and for http that stays on this machine. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

const address = z
  .string('is missing, or not a text')
  .refine(isSafeUrl, 'must be an https URL; http is for this machine alone');

const issuer = z
  .strictObject({
    issuer: address.refine((text) => !/[?#]/.test(text), 'must have neither query nor fragment'),
    audience: z.string('is missing, or not a text').min(1, 'is empty').max(512),
    organizationId: z.uuid('must be the id of an organization'),
    jwksUri: address.optional(),
    claims: z
      .strictObject({
        email: NAME_OF_CLAIM.default('email'),
        emailVerified: NAME_OF_CLAIM.default('email_verified'),
      })
      .prefault({}),
    requireEmailVerified: z.boolean('must be true or false').default(true),
    requiredAmr: z.string('must be a text').min(1, 'is empty').max(64).optional(),
  })
  .transform(({ claims, jwksUri, requiredAmr, ...rest }): OidcIssuerConfig => ({
    ...rest,
    emailClaim: claims.email,
    emailVerifiedClaim: claims.emailVerified,
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(requiredAmr === undefined ? {} : { requiredAmr }),
  }));

const issuers = z
  .string()
  .transform((text, context): unknown => {
    try {
      return parseStrictJson(text);
    } catch (error) {
      if (!(error instanceof JsonFormError)) throw error;
      context.addIssue({ code: 'custom', message: 'must be a list in JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(issuer, 'must be a list in JSON').max(20, 'names more than 20 issuers'))
  .refine(areApart, 'names an issuer twice for the same audience');

/** The audience alone tells two uses of one issuer apart. */
function areApart(list: readonly OidcIssuerConfig[]): boolean {
  return new Set(list.map((one) => `${one.issuer} ${one.audience}`)).size === list.length;
}

/** Outside issuers whose tokens are believed (docs/authentication.md). */
export const oidcEnvironmentSchema = z.object({ OIDC_ISSUERS: issuers.optional() });

/** The issuers that are named. */
export function toOidcConfig({
  OIDC_ISSUERS: oidcIssuers,
}: z.output<typeof oidcEnvironmentSchema>): Pick<Config, 'oidcIssuers'> {
  return oidcIssuers === undefined ? {} : { oidcIssuers };
}

import { idSchema, linksSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { ACCESS_TOKEN_SECONDS } from './auth-types.js';
import { codeSchema } from './second-factor-schema.js';
import { REFRESH_TOKEN_SECONDS } from './session-types.js';

const emailSchema = z.email().min(3).max(254).describe('Compared without regard to case.');

/** Body of `POST /auth/login`. */
export const loginSchema = z
  .strictObject({
    email: emailSchema,
    password: z
      .string()
      .min(1)
      .max(256)
      .describe('The password, as the user chose it.')
      .openapi({ format: 'password' }),
    totp: codeSchema
      .optional()
      .describe('A code of the app, or a recovery code, where the user has a second factor.'),
  })
  .openapi('Login', {
    example: { email: 'rep1@lakeside.example', password: 'correct horse battery staple' },
  });

const accessibleShowroomSchema = z
  .strictObject({
    id: idSchema.describe('The showroom.'),
    name: z.string().min(1).max(128).describe('Name of the showroom.'),
  })
  .openapi('AccessibleShowroom', {
    example: { id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a', name: 'Lakeside Downtown' },
  });

const userExample = {
  id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b',
  organizationId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5c',
  email: 'rep1@lakeside.example',
  name: 'Rosa Delgado',
  phone: '+13125550101',
  role: 'sales_rep',
  showrooms: [{ id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a', name: 'Lakeside Downtown' }],
  _links: { self: { href: '/api/v1/auth/me' }, showrooms: { href: '/api/v1/showrooms' } },
};

/** A person who logs in, as REST answers it. */
export const userSchema = z
  .strictObject({
    id: idSchema.describe('The user.'),
    organizationId: idSchema.describe('The dealer group that the user belongs to.'),
    email: emailSchema,
    name: z.string().min(1).max(128).describe('Full name.'),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{1,14}$/)
      .max(16)
      .optional()
      .describe('E.164; where text messages go.'),
    role: z.enum(['admin', 'sales_manager', 'sales_rep']).describe('What the user may do.'),
    showrooms: z
      .array(accessibleShowroomSchema)
      .max(1_000)
      .describe('Where the user may work, the oldest showroom first.'),
    _links: linksSchema,
  })
  .openapi('User', { example: userExample });

const REFRESH_TOKEN = 'Zp0yXl6m1q4s2d8F7h3J9k5L0aVbNcMwErTyUiOpQxs';

const refreshTokenSchema = z.string().min(1).max(512);

/** Body of `POST /auth/refresh`. */
export const refreshSchema = z
  .strictObject({
    refreshToken: refreshTokenSchema.describe('As the last log-in or refresh answered it.'),
  })
  .openapi('Refresh', { example: { refreshToken: REFRESH_TOKEN } });

/** Body of `POST /auth/logout`. */
export const logoutSchema = z
  .strictObject({
    refreshToken: refreshTokenSchema.describe('Any refresh token of the session to be ended.'),
  })
  .openapi('Logout', { example: { refreshToken: REFRESH_TOKEN } });

const tokenFields = {
  accessToken: z
    .string()
    .min(1)
    .max(8_192)
    .describe('Sent as `Authorization: Bearer {accessToken}`. Opaque to clients.'),
  tokenType: z.literal('Bearer').describe('How the token is sent.'),
  expiresIn: z.literal(ACCESS_TOKEN_SECONDS).describe('Seconds until the access token expires.'),
  refreshToken: refreshTokenSchema.describe('Good for one `POST /auth/refresh`. To be kept safe.'),
  refreshExpiresIn: z
    .int()
    .min(1)
    .max(REFRESH_TOKEN_SECONDS)
    .describe('Seconds until the refresh token expires: 7 days, or what the session has left.'),
  secondFactorRequired: z
    .literal(true)
    .optional()
    .describe('There when the access token is good for nothing but to enrol a second factor.'),
};

const tokensExample = {
  accessToken: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl',
  tokenType: 'Bearer',
  expiresIn: ACCESS_TOKEN_SECONDS,
  refreshToken: REFRESH_TOKEN,
  refreshExpiresIn: REFRESH_TOKEN_SECONDS,
} as const;

/** Answer of `POST /auth/refresh`. */
export const tokenGrantSchema = z
  .strictObject(tokenFields)
  .openapi('TokenGrant', { example: tokensExample });

/** Answer of `POST /auth/login`. */
export const accessGrantSchema = z
  .strictObject({ ...tokenFields, user: userSchema.describe('Who has logged in.') })
  .openapi('AccessGrant', { example: { ...tokensExample, user: userExample } });

const coordinateSchema = z
  .string()
  .regex(/^[\w-]{43}$/)
  .max(43);

const publicJwkSchema = z
  .strictObject({
    kty: z.literal('EC').describe('Kind of key.'),
    crv: z.literal('P-256').describe('Curve.'),
    x: coordinateSchema.describe('First coordinate, base64url.'),
    y: coordinateSchema.describe('Second coordinate, base64url.'),
    kid: coordinateSchema.describe('RFC 7638 thumbprint; the `kid` of tokens.'),
    alg: z.literal('ES256').describe('Algorithm of the signatures.'),
    use: z.literal('sig').describe('For signatures.'),
  })
  .openapi('PublicKey');

/** Answer of `GET /.well-known/jwks.json` (RFC 7517). */
export const keySetSchema = z
  .strictObject({
    keys: z.array(publicJwkSchema).min(1).max(16).describe('Every key that is believed.'),
  })
  .openapi('KeySet', {
    example: {
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
          y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
          kid: 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s',
          alg: 'ES256',
          use: 'sig',
        },
      ],
    },
  });

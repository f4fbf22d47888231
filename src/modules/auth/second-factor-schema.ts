import { instantSchema, linksSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { RECOVERY_CODE_COUNT } from './recovery-codes.js';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const PASSWORD = 'correct horse battery staple';

/** A code of the app or a recovery code, as people type them. */
export const codeSchema = z
  .string()
  .regex(/^[0-9A-Za-z -]{6,32}$/)
  .max(32);

const passwordSchema = z
  .string()
  .min(1)
  .max(256)
  .describe('The password of the caller, once more.')
  .openapi({ format: 'password' });

/** Body of `POST /auth/totp/enrolment`. */
export const totpEnrolmentRequestSchema = z
  .strictObject({ password: passwordSchema })
  .openapi('TotpEnrolmentRequest', { example: { password: PASSWORD } });

/** Answer of `POST /auth/totp/enrolment`. */
export const totpEnrolmentSchema = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[A-Z2-7]{32}$/)
      .max(32)
      .describe('For those who type it into their app: base32, SHA-1, 6 digits, 30 seconds.'),
    otpauthUrl: z.string().min(1).max(1_024).describe('For the app, shown as a QR code.'),
    expiresAt: instantSchema.describe('Until when it can be activated.'),
  })
  .openapi('TotpEnrolment', {
    example: {
      secret: SECRET,
      otpauthUrl:
        'otpauth://totp/Showroom%20Sales:rep1%40lakeside.example?issuer=Showroom%20Sales' +
        `&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
      expiresAt: '2026-11-20T15:14:05.000Z',
    },
  });

/** Body of `POST /auth/totp/activation`. */
export const totpActivationSchema = z
  .strictObject({ code: codeSchema.describe('What the app shows.') })
  .openapi('TotpActivation', { example: { code: '287082' } });

/** Body of what changes a second factor that is active. */
export const secondFactorProofSchema = z
  .strictObject({
    password: passwordSchema,
    code: codeSchema.describe('What the app shows, or a recovery code.'),
  })
  .openapi('SecondFactorProof', { example: { password: PASSWORD, code: '287082' } });

/** Answer of what gives out recovery codes. */
export const recoveryCodesSchema = z
  .strictObject({
    recoveryCodes: z
      .array(
        z
          .string()
          .regex(/^[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){4}$/)
          .max(29),
      )
      .min(RECOVERY_CODE_COUNT)
      .max(RECOVERY_CODE_COUNT)
      .describe('Shown this once. Each is good for one log-in when the app is lost.'),
  })
  .openapi('RecoveryCodes', {
    example: {
      recoveryCodes: [
        'M9S34-6Q3D2-5VT4F-5V37E-3S3E2',
        '8JT97-KB6CQ-643DZ-VMXXQ-KFBF5',
        'KZNWJ-47TAN-9ZT24-MNPZX-45HY4',
        '3KWJR-P1XPA-7Z3DJ-8FSSZ-5AWSH',
        '8VHTP-RE95B-9EE0Z-BGJ09-TQM83',
        'XSSSS-6YS3C-4DWA7-N3609-6Q14D',
        'R9GPQ-Y77ZX-YYK59-6NGYA-1DQ91',
        'K5GQA-PENEC-FSECZ-P11HY-GCPWP',
        'Q5E6E-YCNDY-0YP57-RCYBV-N5SXS',
        '5AA81-9X9YP-98106-8VCD1-GDJFM',
      ],
    },
  });

/** Answer of `GET /auth/totp`. */
export const secondFactorSchema = z
  .strictObject({
    enabled: z.boolean().describe('Whether log-ins need a code.'),
    recoveryCodesLeft: z
      .int()
      .min(0)
      .max(RECOVERY_CODE_COUNT)
      .describe('Recovery codes that were not used yet.'),
    activatedAt: instantSchema.optional().describe('Since when.'),
    _links: linksSchema,
  })
  .openapi('SecondFactor', {
    example: {
      enabled: true,
      recoveryCodesLeft: RECOVERY_CODE_COUNT,
      activatedAt: '2026-11-20T15:04:05.000Z',
      _links: {
        self: { href: '/api/v1/auth/totp' },
        'recovery-codes': { href: '/api/v1/auth/totp/recovery-codes', method: 'POST' },
        disable: { href: '/api/v1/auth/totp/disable', method: 'POST' },
      },
    },
  });

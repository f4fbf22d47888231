import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
  versionSchema,
} from '../../http/common-schema.js';
import { z } from 'zod';
import { CHANNELS } from './customer-types.js';

const SOME_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';
const MOST_PREFERENCES = 50;

const name = z.string().trim().min(1).max(100);
const firstName = name.describe('First name.');
const lastName = name.describe('Last name.');
const channel = z.enum(CHANNELS);
const address = z.email().max(254).describe('The address; kept in lower case.');
const emailType = z.enum(['home', 'work', 'other']).describe('Whose mailbox it is.');
const phoneType = z.enum(['home', 'work', 'mobile', 'other']).describe('Whose line it is.');
const verified = z.boolean().describe('Whether the customer has proved to be reached there.');
const e164 = z.string().regex(/^\+[1-9]\d{1,14}$/);

const words = z.array(z.string().trim().min(1).max(64)).max(50);
const makes = words.describe('Makes.');
const models = words.describe('Models.');
const bodyStyles = words.describe('Types of vehicle.');

const preferences = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.-]*$/)
      .max(64),
    z.union([z.string().max(256), z.number().min(-1e12).max(1e12), z.boolean()]),
  )
  .refine((value) => Object.keys(value).length <= MOST_PREFERENCES, {
    message: `At most ${MOST_PREFERENCES} preferences.`,
  })
  .describe('By name: `{"contactBy": "sms"}`.');

/** Body of `POST /customers`. */
export const createCustomerSchema = z
  .strictObject({
    firstName: firstName.optional(),
    lastName: lastName.optional(),
    emails: z
      .array(
        z.strictObject({
          address,
          type: emailType.optional(),
          verified: verified.optional(),
        }),
      )
      .max(20)
      .default([])
      .describe('E-mail addresses, the preferred one first.'),
    phones: z
      .array(
        z.strictObject({
          number: z
            .string()
            .trim()
            .min(3)
            .max(32)
            .describe('International, or as written in the showroom’s country; kept as E.164.'),
          type: phoneType.optional(),
          verified: verified.optional(),
        }),
      )
      .max(20)
      .default([])
      .describe('Phone numbers, the preferred one first.'),
    preferences: preferences.default({}),
    interests: z
      .strictObject({
        makes: makes.default([]),
        models: models.default([]),
        bodyStyles: bodyStyles.default([]),
      })
      .optional()
      .describe('What the customer is looking for.'),
    channel: channel.optional().describe('Where the customer was met first.'),
  })
  .refine(({ firstName: first, lastName: last }) => first !== undefined || last !== undefined, {
    path: ['lastName'],
    message: 'A first or a last name is needed.',
    params: { code: 'name_required' },
  })
  .openapi('CreateCustomer');

const consent = z
  .strictObject({
    channel: channel.describe('The channel it is about.'),
    purpose: z.string().max(64).describe('What for: marketing, service, …'),
    granted: z.boolean().describe('Agreed, or refused.'),
    textVersion: z.string().max(64).optional().describe('Version of the text that was shown.'),
    source: z.string().max(64).optional().describe('Where it was given.'),
    recordedAt: instantSchema.describe('When it was given.'),
  })
  .openapi('CustomerConsent', {
    example: {
      ...{ channel: 'sms', purpose: 'marketing', granted: true },
      recordedAt: '2026-11-20T15:04:05.000Z',
    },
  });

/** A customer as it is answered. */
export const customerSchema = z
  .strictObject({
    id: idSchema,
    firstName: firstName.optional(),
    lastName: lastName.optional(),
    emails: z
      .array(z.strictObject({ address, type: emailType.optional(), verified }))
      .max(100)
      .describe('E-mail addresses, the preferred one first.'),
    phones: z
      .array(
        z.strictObject({
          number: e164.max(16).describe('E.164.'),
          type: phoneType.optional(),
          verified,
        }),
      )
      .max(100)
      .describe('Phone numbers, the preferred one first.'),
    preferences,
    interests: z
      .strictObject({ makes, models, bodyStyles })
      .describe('What the customer is looking for.'),
    channels: z.array(channel).max(CHANNELS.length).describe('Where the customer was met.'),
    consents: z.array(consent).max(200).describe('The latest per channel and purpose.'),
    createdAt: instantSchema.describe('When the customer was first known.'),
    updatedAt: instantSchema.describe('When the profile was last changed.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Customer', {
    example: {
      id: SOME_ID,
      firstName: 'Ada',
      lastName: 'Byron',
      emails: [{ address: 'ada@example.com', type: 'home', verified: false }],
      phones: [{ number: '+13125550142', type: 'mobile', verified: false }],
      preferences: { contactBy: 'sms' },
      interests: { makes: ['Mazda'], models: ['CX-5'], bodyStyles: ['SUV'] },
      channels: ['web'],
      consents: [],
      createdAt: '2026-11-20T15:04:05.000Z',
      updatedAt: '2026-11-20T15:04:05.000Z',
      version: 1,
      _links: { self: { href: `/api/v1/customers/${SOME_ID}` } },
    },
  });

/** Answer of `GET /customers`. */
export const customerListSchema = listSchema('CustomerList', customerSchema);

/** Query of `GET /customers`. */
export const customerListQuerySchema = z.strictObject({
  ...pageQueryShape,
  email: address.optional().describe('Reached at this address.'),
  phone: z.string().trim().min(3).max(32).optional().describe('Reached at this number.'),
});

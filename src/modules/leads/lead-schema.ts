import { idSchema, instantSchema, linksSchema, listSchema } from '../../http/common-schema.js';
import { moneySchema, pageQueryShape, versionSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import {
  CONDITIONS,
  CONTACT_METHODS,
  INTERESTS,
  LEAD_STATUSES,
  TIMEFRAMES,
  UP_TYPES,
} from './lead-types.js';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const makeSchema = z.string().trim().min(1).max(64);

const newLeadVehicleSchema = z
  .strictObject({
    vehicleId: idSchema.optional().describe('A vehicle of the group; then it names itself.'),
    make: makeSchema.optional().describe('Needed without `vehicleId`.'),
    model: makeSchema.optional().describe('Needed without `vehicleId`.'),
    year: z.int().min(1900).max(2100).optional().describe('Model year.'),
    interest: z.enum(INTERESTS).default('buy').describe('What the shopper wants of it.'),
    condition: z.enum(CONDITIONS).optional().describe('New, used or certified pre-owned.'),
  })
  .openapi('NewLeadVehicle', {
    example: { make: 'Honda', model: 'CR-V', interest: 'test-drive', condition: 'new' },
  });

const newCustomerSchema = z
  .strictObject({
    firstName: z.string().trim().min(1).max(64).optional().describe('First name.'),
    lastName: z.string().trim().min(1).max(64).optional().describe('Last name.'),
    email: z.email().max(254).optional().describe('E-mail address.'),
    phone: z.string().trim().min(3).max(32).optional().describe('Stored as E.164.'),
  })
  .refine((customer) => Object.values(customer).some((value) => value !== undefined), {
    message: 'Name at least one of firstName, lastName, email and phone.',
  })
  .openapi('NewLeadCustomer', {
    example: { firstName: 'Ann', lastName: 'Lee', email: 'ann.lee@example.com' },
  });

const budgetSchema = z
  .strictObject({
    min: moneySchema.optional().describe('At least.'),
    max: moneySchema.optional().describe('At most.'),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, {
    message: 'A budget has min, max or both.',
  })
  .refine(({ min, max }) => !min || !max || min.currency === max.currency, {
    message: 'Both ends are in one currency.',
  })
  .refine(({ min, max }) => !min || !max || min.amount <= max.amount, {
    message: 'The lower end is not above the upper.',
  })
  .openapi('Budget', { example: { max: { amount: 4_000_000, currency: 'USD' } } });

const sourceSchema = z.string().trim().min(1).max(64);
const commentsSchema = z.string().trim().min(1).max(4_000);
const contactMethodsSchema = z.array(z.enum(CONTACT_METHODS)).max(3);

/** Body of `POST /leads`. */
export const newLeadSchema = z
  .strictObject({
    showroomId: idSchema.describe('The showroom that is to answer.'),
    source: sourceSchema.describe('Where it came from: `website`, `marketplace`, …'),
    upType: z.enum(UP_TYPES).default('internet').describe('How the shopper came.'),
    timeframe: z.enum(TIMEFRAMES).optional().describe('When he wants to buy.'),
    contactMethods: contactMethodsSchema.default([]).describe('How he wants to be reached.'),
    comments: commentsSchema.optional().describe('His words.'),
    budget: budgetSchema.optional().describe('What he means to spend.'),
    vehicles: z.array(newLeadVehicleSchema).max(20).default([]).describe('What it is about.'),
    customerId: idSchema.optional().describe('A known customer.'),
    customer: newCustomerSchema.optional().describe('Or who he says he is.'),
  })
  .refine(({ customer, customerId }) => (customer === undefined) !== (customerId === undefined), {
    path: ['customer'],
    message: 'Give either customer or customerId.',
  })
  .openapi('NewLead', {
    example: {
      showroomId: ID,
      source: 'website',
      timeframe: 'this_week',
      contactMethods: ['phone'],
      vehicles: [{ make: 'Honda', model: 'CR-V', interest: 'test-drive' }],
      customer: { firstName: 'Ann', lastName: 'Lee', email: 'ann.lee@example.com' },
    },
  });

const leadVehicleSchema = z
  .strictObject({
    vehicleId: idSchema.optional().describe('A vehicle of the group.'),
    make: z.string().max(64).describe('Make.'),
    model: z.string().max(64).describe('Model.'),
    year: z.int().min(1900).max(2100).optional().describe('Model year.'),
    interest: z.enum(INTERESTS).describe('What the shopper wants of it.'),
    condition: z.enum(CONDITIONS).optional().describe('Condition.'),
  })
  .openapi('LeadVehicle', { example: { make: 'Honda', model: 'CR-V', interest: 'test-drive' } });

/** Someone's stated interest. */
export const leadSchema = z
  .strictObject({
    id: idSchema.describe('The lead.'),
    customerId: idSchema.describe('Whose it is.'),
    showroomId: idSchema.describe('Who is to answer.'),
    source: z.string().max(64).describe('Where it came from.'),
    upType: z.enum(UP_TYPES).describe('How the shopper came.'),
    status: z.enum(LEAD_STATUSES).describe('How far it has come.'),
    vehicles: z.array(leadVehicleSchema).max(20).describe('What it is about.'),
    budget: budgetSchema.optional().describe('What he means to spend.'),
    timeframe: z.enum(TIMEFRAMES).optional().describe('When he wants to buy.'),
    contactMethods: contactMethodsSchema.describe('How he wants to be reached.'),
    comments: z.string().max(4_000).optional().describe('His words.'),
    assignedTo: idSchema.optional().describe('The rep who has it.'),
    duplicateOf: idSchema.optional().describe('The open lead that it repeats.'),
    requestedAt: instantSchema.describe('When the shopper asked.'),
    receivedAt: instantSchema.describe('When we got it.'),
    respondedAt: instantSchema.optional().describe('When somebody first answered him.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Lead', {
    example: {
      id: ID,
      customerId: ID,
      showroomId: ID,
      source: 'website',
      upType: 'internet',
      status: 'new',
      vehicles: [{ make: 'Honda', model: 'CR-V', interest: 'test-drive' }],
      contactMethods: ['phone'],
      requestedAt: '2026-11-20T15:04:05.000Z',
      receivedAt: '2026-11-20T15:04:05.000Z',
      version: 1,
      _links: { self: { href: `/api/v1/leads/${ID}` } },
    },
  });

const leadReceiptSchema = z
  .strictObject({
    id: idSchema.describe('The lead.'),
    showroomId: idSchema.describe('Who is to answer.'),
    status: z.enum(LEAD_STATUSES).describe('How far it has come.'),
    receivedAt: instantSchema.describe('When we got it.'),
  })
  .openapi('LeadReceipt', {
    example: {
      id: ID,
      showroomId: ID,
      status: 'new',
      receivedAt: '2026-11-20T15:04:05.000Z',
    },
  });

/** Answer of `POST /leads`: the lead, or a receipt for websites and kiosks. */
export const createdLeadSchema = z.union([leadSchema, leadReceiptSchema]);

/** A page of leads. */
export const leadListSchema = listSchema('LeadList', leadSchema);

/** Path of a lead. */
export const leadParams = z.strictObject({ leadId: idSchema.describe('The lead.') });

/** Query of the list of leads. */
export const leadListQuery = z.strictObject({
  ...pageQueryShape,
  showroomId: idSchema.optional().describe('Leads of this showroom.'),
  customerId: idSchema.optional().describe('Leads of this customer.'),
  status: z.enum(LEAD_STATUSES).optional().describe('Leads that have come this far.'),
  source: z.string().min(1).max(64).optional().describe('Leads from here.'),
});

const contributionSchema = z
  .strictObject({
    feature: z.string().max(64).describe('Name of the feature.'),
    value: z
      .union([z.string().max(256), z.number().min(-1e12).max(1e12), z.boolean()])
      .describe('Its value for this lead.'),
    contribution: z.number().min(-1e9).max(1e9).describe('What it adds to the log-odds.'),
  })
  .openapi('ScoreContribution', {
    example: { feature: 'timeframe', value: 'this_week', contribution: 1 },
  });

/** Probability of conversion, and why. */
export const scoreSchema = z
  .strictObject({
    score: z.number().min(0).max(1).describe('0 never, 1 certainly.'),
    source: z.enum(['service', 'model', 'rules']).describe('Who gave it.'),
    modelVersion: z.string().max(64).describe('Version of the model or scorecard.'),
    baseValue: z.number().min(-1e9).max(1e9).describe('Log-odds before any feature.'),
    contributions: z
      .array(contributionSchema)
      .max(1_000)
      .describe('With the base value they add up to the log-odds of the score.'),
    scoredAt: instantSchema.describe('When.'),
    reason: z.string().max(32).optional().describe('Why the scoring service did not give it.'),
  })
  .openapi('LeadScore', {
    example: {
      score: 0.4013,
      source: 'rules',
      modelVersion: 'scorecard-1',
      baseValue: -1.4,
      contributions: [{ feature: 'timeframe', value: 'this_week', contribution: 1 }],
      scoredAt: '2026-11-20T15:04:05.400Z',
    },
  });

import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

extendZodWithOpenApi(z);

/** A UUIDv7, as all ids of ours. */
export const idSchema = z
  .uuid()
  .max(36)
  .describe('A UUIDv7.')
  .openapi({ example: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' });

/** RFC 3339 in UTC with milliseconds, on the wire. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .max(40)
  .describe('An instant, RFC 3339.')
  .openapi({ example: '2026-11-20T15:04:05.000Z' });

/** Integer minor units and an ISO 4217 currency. */
export const moneySchema = z
  .strictObject({
    amount: z.int().min(-1_000_000_000_000).max(1_000_000_000_000).describe('Minor units.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .max(3)
      .describe('ISO 4217.'),
  })
  .describe('An amount of money, in minor units of its currency.')
  .openapi('Money', { example: { amount: 3_499_900, currency: 'USD' } });

/** A point on a floor plan, in metres. */
export const locationSchema = z
  .strictObject({
    floor: z.int().min(-10).max(200).describe('Floor number.'),
    x: z.number().min(0).max(10_000).describe('Metres from the west wall.'),
    y: z.number().min(0).max(10_000).describe('Metres from the south wall.'),
    zone: z.string().min(1).max(64).optional().describe('Name of the zone, if known.'),
  })
  .describe('A point on the plan of a floor.')
  .openapi('Location', { example: { floor: 1, x: 4.2, y: 7.5, zone: 'SUV corner' } });

/** A whole number of a query, in decimal digits: nothing is not 0, and `0x10` or `1e3` is none. */
export function queryIntSchema(min: number, max: number): z.ZodType<number> {
  const toNumber = (value: unknown): unknown =>
    typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return z.preprocess(toNumber, z.int().min(min).max(max));
}

/** `limit` and `cursor` of every list. */
export const pageQueryShape = {
  limit: queryIntSchema(1, 100).default(20).describe('Rows of a page.'),
  cursor: z.string().min(1).max(1_024).optional().describe('Opaque, from `nextCursor`.'),
};

/** What `field[in]=` takes: how many values, how long all of them are, and what is said of them. */
interface SomeOfRule {
  readonly most: number;
  readonly maxLength: number;
  readonly description: string;
  readonly example: string;
}

/** Some values of this pattern, separated by commas. */
export function someOfSchema(value: string, rule: SomeOfRule): z.ZodOptional<z.ZodString> {
  return z
    .string()
    .regex(new RegExp(`^(?:${value})(?:,(?:${value})){0,${rule.most - 1}}$`))
    .max(rule.maxLength)
    .optional()
    .describe(rule.description)
    .openapi({ example: rule.example });
}

/** Version of a contended resource; its `ETag` is the same number in quotes. */
export const versionSchema = z.int().min(1).max(2_147_483_647).describe('Rises by each change.');

/** A link, and the method when it is not GET. */
export const linkSchema = z
  .strictObject({
    href: z.string().max(2_048).describe('URL reference.'),
    method: z.string().max(8).optional().describe('When it is not GET.'),
  })
  .describe('Where to go, and how.')
  .openapi('Link', { example: { href: '/api/v1/vehicles/0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' } });

/** `_links` of a resource, by relation. */
export const linksSchema = z.record(z.string().max(64), linkSchema).describe('By relation.');

/** The body of a list of `item`, and what it says besides. */
export function listSchema(
  name: string,
  item: z.ZodType,
  besides: Readonly<Record<string, z.ZodType>> = {},
): z.ZodType {
  const page = z.strictObject({
    limit: z.int().min(1).max(100).describe('Rows asked for.'),
    hasMore: z.boolean().describe('Whether another page follows.'),
    nextCursor: z.string().max(1_024).optional().describe('Cursor of that page.'),
    total: z.int().min(0).max(1_000_000_000).optional().describe('On `Prefer: count=exact`.'),
  });
  return z
    .strictObject({
      data: z.array(item).max(100).describe('The rows, in the order asked for.'),
      page: page.describe('Where this page stands.'),
      ...besides,
      _links: linksSchema,
    })
    .openapi(name);
}

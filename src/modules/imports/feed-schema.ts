import { idSchema } from '../../http/common-schema.js';
import { z } from 'zod';

/** Query of a feed. */
export const feedQuerySchema = z.strictObject({
  showroomId: idSchema.optional().describe('Of this showroom; of all of the caller’s if absent.'),
  linkTemplate: z
    .string()
    .regex(/^https?:\/\/\S+$/)
    .max(512)
    .optional()
    .describe(
      'Page of a vehicle on the dealer’s site, with `{id}`, `{vin}` or `{stockNumber}`. Without ' +
        'it the links are empty, which Google accepts and Meta does not.',
    )
    .openapi({ example: 'https://dealer.example/cars/{vin}' }),
});

/** A feed; as long as the inventory is. */
export const feedTextSchema = z
  .string()
  .max(2_147_483_647)
  .describe('CSV by RFC 4180, in UTF-8, with a row of column names.')
  .openapi({ example: 'vin,make,model\r\nJM3KFBCM1N0512345,Mazda,CX-5\r\n' });

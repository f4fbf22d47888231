import { z } from 'zod';
import type { Config } from './config.js';

const KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const FORM = 'must be 32 bytes in base64';

/** The keys of what is kept sealed; they outlive those that sign tokens (docs/authentication.md). */
export const dataKeyEnvironmentSchema = z.object({
  DATA_ENCRYPTION_KEY: z
    .string('is missing; make one with: openssl rand -base64 32')
    .regex(KEY, FORM),
  DATA_ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => KEY.test(key)), `${FORM}, several separated by commas`)
    .optional(),
});

/** The key that seals, and those that still open. */
export function toDataEncryptionKeys(
  environment: z.output<typeof dataKeyEnvironmentSchema>,
): Config['dataEncryptionKeys'] {
  const { DATA_ENCRYPTION_KEY: current, DATA_ENCRYPTION_KEY_PREVIOUS: previous } = environment;
  return [current, ...(previous ?? [])];
}

import { z } from 'zod';
import type { MailConfig } from './config.js';
import { certificateFile } from './tls-environment.js';

const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[a-z0-9.-]{1,180}$/iu;

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

/** Where mails go, and where the links in them lead. */
export const mailEnvironmentSchema = z.object({
  MAIL_PROVIDER: z.enum(['log', 'smtp'], 'must be log or smtp').default('log'),
  PUBLIC_URL: z
    .string()
    .refine((text) => hasProtocol(text, ['http:', 'https:']), 'must be an http or https URL')
    .refine((text) => !/[?#]/.test(text), 'must have neither a query nor a fragment')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
});

/** What a mail server needs besides. */
export const smtpEnvironmentSchema = z.object({
  SMTP_URL: z
    .string('is missing; MAIL_PROVIDER=smtp needs it')
    .refine(
      (text) => hasProtocol(text, ['smtp:', 'smtps:']) && new URL(text).hostname !== '',
      'must be of the form smtps://user:password@host:port',
    ),
  SMTP_SSL_CA: certificateFile.optional(),
  MAIL_FROM: z
    .string('is missing; MAIL_PROVIDER=smtp needs it')
    .regex(ADDRESS, 'must be an e-mail address, without a name'),
});

/** The mail server as the environment gives it. */
export function toSmtpConfig(environment: z.output<typeof smtpEnvironmentSchema>): MailConfig {
  const { SMTP_URL: url, MAIL_FROM: from, SMTP_SSL_CA: sslCaFile } = environment;
  const account = { provider: 'smtp' as const, url, from };
  return sslCaFile === undefined ? account : { ...account, sslCaFile };
}

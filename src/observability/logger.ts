import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';
import { currentContext } from './request-context.js';

/** The structured logger that everything uses. */
export type Logger = PinoLogger;

const PERSONAL = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'ticket',
  'authorization',
  'cookie',
  'clientSecret',
  'email',
  'emails',
  'phone',
  'phones',
  'firstName',
  'lastName',
  'customerName',
  'name',
  'comments',
  'address',
  'body',
  'to',
  'from',
] as const;

function redactionPaths(): string[] {
  return PERSONAL.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);
}

/**
 * JSON logs with time, level, request id, trace and principal; personal data and secrets are
 * replaced by path. `destination` is for tests and for asynchronous files.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: (): string => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redactionPaths(), censor: '[redacted]' },
    mixin: contextFields,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function contextFields(): Record<string, string> {
  const context = currentContext();
  if (context === undefined) return {};
  const fields: Record<string, string> = { requestId: context.requestId };
  const traceId = context.traceparent?.split('-')[1];
  if (traceId !== undefined) fields['traceId'] = traceId;
  if (context.organizationId !== undefined) fields['organizationId'] = context.organizationId;
  if (context.principal !== undefined) fields['userId'] = context.principal.userId;
  return fields;
}

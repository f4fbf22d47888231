import { pino } from 'pino';
import type { DestinationStream, LogFn, LoggerOptions, Logger as PinoLogger } from 'pino';
import { actorIdOf } from '../shared/principal.js';
import { redact } from './redact.js';
import { currentContext } from './request-context.js';

/** The structured logger that everything uses. */
export type Logger = PinoLogger;

/**
 * JSON logs with time, level, request id, trace and principal; secrets and personal data are
 * replaced by key at any depth (`redact.ts`; by walking the object, since pino's own paths with
 * wildcards cost fifty times as much). `destination` is for tests and for asynchronous files.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: (): string => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }), log: redact },
    serializers: { err: (error: unknown) => error },
    hooks: { logMethod: withMessage },
    mixin: contextFields,
  };
  const logger = pino(options, destination ?? standardOutput());
  return withRedactedChildren(logger);
}

/** So many bytes, or what has come in so many milliseconds. */
const TOGETHER = { minLength: 16_384, maxWrite: 65_536, periodicFlush: 50 };

let output: DestinationStream | undefined;

/**
 * Lines leave together: handing each to the system by itself costs more than making it. What is
 * not yet written when the process ends is written then; a SIGKILL loses the last moment.
 */
function standardOutput(): DestinationStream {
  output ??= pino.destination({ ...TOGETHER, fd: 1, sync: false });
  return output;
}

/** pino does not pass the bindings of child loggers through any formatter. */
function withRedactedChildren(logger: Logger): Logger {
  const child = logger.child;
  logger.child = function redactedChild(this: Logger, bindings, options) {
    return child.call(this, redact(bindings), options);
  } as Logger['child'];
  return logger;
}

/** Without a message of ours pino would take the error's, which may quote what it was about. */
function withMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [fields, message] = args as [unknown, unknown];
  if (message !== undefined || typeof fields !== 'object' || fields === null) {
    method.apply(this, args);
    return;
  }
  const error: unknown = fields instanceof Error ? fields : Reflect.get(fields, 'err');
  if (error instanceof Error) method.apply(this, [fields, error.name]);
  else method.apply(this, args);
}

function contextFields(): Record<string, string> {
  const context = currentContext();
  if (context === undefined) return {};
  const fields: Record<string, string> = { requestId: context.requestId };
  const traceId = context.traceparent?.split('-')[1];
  if (traceId !== undefined) fields['traceId'] = traceId;
  if (context.organizationId !== undefined) fields['organizationId'] = context.organizationId;
  if (context.principal !== undefined) {
    fields['caller'] = context.principal.kind;
    fields['callerId'] = actorIdOf(context.principal);
  }
  return fields;
}

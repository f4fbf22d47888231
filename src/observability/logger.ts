import { pino } from 'pino';
import type { DestinationStream, LogFn, LoggerOptions, Logger as PinoLogger } from 'pino';
import { actorIdOf } from '../shared/principal.js';
import { redact } from './redact.js';
import { currentContext } from './request-context.js';
import type { RequestContext } from './request-context.js';

/** The structured logger that everything uses. */
export type Logger = PinoLogger;

/**
 * JSON logs with time, level, request id, trace and principal; secrets and personal data are
 * replaced by key at any depth (`redact.ts`; by walking the object, since pino's own paths with
 * wildcards cost fifty times as much). `destination` is for tests and for asynchronous files.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    ...FORM,
    level,
    formatters: { ...FORM.formatters, log: redact },
    serializers: { err: (error: unknown) => error },
    hooks: { logMethod: withMessage },
    mixin: contextFields,
  };
  const logger = pino(options, destination ?? standardOutput());
  return withRedactedChildren(logger);
}

/** One answered request, as it is logged; nothing of it was written by whoever sent it. */
export interface AccessLine {
  readonly context: RequestContext;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** From the request to the end of its answer. */
  readonly milliseconds: number;
  readonly bytes: number;
  /** True when its connection was lost before that end. */
  readonly aborted: boolean;
}

/** Writes lines of answered requests, as severe as their status is. */
export type AccessLog = (line: AccessLine) => void;

/**
 * For the one line that every request costs: where `logger` writes and in the same form, but
 * without looking through its fields for secrets, of which there are none, and for its context.
 */
export function createAccessLog(logger: Logger): AccessLog {
  const plain = pino({ ...FORM, level: logger.level }, destinationOf(logger));
  return ({ context, method, route, status, milliseconds, bytes, aborted }) => {
    const { principal, organizationId, requestId } = context;
    // Written out: to spread objects into one another takes longer than the rest of this.
    const fields = {
      requestId,
      traceId: traceIdOf(context),
      organizationId,
      caller: principal?.kind,
      callerId: principal && actorIdOf(principal),
      method,
      route,
      status,
      ms: Math.round(milliseconds * 10) / 10,
      bytes,
      aborted: aborted ? true : undefined,
    };
    if (status >= 500) plain.error(fields, 'request');
    else if (status >= 400) plain.warn(fields, 'request');
    else plain.info(fields, 'request');
  };
}

const FORM = {
  base: null,
  timestamp,
  formatters: { level: (label: string) => ({ level: label }) },
};

let writtenAt = 0;
let written = '';

/** Of one millisecond there are many lines. */
function timestamp(): string {
  const now = Date.now();
  if (now !== writtenAt) written = `,"time":"${new Date(now).toISOString()}"`;
  writtenAt = now;
  return written;
}

function destinationOf(logger: Logger): DestinationStream {
  return Reflect.get(logger, pino.symbols.streamSym) as DestinationStream;
}

/**
 * So many bytes, or what has come in so many milliseconds. With each line the destination measures
 * anew all that it holds: more than this would cost more than it saves.
 */
const TOGETHER = { minLength: 4_096, maxWrite: 8_192, periodicFlush: 50 };

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
  const traceId = traceIdOf(context);
  if (traceId !== undefined) fields['traceId'] = traceId;
  if (context.organizationId !== undefined) fields['organizationId'] = context.organizationId;
  if (context.principal !== undefined) {
    fields['caller'] = context.principal.kind;
    fields['callerId'] = actorIdOf(context.principal);
  }
  return fields;
}

/** `00-{trace id}-{span id}-{flags}` (W3C Trace Context, level 1). */
const TRACE_ID_AT = 3;
const TRACE_ID_LENGTH = 32;

function traceIdOf({ traceparent }: RequestContext): string | undefined {
  return traceparent?.slice(TRACE_ID_AT, TRACE_ID_AT + TRACE_ID_LENGTH);
}

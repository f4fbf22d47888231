/** What is logged of an error: where and of which kind, never the data it was about. */
export interface SerializedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  /** Frames only: the text of `stack` begins with the message. */
  readonly stack?: string;
  readonly cause?: SerializedError;
}

const DEEPEST_CAUSE = 5;
const EMAIL_ADDRESS = /[^\s@'"<>]{1,64}@[^\s@'"<>]{1,255}/g;
const LONG_NUMBER = /\+?\d[\d\s().-]{6,18}\d/g;

/**
 * Reduces an error to type, code, message, frames and cause. Anything else that hangs on it
 * (request bodies, SQL and its parameters, answers of other services) is left out.
 */
export function serializeError(error: unknown, depth = 0): SerializedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Not an Error was thrown.' };
  const code = codeOf(error);
  const stack = framesOf(error);
  return {
    type: error.name,
    message: messageOf(error),
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack }),
    ...(error.cause === undefined || depth >= DEEPEST_CAUSE
      ? {}
      : { cause: serializeError(error.cause, depth + 1) }),
  };
}

function codeOf(error: Error): string | number | undefined {
  for (const key of ['code', 'errno']) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return driverError(error) === undefined ? undefined : codeOf(driverError(error) ?? error);
}

function framesOf(error: Error): string | undefined {
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return frames === undefined || frames.length === 0 ? undefined : frames.join('\n').trim();
}

function messageOf(error: Error): string {
  if (isAboutSql(error)) return 'A database error; its text is not logged.';
  return error.message.replace(EMAIL_ADDRESS, '[redacted]').replace(LONG_NUMBER, '[redacted]');
}

/** Errors of the driver and of Sequelize quote statements and values in their messages. */
function isAboutSql(error: Error): boolean {
  return 'sqlState' in error || 'sql' in error || driverError(error) !== undefined;
}

function driverError(error: Error): Error | undefined {
  const original: unknown = Reflect.get(error, 'original');
  return original instanceof Error && original !== error ? original : undefined;
}

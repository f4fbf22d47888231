import type { Logger } from './logger.js';

/** The log is given this many milliseconds to be written out before the process ends. */
const FLUSH_MS = 1_000;

/** How the process ends; tests and embedding programs may pass their own. */
export interface CrashHandlers {
  readonly logger: Logger;
  readonly exit?: (code: number) => void;
  /** What a library leaves unhandled although nothing depends on it: logged only. */
  readonly isHarmless?: (reason: unknown) => boolean;
}

/**
 * Logs what nobody caught, flushes the log and ends the process with code 1: after an unhandled
 * rejection its state is not known any more, and a supervisor starts a clean one.
 * Answers a function that takes the handlers away.
 */
export function installCrashHandlers({ logger, exit, isHarmless }: CrashHandlers): () => void {
  const end = exit ?? ((code: number): void => process.exit(code));
  let crashing = false;
  const crash = (event: string) => (reason: unknown) => {
    if (crashing) return;
    crashing = true;
    const err = reason instanceof Error ? reason : new Error('Not an Error was thrown.');
    logger.fatal({ err, event }, 'the process ends because of an error that nobody caught');
    flushed(logger, () => end(1));
  };
  const onUnhandled = crash('unhandledRejection');
  const onRejection = (reason: unknown): void => {
    if (isHarmless?.(reason) === true) logger.warn({ err: reason }, 'nothing depends on this');
    else onUnhandled(reason);
  };
  const onException = crash('uncaughtException');
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}

function flushed(logger: Logger, then: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    then();
  };
  setTimeout(once, FLUSH_MS);
  logger.flush(once);
}

/** When a process began, which tells it from a later one with its number; undefined when it is gone. */
export function identityOf(pid: number): string | undefined;

/** How a process has ended. */
export interface DaemonEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that runs until it is stopped. */
export interface Daemon {
  readonly pid: number;
  /** Resolves when it is gone, whoever ended it. */
  readonly exited: Promise<DaemonEnd>;
  /** With SIGTERM, after the grace with SIGKILL. */
  stop(): Promise<void>;
  /** With SIGKILL. */
  kill(): Promise<void>;
}

/** Starts a process in a session of its own, recorded in a file for a later clean-up. */
export function startDaemon(options: {
  command: string;
  args: readonly string[];
  logFile: string;
  recordFile: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  graceMs?: number;
}): Promise<Daemon>;

/** A private server that runs until it is stopped. */
export interface PrivateServer {
  /** With user and password, ready for DATABASE_URL or REDIS_URL. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Orderly, with SIGTERM; resolves when the process is gone. */
  stop(): Promise<void>;
  /** With SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a MariaDB on the data of `directory`, which is made when missing: started again on the
 * same directory, it has the same data and password. Throws when MariaDB is not installed.
 */
export function startMariaDb(options: {
  directory: string;
  /** Whether a commit is on disk when it is acknowledged; true by default. */
  durable?: boolean;
  port?: number;
  /** Made when missing; `showroom` by default. */
  database?: string;
  /** Further flags for `mariadbd`, which win over ours. */
  flags?: readonly string[];
}): Promise<PrivateServer>;

/** Starts a Redis that keeps nothing on disk. Throws when Redis is not installed. */
export function startRedis(options: {
  directory: string;
  port?: number;
  /** Further lines of its configuration. */
  configuration?: readonly string[];
}): Promise<PrivateServer>;

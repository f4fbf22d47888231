import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDaemon } from '../../../scripts/lib/processes.mjs';
import type { Daemon, DaemonEnd } from '../../../scripts/lib/processes.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';

/** How an instance is started. */
export interface InstanceOptions {
  /** Of the built code. */
  readonly mainFile: string;
  /** Holds its log. */
  readonly directory: string;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** A free one by default. */
  readonly port?: number;
}

const STARTED_WITHIN_MS = 30_000;
/** The promise (P8) is 20 s; whoever takes longer is killed and reported. */
const STOPPED_WITHIN_MS = 25_000;

let starts = 0;

/** A process of the product, as it is deployed: built code, configured by its environment. */
export class ProductProcess {
  private constructor(
    private readonly daemon: Daemon,
    readonly port: number,
    private readonly logFile: string,
    private readonly options: InstanceOptions,
  ) {}

  /** Resolves when it has started; rejects with the end of its log when it has not. */
  static async start(options: InstanceOptions): Promise<ProductProcess> {
    const port = options.port ?? (await freePort());
    starts += 1;
    const file = path.join(options.directory, `${options.name}-${starts}`);
    const daemon = await startDaemon({
      command: process.execPath,
      args: ['--enable-source-maps', options.mainFile],
      logFile: `${file}.log`,
      recordFile: `${file}.process.json`,
      env: { PATH: process.env['PATH'], ...options.env, PORT: String(port) },
      graceMs: STOPPED_WITHIN_MS,
    });
    const instance = new ProductProcess(daemon, port, `${file}.log`, options);
    await instance.started();
    return instance;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The same once more, at the same address, after it has ended. */
  async startAgain(): Promise<ProductProcess> {
    await this.daemon.exited;
    return ProductProcess.start({ ...this.options, port: this.port });
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.daemon.kill();
  }

  /** SIGTERM; answers how it ended. */
  async stop(): Promise<DaemonEnd> {
    await this.daemon.stop();
    return this.daemon.exited;
  }

  /** The end of what it has said. */
  log(lines = 30): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  private async started(): Promise<void> {
    const until = performance.now() + STARTED_WITHIN_MS;
    let ended: DaemonEnd | undefined;
    void this.daemon.exited.then((end) => (ended = end));
    while (performance.now() < until && ended === undefined) {
      if (await this.isStarted()) return;
      await sleep(25);
    }
    await this.daemon.kill();
    throw new Error(`${this.options.name} did not start:\n${this.log()}`);
  }

  private async isStarted(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/startup`, { signal: AbortSignal.timeout(1_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}

/** Where a process stands between its start and its end; read by the probes. */
export class ProcessState {
  #phase: 'starting' | 'running' | 'stopping' = 'starting';

  /** Migrations are applied and every role of the process runs. */
  markStarted(): void {
    if (this.#phase === 'starting') this.#phase = 'running';
  }

  /** The process is to end: no new work, so that a load balancer looks elsewhere. */
  markStopping(): void {
    this.#phase = 'stopping';
  }

  get started(): boolean {
    return this.#phase !== 'starting';
  }

  get stopping(): boolean {
    return this.#phase === 'stopping';
  }
}

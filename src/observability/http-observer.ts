/** One answered request. */
export interface HttpObservation {
  readonly method: string;
  /** The template (`/api/v1/vehicles/{vehicleId}`), or `unmatched`: never the path as sent. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Told of every answer, once it has been sent. */
export interface HttpObserver {
  observe(observation: HttpObservation): void;
}

/** The asking price of a vehicle from one change on. */
export interface PriceChange {
  /** Minor units of `currency`; absent when the vehicle has no price any more. */
  readonly price?: number;
  readonly currency: string;
  readonly changedAt: Date;
  /** The user; absent where that is not known. */
  readonly changedBy?: string;
  /** The version of the vehicle that brought it. */
  readonly vehicleVersion: number;
}

/** Which page of a history; `before` is the version of the last change seen. */
export interface PriceHistoryPage {
  readonly limit: number;
  readonly before?: number | undefined;
}

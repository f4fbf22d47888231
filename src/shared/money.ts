/** An amount in minor units of an ISO 4217 currency (docs/domain.md, Money). */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** A vehicle for sale with its showroom, as feeds need it. */
export interface FeedVehicle {
  readonly id: string;
  readonly vin: string;
  readonly stockNumber: string | null;
  readonly condition: 'new' | 'used' | 'cpo';
  readonly modelYear: number;
  readonly make: string;
  readonly model: string;
  readonly trim: string | null;
  readonly bodyStyle: string | null;
  readonly fuelType: string | null;
  readonly transmission: string | null;
  readonly drivetrain: string | null;
  readonly exteriorColor: string | null;
  readonly interiorColor: string | null;
  readonly mileage: number;
  readonly currency: string;
  /** Minor units. */
  readonly price: number;
  readonly msrp: number | null;
  readonly features: readonly string[];
  readonly photos: readonly FeedPhoto[];
  readonly inStockSince: Date;
  readonly showroomId: string;
  readonly showroomName: string;
  readonly address: FeedAddress | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A picture by an address that can be fetched as it is. */
export interface FeedPhoto {
  readonly url: string;
  readonly alt: string;
}

export interface FeedAddress {
  readonly street?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

/** What a feed is made of. */
export interface FeedQuery {
  /** Of these showrooms; of all if `all`. */
  readonly showroomIds: 'all' | readonly string[];
}

/** One column of a feed. */
export interface FeedColumn {
  readonly name: string;
  readonly value: (vehicle: FeedVehicle, link: string) => string;
}

/** A platform's own form of the inventory. */
export interface FeedFormat {
  readonly fileName: string;
  readonly columns: readonly FeedColumn[];
  /** Columns of the vehicle's own without which the platform refuses a row. */
  readonly required: ReadonlySet<string>;
}

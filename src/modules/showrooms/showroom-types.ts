/** Days of the week, as opening hours name them. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** One stretch of a day, in the showroom's own time: `09:00` to `18:00`; `24:00` is midnight. */
export interface OpeningInterval {
  readonly opens: string;
  readonly closes: string;
}

/** A day that is absent is a day on which the showroom is closed. */
export type OpeningHours = Readonly<
  Partial<Record<Weekday, readonly OpeningInterval[] | undefined>>
>;

/** A rectangular floor; positions on it run from 0 to width (x) and to depth (y), in metres. */
export interface Floor {
  readonly floor: number;
  readonly widthM: number;
  readonly depthM: number;
}

/** A postal address; parts that are not known are absent. */
export interface Address {
  readonly street?: string | undefined;
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
}

/** WGS 84, in degrees. */
export interface GeoPoint {
  readonly lat: number;
  readonly lng: number;
}

/** One rooftop of the dealer group. */
export interface Showroom {
  readonly id: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly address?: Address;
  readonly location?: GeoPoint;
  readonly openingHours: OpeningHours;
  readonly floors: readonly Floor[];
  readonly version: number;
  readonly createdAt: Date;
}

/** What it takes to make a showroom. */
export interface NewShowroom {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly address?: Address | undefined;
  readonly location?: GeoPoint | undefined;
  /** `DEFAULT_OPENING_HOURS` if absent. */
  readonly openingHours?: OpeningHours | undefined;
  /** None if absent: positions cannot be given then. */
  readonly floors?: readonly Floor[] | undefined;
}

/** What changes; a member that is absent stays, `null` removes it. */
export interface ShowroomPatch {
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
  readonly address?: Address | null | undefined;
  readonly location?: GeoPoint | null | undefined;
  readonly openingHours?: OpeningHours | undefined;
  readonly floors?: readonly Floor[] | undefined;
}

const NINE_TO_SIX = [{ opens: '09:00', closes: '18:00' }];

/** Monday to Saturday, nine to six: what a new showroom has until it is told otherwise. */
export const DEFAULT_OPENING_HOURS: OpeningHours = {
  monday: NINE_TO_SIX,
  tuesday: NINE_TO_SIX,
  wednesday: NINE_TO_SIX,
  thursday: NINE_TO_SIX,
  friday: NINE_TO_SIX,
  saturday: NINE_TO_SIX,
};

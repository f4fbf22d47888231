/** Where a customer meets the dealership (docs/domain.md, Customers). */
export const CHANNELS = [
  'web',
  'mobile',
  'kiosk',
  'tablet',
  'phone',
  'email',
  'sms',
  'adf',
] as const;

export type Channel = (typeof CHANNELS)[number];

export type EmailType = 'home' | 'work' | 'other';
export type PhoneType = 'home' | 'work' | 'mobile' | 'other';

/** An e-mail address, lower-cased. */
export interface CustomerEmail {
  readonly address: string;
  readonly type?: EmailType;
  readonly verified: boolean;
}

/** A phone number, E.164. */
export interface CustomerPhone {
  readonly number: string;
  readonly type?: PhoneType;
  readonly verified: boolean;
}

/** What a customer is interested in, in the customer's own words; letter case does not matter. */
export interface Interests {
  readonly makes: readonly string[];
  readonly models: readonly string[];
  readonly bodyStyles: readonly string[];
}

/** Preferences by name, as the channels know them. */
export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** What the customer has agreed to or refused last, per channel and purpose. */
export interface CustomerConsent {
  readonly channel: Channel;
  readonly purpose: string;
  readonly granted: boolean;
  readonly textVersion?: string;
  readonly source?: string;
  readonly recordedAt: string;
}

/** A customer as stored; instants as RFC 3339 text in UTC. */
export interface CustomerRow {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly emails: readonly CustomerEmail[];
  readonly phones: readonly CustomerPhone[];
  readonly preferences: Preferences;
  readonly interests: Interests;
  readonly channels: readonly Channel[];
  readonly consents: readonly CustomerConsent[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** A contact point as somebody gave it, before it is brought into its one form. */
export interface GivenEmail {
  readonly address: string;
  readonly type?: EmailType | undefined;
  readonly verified?: boolean | undefined;
}

/** A contact point as somebody gave it, before it is brought into its one form. */
export interface GivenPhone {
  readonly number: string;
  readonly type?: PhoneType | undefined;
  readonly verified?: boolean | undefined;
}

/** What a new customer may have; one of the two names is needed where staff enter them. */
export interface NewCustomer {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly emails?: readonly GivenEmail[] | undefined;
  readonly phones?: readonly GivenPhone[] | undefined;
  readonly preferences?: Preferences | undefined;
  readonly interests?: Partial<Interests> | undefined;
  /** Where the customer was met first. */
  readonly channel?: Channel | undefined;
}

/** What an intake (lead, visit, chat) knows of a person. */
export interface CustomerIntake {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly channel?: Channel | undefined;
}

/** One page of customers that somebody asks for; contact points in their one form. */
export interface CustomerListQuery {
  readonly filters: CustomerFilters;
  readonly limit: number;
  /** Id of the last customer seen. */
  readonly after?: string;
}

/** Conditions of the list, all of which must hold. */
export interface CustomerFilters {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export const NO_INTERESTS: Interests = { makes: [], models: [], bodyStyles: [] };

/** First and last name, as far as they are known. */
export function displayName(
  customer: Pick<CustomerRow, 'firstName' | 'lastName'>,
): string | undefined {
  const names = [customer.firstName, customer.lastName].filter((name) => name !== null);
  return names.length === 0 ? undefined : names.join(' ');
}

import type { LeadService } from '../../src/modules/leads/index.js';
import type { PlannedCustomer } from './customer-plan.js';
import { usd } from './planned-vehicle.js';
import type { PlannedVehicle } from './planned-vehicle.js';

export type NewLead = Parameters<LeadService['create']>[1];

/** How many leads the demo begins with: one of each of the first customers. */
export const DEMO_LEADS = 20;

type Wish = Pick<NewLead, 'source' | 'upType' | 'timeframe' | 'contactMethods' | 'comments'> & {
  readonly interest: 'buy' | 'lease' | 'test-drive';
  /** In dollars. */
  readonly most?: number;
  readonly tradeIn?: { readonly make: string; readonly model: string; readonly year: number };
  /** About no vehicle of the group. */
  readonly isGeneral?: boolean;
};

/** From the eager to the idle, so that their scores differ. */
const WISHES: readonly Wish[] = [
  {
    source: 'website',
    upType: 'internet',
    timeframe: 'immediately',
    contactMethods: ['phone', 'sms'],
    interest: 'test-drive',
    most: 52_000,
    tradeIn: { make: 'Honda', model: 'CR-V', year: 2017 },
    comments: 'Could I drive it on Saturday morning? I would like to trade in our old one.',
  },
  {
    source: 'marketplace',
    upType: 'internet',
    timeframe: 'this_month',
    contactMethods: ['email'],
    interest: 'buy',
    comments: 'Is it still there?',
  },
  {
    source: 'walk-in',
    upType: 'showroom',
    timeframe: 'this_week',
    contactMethods: ['phone'],
    interest: 'test-drive',
    most: 45_000,
  },
  {
    source: 'newsletter',
    upType: 'campaign',
    timeframe: 'later',
    contactMethods: ['email'],
    interest: 'buy',
    isGeneral: true,
  },
  {
    source: 'phone',
    upType: 'phone',
    timeframe: 'this_week',
    contactMethods: ['phone'],
    interest: 'lease',
    most: 60_000,
    comments: 'Asked for figures of a lease over 36 months with 12,000 miles a year.',
  },
  {
    source: 'website',
    upType: 'internet',
    timeframe: 'three_months',
    contactMethods: ['email', 'sms'],
    interest: 'buy',
  },
  {
    source: 'marketplace',
    upType: 'internet',
    contactMethods: [],
    interest: 'buy',
    isGeneral: true,
  },
];

/** A lead, and whose it is. */
export interface PlannedLead {
  readonly customer: PlannedCustomer;
  /** The vehicle of the group that it is about, by VIN. */
  readonly vin?: string;
  readonly wish: Wish;
}

/** One lead each of the first customers, about a vehicle of theirs if the group has one. */
export function plannedLeads(
  customers: readonly PlannedCustomer[],
  vehicles: readonly PlannedVehicle[],
): readonly PlannedLead[] {
  const offered = vehicles.filter(({ isSold }) => isSold !== true);
  return customers.slice(0, DEMO_LEADS).map((customer, index) => {
    const wish = WISHES[index % WISHES.length];
    if (wish === undefined) throw new Error('There are no wishes.');
    const vehicle = wish.isGeneral === true ? undefined : wanted(customer, offered);
    return vehicle === undefined ? { customer, wish } : { customer, wish, vin: vehicle.vin };
  });
}

function wanted(
  { interests }: PlannedCustomer,
  offered: readonly PlannedVehicle[],
): PlannedVehicle | undefined {
  const { makes = [], models = [] } = interests ?? {};
  const ofMake = offered.filter(({ details }) => makes.includes(details.make));
  return ofMake.find(({ details }) => models.includes(details.model)) ?? ofMake[0];
}

/** What the lead service is given; without a vehicle of the group, the customer's own words. */
export function toNewLead(
  { customer, wish }: PlannedLead,
  ids: { showroomId: string; customerId: string; vehicleId: string | undefined },
): NewLead {
  const { interest, most, tradeIn, isGeneral, ...rest } = wish;
  const { vehicleId, showroomId, customerId } = ids;
  const { makes = [], models = [] } = customer.interests ?? {};
  const [make] = makes;
  const [model] = models;
  const named = make === undefined || model === undefined ? [] : [{ make, model, interest }];
  const about = vehicleId === undefined ? named : [{ vehicleId, interest }];
  const own = tradeIn === undefined ? [] : [{ ...tradeIn, interest: 'trade-in' as const }];
  return {
    ...rest,
    ...(most === undefined ? {} : { budget: { max: usd(most) } }),
    vehicles: [...about, ...own],
    showroomId,
    customerId,
  };
}

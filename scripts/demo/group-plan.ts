import type { NewUser } from '../../src/modules/auth/index.js';
import type { NewShowroom, OpeningHours } from '../../src/modules/showrooms/index.js';
import { DEMO_FLOOR } from './floor-plan.js';

export const GROUP_NAME = 'Lakeside Motors';
const MAIL = 'lakeside.example';

/** Who is asked for to find the group again. */
export const ADMIN = {
  email: `admin@${MAIL}`,
  name: 'Alex Morgan',
  phone: '+13125550100',
} as const;

const NINE_TO_EIGHT = [{ opens: '09:00', closes: '20:00' }];
const NINE_TO_SIX = [{ opens: '09:00', closes: '18:00' }];

const OPENING_HOURS: OpeningHours = {
  monday: NINE_TO_EIGHT,
  tuesday: NINE_TO_EIGHT,
  wednesday: NINE_TO_EIGHT,
  thursday: NINE_TO_EIGHT,
  friday: NINE_TO_SIX,
  saturday: NINE_TO_SIX,
};

/** The two showrooms, the oldest first. */
export const SHOWROOMS: readonly NewShowroom[] = [
  {
    name: 'Lakeside Motors Downtown',
    timeZone: 'America/Chicago',
    currency: 'USD',
    address: {
      street: '1200 Example Avenue',
      city: 'Chicago',
      region: 'IL',
      postalCode: '60607',
      country: 'US',
    },
    location: { lat: 41.8781, lng: -87.6298 },
    openingHours: OPENING_HOURS,
    floors: [DEMO_FLOOR],
  },
  {
    name: 'Lakeside Motors North Shore',
    timeZone: 'America/Chicago',
    currency: 'USD',
    address: {
      street: '45 Example Road',
      city: 'Evanston',
      region: 'IL',
      postalCode: '60201',
      country: 'US',
    },
    location: { lat: 42.0451, lng: -87.6877 },
    openingHours: OPENING_HOURS,
    floors: [DEMO_FLOOR],
  },
];

/** Manager and reps of the first showroom, the reps in the order of the up list. */
export const STAFF: ReadonlyArray<Omit<NewUser, 'password' | 'showroomIds'>> = [
  { email: `manager@${MAIL}`, name: 'Maria Santos', role: 'sales_manager', phone: '+13125550101' },
  { email: `rep1@${MAIL}`, name: 'Daniel Kim', role: 'sales_rep', phone: '+13125550111' },
  { email: `rep2@${MAIL}`, name: 'Priya Nair', role: 'sales_rep', phone: '+13125550112' },
  { email: `rep3@${MAIL}`, name: 'Tom Becker', role: 'sales_rep', phone: '+13125550113' },
  { email: `rep4@${MAIL}`, name: 'Aisha Johnson', role: 'sales_rep', phone: '+13125550114' },
  { email: `rep5@${MAIL}`, name: 'Luis Herrera', role: 'sales_rep', phone: '+13125550115' },
];

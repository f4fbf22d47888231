import type { NewCustomer } from '../../src/modules/customers/index.js';

type Interested = readonly [
  makes: readonly string[],
  models: readonly string[],
  types: readonly string[],
];

/** First name, last name, what the customer is interested in. */
const PEOPLE: ReadonlyArray<readonly [string, string, Interested]> = [
  ['Emily', 'Carter', [['Toyota'], ['RAV4'], ['SUV']]],
  ['James', 'Walker', [['Ford'], ['F-150'], ['Truck']]],
  ['Sofia', 'Ramirez', [['Honda', 'Mazda'], ['CR-V', 'CX-5'], ['SUV']]],
  ['Michael', 'Chen', [['BMW'], ['3 Series'], ['Sedan']]],
  ['Olivia', 'Brooks', [['Subaru'], ['Outback'], ['Wagon']]],
  ['Noah', 'Patel', [['Tesla', 'Hyundai'], ['Model Y', 'IONIQ 5'], ['SUV']]],
  ['Grace', 'Okafor', [['Kia'], ['Telluride'], ['SUV']]],
  ['Ethan', 'Novak', [['Jeep'], ['Wrangler'], ['SUV']]],
  ['Hannah', 'Fischer', [['Volkswagen', 'Audi'], ['Tiguan', 'Q5'], ['SUV']]],
  ['Lucas', 'Moreau', [['Ford'], ['Mustang'], ['Coupe']]],
  ['Chloe', 'Bennett', [['Honda'], ['Odyssey'], ['Minivan']]],
  ['Omar', 'Haddad', [['Mercedes-Benz'], ['GLC', 'GLE'], ['SUV']]],
  ['Isabella', 'Rossi', [['Mazda'], ['MX-5 Miata'], ['Convertible']]],
  ['William', 'Turner', [['Chevrolet', 'GMC'], ['Silverado 1500', 'Sierra 1500'], ['Truck']]],
  ['Mia', 'Larsson', [['Volvo'], ['XC60', 'XC90'], ['SUV']]],
  ['Jacob', 'Reyes', [['Toyota'], ['Tacoma'], ['Truck']]],
  ['Ava', 'Sullivan', [['Lexus'], ['RX 350'], ['SUV']]],
  ['Benjamin', 'Adler', [['Honda', 'Hyundai'], ['Civic', 'Elantra'], ['Sedan']]],
  ['Nora', 'Lindqvist', [['Acura'], ['MDX'], ['SUV']]],
  ['Samuel', 'Osei', [['RAM'], ['1500'], ['Truck']]],
  ['Leah', 'Goldberg', [['Toyota'], ['Camry'], ['Sedan']]],
  ['Henry', 'Nguyen', [['Nissan'], ['Rogue'], ['SUV']]],
  ['Zoe', 'Anderson', [['Cadillac'], ['Lyriq'], ['SUV']]],
  ['Gabriel', 'Costa', [['Kia', 'Nissan'], ['K5', 'Altima'], ['Sedan']]],
  ['Ruth', 'Campbell', [[], [], ['Hatchback', 'Sedan']]],
];

const CHANNELS = ['web', 'phone', 'web', 'kiosk', 'email'] as const;

/** A customer of the demo; the address is how he is found again. */
export type PlannedCustomer = NewCustomer & { readonly email: string };

/** Customers with addresses and numbers that belong to nobody. */
export function plannedCustomers(): readonly PlannedCustomer[] {
  return PEOPLE.map(([firstName, lastName, [makes, models, bodyStyles]], index) => {
    const email = `${firstName}.${lastName}@example.com`.toLowerCase();
    const number = `+1312555${String(120 + index).padStart(4, '0')}`;
    return {
      email,
      firstName,
      lastName,
      emails: [{ address: email, type: 'home' }],
      phones: [{ number, type: 'mobile' }],
      interests: { makes, models, bodyStyles },
      channel: CHANNELS[index % CHANNELS.length],
    };
  });
}

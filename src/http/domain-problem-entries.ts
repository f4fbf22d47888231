import { IMPORT_PROBLEM_ENTRIES } from './import-problem-entries.js';
import type { ProblemEntry } from './problem-entry.js';
import { USER_PROBLEM_ENTRIES } from './user-problem-entries.js';

const READ_AGAIN = 'Read the resource again and decide on its present state.';
const CORRECT_FIELD = 'Correct the field that `errors` points to and send the request again.';

const SECOND_FACTORS: Readonly<Record<string, ProblemEntry>> = {
  wrong_password: {
    title: 'Wrong password',
    meaning: 'The password that was to be proved again is not the one of the caller.',
    remedy: CORRECT_FIELD,
  },
  wrong_code: {
    title: 'Wrong code',
    meaning: 'The code is wrong or too old, or was used before.',
    remedy: 'Wait for the next code of the app, or take another recovery code.',
  },
  totp_not_enrolled: {
    title: 'No enrolment',
    meaning: 'No enrolment of a second factor is under way, or its ten minutes are over.',
    remedy: 'Begin one by `POST /auth/totp/enrolment`.',
  },
  totp_already_enabled: {
    title: 'Second factor enabled already',
    meaning: 'The caller has a second factor already.',
    remedy: 'Disable it first, if it is to be replaced.',
  },
  totp_not_enabled: {
    title: 'No second factor',
    meaning: 'The caller has no active second factor.',
    remedy: 'Enrol and activate one first.',
  },
};

const API_CLIENTS: Readonly<Record<string, ProblemEntry>> = {
  api_client_not_found: {
    title: 'No such API client',
    meaning: 'The program does not exist, was deleted, or belongs to another organization.',
    remedy: 'Look it up by `GET /api-clients`.',
  },
  unknown_scope: {
    title: 'Scope unknown',
    meaning: 'No operation that is open to integrations has this scope.',
    remedy: CORRECT_FIELD,
  },
};

const TOKEN_ENDPOINT: Readonly<Record<string, ProblemEntry>> = {
  invalid_request: {
    title: 'Token request not valid',
    meaning: 'A parameter is missing, given twice, or not in its form (RFC 6749, section 5.2).',
    remedy: 'Send `grant_type` and the credentials once, in one way.',
  },
  invalid_client: {
    title: 'Client not known',
    meaning: 'The client or its secret is not known, or not any more.',
    remedy: 'Check both; an administrator makes a new secret.',
  },
  invalid_scope: {
    title: 'Scope not granted',
    meaning: 'The client does not have a scope that is asked for.',
    remedy: 'Ask for scopes that it has, or leave `scope` out.',
  },
  unsupported_grant_type: {
    title: 'Grant type not supported',
    meaning: 'The token endpoint takes `client_credentials` alone.',
    remedy: 'Send `grant_type=client_credentials`; people log in by `POST /auth/login`.',
  },
};

const SHOWROOMS: Readonly<Record<string, ProblemEntry>> = {
  unknown_time_zone: {
    title: 'Unknown time zone',
    meaning: 'No IANA time zone has this name.',
    remedy: 'Send a name such as `America/Chicago`.',
  },
  unknown_currency: {
    title: 'Unknown currency',
    meaning: 'No currency has this ISO 4217 code.',
    remedy: 'Send a code such as `USD`.',
  },
  invalid_opening_hours: {
    title: 'Opening hours not valid',
    meaning: 'Hours of one day end before they begin, or overlap.',
    remedy: CORRECT_FIELD,
  },
  duplicate_floor: {
    title: 'Duplicate floor',
    meaning: 'The same floor number is given twice.',
    remedy: CORRECT_FIELD,
  },
};

const VEHICLES: Readonly<Record<string, ProblemEntry>> = {
  vin_already_exists: {
    title: 'VIN already exists',
    meaning: 'The inventory has a vehicle with this VIN.',
    remedy: 'Change that vehicle instead of creating another.',
  },
  external_id_already_exists: {
    title: 'External id already exists',
    meaning: 'The inventory has a vehicle with this external id.',
    remedy: 'Change that vehicle, or choose another external id.',
  },
  stock_number_already_exists: {
    title: 'Stock number already exists',
    meaning: 'The inventory has a vehicle with this stock number.',
    remedy: 'Choose another stock number.',
  },
  invalid_status_transition: {
    title: 'Status cannot follow',
    meaning: 'A vehicle cannot go from its present status to this one.',
    remedy: READ_AGAIN,
  },
  not_a_vin: {
    title: 'Not a VIN',
    meaning:
      'The text is not a vehicle identification number: 17 letters and digits without I, O and Q.',
    remedy: 'Read it again from the vehicle or its papers.',
  },
  vin_check_digit_wrong: {
    title: 'VIN check digit wrong',
    meaning: 'Position 9 of a North American VIN does not fit the other characters.',
    remedy: 'Check the VIN on the vehicle itself.',
  },
  displayed_without_position: {
    title: 'Displayed without position',
    meaning: 'A vehicle on display needs a position on a floor.',
    remedy: 'Send `position` too, or take it off display.',
  },
  position_outside_floor: {
    title: 'Position outside of the floor',
    meaning: 'The showroom has no such floor, or the position lies beyond its walls.',
    remedy: 'Send metres within `floors` of the showroom.',
  },
  currency_mismatch: {
    title: 'Currency mismatch',
    meaning: "An amount is not in the showroom's currency.",
    remedy: "Send all amounts in the showroom's currency.",
  },
};

const HOLDS: Readonly<Record<string, ProblemEntry>> = {
  vehicle_already_held: {
    title: 'Vehicle already held',
    meaning: 'The vehicle has a live hold.',
    remedy: 'Choose another vehicle, or wait until the hold is over.',
  },
  vehicle_not_available: {
    title: 'Vehicle not available',
    meaning: 'The vehicle is in transit, sold or withdrawn, and cannot be held.',
    remedy: READ_AGAIN,
  },
  hold_ended: {
    title: 'Hold ended',
    meaning: 'The hold is over: released, expired, or ended with the vehicle itself.',
    remedy: 'Hold the vehicle again, if it is available.',
  },
  hold_until_out_of_range: {
    title: 'End of hold out of range',
    meaning: 'The hold would end in the past, or more than seven days from now.',
    remedy: CORRECT_FIELD,
  },
  not_your_hold: {
    title: 'Not your hold',
    meaning: 'The hold was made by somebody else, and you do not manage the showroom.',
    remedy: 'Ask whoever made it, or a manager.',
  },
  hold_showroom_required: {
    title: 'Showroom of the hold required',
    meaning: 'The vehicle is in none of your showrooms, and you have several.',
    remedy: 'Send `showroomId`: the showroom for which it is to be held.',
  },
  lead_of_another_showroom: {
    title: 'Lead of another showroom',
    meaning: 'The lead is of a showroom that you have no access to.',
    remedy: 'Name a lead of your own showrooms, or none.',
  },
  lead_of_another_customer: {
    title: 'Lead of another customer',
    meaning: 'The lead that is named was not made for the customer that is named.',
    remedy: 'Name one of the two.',
  },
  vehicle_in_transfer: {
    title: 'Vehicle in transfer',
    meaning: 'The vehicle is on its way to another showroom of the group.',
    remedy: 'Hold it for that showroom, or choose another vehicle.',
  },
  invalid_transfer_transition: {
    title: 'Status of the transfer cannot follow',
    meaning: 'A transfer cannot go from its present status to this one.',
    remedy: READ_AGAIN,
  },
  not_your_transfer: {
    title: 'Not your transfer',
    meaning: 'This step is for managers of the other showroom, or for whoever asked.',
    remedy: 'Ask one of them.',
  },
};

const LEADS: Readonly<Record<string, ProblemEntry>> = {
  vehicle_not_named: {
    title: 'Vehicle not named',
    meaning: 'A wanted vehicle has neither an id nor make and model.',
    remedy: CORRECT_FIELD,
  },
  not_scored_yet: {
    title: 'Not scored yet',
    meaning: 'The lead exists, but its first score has not been computed.',
    remedy: 'Ask again in a moment, or have it scored with `POST /api/v1/leads/{leadId}/score`.',
  },
};

const FLOOR: Readonly<Record<string, ProblemEntry>> = {
  visit_not_open: {
    title: 'No open visit',
    meaning: 'The customer has no open visit in this showroom.',
    remedy: 'Report `CUSTOMER_ENTERED` first.',
  },
  visit_closed: {
    title: 'Visit closed',
    meaning: 'The visit is over.',
    remedy: 'Report `CUSTOMER_ENTERED` when the customer comes again.',
  },
  visit_of_another_customer: {
    title: 'Visit of another customer',
    meaning: 'The visit and the customer that are named do not belong together.',
    remedy: 'Name one of them only.',
  },
  visit_already_identified: {
    title: 'Visit already identified',
    meaning: 'The visit belongs to another customer already.',
    remedy: READ_AGAIN,
  },
  customer_already_visiting: {
    title: 'Customer already visiting',
    meaning: 'The customer has another open visit in this showroom.',
    remedy: 'Work with that visit.',
  },
  invalid_window: {
    title: 'Window impossible',
    meaning: 'The window of a heatmap is empty, too long, in the future, or no longer kept.',
    remedy: 'Ask for at most 31 days, of the last 93.',
  },
  occurred_in_future: {
    title: 'In the future',
    meaning: 'The activity is said to have happened later than now.',
    remedy: 'Check the clock of the device, or leave `occurredAt` out.',
  },
  occurred_too_long_ago: {
    title: 'Too long ago',
    meaning: 'The activity is said to have happened more than seven days ago.',
    remedy: 'Check the clock of the device, or leave `occurredAt` out.',
  },
  rep_not_checked_in: {
    title: 'Rep not checked in',
    meaning: 'The sales rep is not checked in at this showroom.',
    remedy: 'Choose another rep, or let this one check in.',
  },
  rep_not_available: {
    title: 'Rep not available',
    meaning: 'The sales rep is with another customer.',
    remedy: 'Choose another rep, or wait.',
  },
  visit_not_assigned: {
    title: 'Visit not assigned',
    meaning: 'Nobody is assigned to this visit, so nobody can accept or decline it.',
    remedy: READ_AGAIN,
  },
  not_your_assignment: {
    title: 'Not your assignment',
    meaning: 'The visit is assigned to somebody else.',
    remedy: 'Leave it to them, or have a manager assign it to you.',
  },
  not_your_availability: {
    title: 'Not your availability',
    meaning: 'A sales rep may check in, pause and check out only themselves.',
    remedy: 'Ask a manager.',
  },
};

const TEST_DRIVES: Readonly<Record<string, ProblemEntry>> = {
  slot_taken: {
    title: 'Slot taken',
    meaning: 'The vehicle or the sales rep has another test drive in this time.',
    remedy: 'Choose another time, vehicle or rep.',
  },
};

const PASSWORDS: Readonly<Record<string, ProblemEntry>> = {
  current_password_wrong: {
    title: 'Current password wrong',
    meaning: 'What was given as the present password is another one.',
    remedy: 'Give the present password, or ask for a new one by mail.',
  },
  password_too_common: {
    title: 'Password too common',
    meaning: 'The password is on a list of those that are tried first.',
    remedy: 'Choose another one; several words that have nothing to do with each other are good.',
  },
  password_too_personal: {
    title: 'Password too personal',
    meaning: 'The password is the address of the user, or the name of the dealer or the product.',
    remedy: 'Choose one that nobody can know.',
  },
  token_used_up: {
    title: 'Token used up',
    meaning: 'The token is unknown, was used or replaced by a newer one, or has expired.',
    remedy: 'Ask for a new one.',
  },
};

/** The codes of the business itself. */
export const DOMAIN_PROBLEM_ENTRIES: Readonly<Record<string, ProblemEntry>> = {
  ...USER_PROBLEM_ENTRIES,
  ...SECOND_FACTORS,
  ...API_CLIENTS,
  ...TOKEN_ENDPOINT,
  ...PASSWORDS,
  ...SHOWROOMS,
  ...VEHICLES,
  ...IMPORT_PROBLEM_ENTRIES,
  ...HOLDS,
  ...LEADS,
  ...FLOOR,
  ...TEST_DRIVES,
};

import { IMPORT_PROBLEM_ENTRIES } from './import-problem-entries.js';
import type { ProblemEntry } from './problem-entry.js';
import { VEHICLE_PROBLEM_ENTRIES } from './vehicle-problem-entries.js';
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
  ...VEHICLE_PROBLEM_ENTRIES,
  ...IMPORT_PROBLEM_ENTRIES,
  ...LEADS,
  ...FLOOR,
  ...TEST_DRIVES,
};

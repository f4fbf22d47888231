import type { ProblemEntry } from './problem-entry.js';

const READ_AGAIN = 'Read the resource again and decide on its present state.';
const CORRECT_FIELD = 'Correct the field that `errors` points to and send the request again.';

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

/** The codes of vehicles, their holds and transfers. */
export const VEHICLE_PROBLEM_ENTRIES: Readonly<Record<string, ProblemEntry>> = {
  ...VEHICLES,
  ...HOLDS,
};

import type { ProblemEntry } from './problem-entry.js';

const CORRECT_FIELD = 'Correct the field that `errors` points to and send the request again.';

/** Of those who work at the dealership. */
export const USER_PROBLEM_ENTRIES: Readonly<Record<string, ProblemEntry>> = {
  email_taken: {
    title: 'E-mail address taken',
    meaning: 'A user with this e-mail address exists.',
    remedy: 'Use another address, or the user who has it.',
  },
  invalid_phone: {
    title: 'Phone number not valid',
    meaning: 'The text is not a phone number that can be dialled.',
    remedy: 'Send it with its country code, for instance `+13125550123`.',
  },
  user_forbidden: {
    title: 'Not a user whom you answer for',
    meaning: 'The user works elsewhere, or has rights that you do not have.',
    remedy: 'Ask an administrator.',
  },
  own_rights: {
    title: 'Own rights',
    meaning: 'Nobody changes what he himself may do.',
    remedy: 'Ask another administrator.',
  },
  role_forbidden: {
    title: 'Role not yours to give',
    meaning: 'Sales managers make sales reps only.',
    remedy: 'Ask an administrator.',
  },
  last_admin: {
    title: 'Last administrator',
    meaning: 'Without this user nobody could administer the dealer group.',
    remedy: 'Make another user an administrator first.',
  },
  user_disabled: {
    title: 'User disabled',
    meaning: 'The user cannot log in, whatever he knows.',
    remedy: 'Let the user in again first: `disabled: false`.',
  },
  password_already_set: {
    title: 'Password already set',
    meaning: 'The user has chosen a password, so there is nothing to be invited to.',
    remedy: 'Have an administrator reset the password, if it was forgotten.',
  },
  showroom_required: {
    title: 'Showroom required',
    meaning: 'A sales manager answers for reps of his showrooms, and names none.',
    remedy: CORRECT_FIELD,
  },
  admin_with_showrooms: {
    title: 'Administrator with showrooms',
    meaning: 'Administrators have access to all showrooms, so none can be given.',
    remedy: 'Leave `showroomIds` out.',
  },
};

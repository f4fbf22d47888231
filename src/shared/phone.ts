import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';

/** E.164 form of a phone number, or undefined if it is none; `country` reads national forms. */
export function toE164(text: string, country: CountryCode = 'US'): string | undefined {
  const parsed = parsePhoneNumberFromString(text, country);
  return parsed?.isPossible() === true ? parsed.number : undefined;
}

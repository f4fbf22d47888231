import { dictionary } from '@zxcvbn-ts/language-common';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-types.js';

/** What is wrong with a password that somebody has chosen. */
export type PasswordFault = 'password_length' | 'password_too_common' | 'password_too_personal';

/** What a password must not be made of. */
export interface PasswordContext {
  readonly email: string;
  readonly organizationName?: string | undefined;
}

/** Shorter ones are refused for their length. */
const COMMON: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].filter((password) => password.length >= SHORTEST_PASSWORD),
);

/** How the product is called. */
const PRODUCT_NAMES: readonly string[] = ['showroom', 'showroom sales'];

/** One form of a password, however its accents were typed (Unicode NFC). */
export function normalizePassword(password: string): string {
  return password.normalize('NFC');
}

/** True for 8 to 128 characters, counted as code points. */
export function isPasswordLong(password: string): boolean {
  const { length } = Array.from(normalizePassword(password));
  return length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD;
}

/**
 * Why a password must not be chosen, if so (NIST SP 800-63B, section 5.1.1.2): its length, a list
 * of those that everybody tries, or that it is the person's address or the name of the dealer or
 * the product, digits and punctuation around it aside. There are no rules of composition.
 */
export function passwordFault(password: string, about: PasswordContext): PasswordFault | undefined {
  if (!isPasswordLong(password)) return 'password_length';
  const folded = password.normalize('NFKC').toLowerCase();
  if (isPersonal(folded, about)) return 'password_too_personal';
  return COMMON.has(folded) ? 'password_too_common' : undefined;
}

function isPersonal(folded: string, { email, organizationName = '' }: PasswordContext): boolean {
  const [localPart = ''] = email.split('@');
  const words = [email, localPart, organizationName, ...PRODUCT_NAMES];
  const bare = withoutTrimmings(folded);
  return words.some((word) => {
    const foldedWord = word.normalize('NFKC').toLowerCase();
    return foldedWord !== '' && (folded === foldedWord || isSame(bare, foldedWord));
  });
}

function isSame(bare: string, word: string): boolean {
  const bareWord = withoutTrimmings(word);
  return bareWord !== '' && bare === bareWord;
}

/** Letters, and digits between them. */
function withoutTrimmings(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^\p{N}+/u, '')
    .replace(/\p{N}+$/u, '');
}

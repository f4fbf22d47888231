import { createHash, randomInt } from 'node:crypto';

/** How many a user is given at once. */
export const RECOVERY_CODE_COUNT = 10;

/** Crockford's base32: no I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 125 random bits each: from 112 on, a plain hash keeps them (ASVS 5.0, 6.5.2). */
const CODE_LENGTH = 25;
const GROUP = /.{5}(?=.)/g;
const CANONICAL = new RegExp(`^[${ALPHABET}]{${CODE_LENGTH}}$`);

/** A full set of different codes, to be shown once: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`. */
export function newRecoveryCodes(): readonly string[] {
  const codes = new Set<string>();
  while (codes.size < RECOVERY_CODE_COUNT) codes.add(newCode());
  return [...codes];
}

function newCode(): string {
  const characters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(32)]);
  return characters.join('').replaceAll(GROUP, '$&-');
}

/** What is stored of a code that somebody types; undefined when it cannot be one. */
export function hashRecoveryCode(typed: string): Buffer | undefined {
  const code = canonical(typed);
  if (!CANONICAL.test(code)) return undefined;
  return createHash('sha256').update(code).digest();
}

/** As Crockford reads it: in any case, with or without hyphens, O for 0, I and L for 1. */
function canonical(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

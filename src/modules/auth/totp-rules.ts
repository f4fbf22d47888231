import { Secret, TOTP } from 'otpauth';

/** Seconds that one code lasts (RFC 6238, 4.1). */
export const STEP_SECONDS = 30;

const SECRET_BYTES = 20;
const ISSUER = 'Showroom Sales';
/** What authenticator apps all know: they ignore other values. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: STEP_SECONDS };
/** One step late for who types slowly, one early for a clock that is ahead (RFC 6238, 5.2 and 6). */
const SKEWS = [1, 0, -1];
const CODE = /^[0-9]{6}$/;
const MINUTE_MS = 60_000;
const ENROLMENT_MS = 10 * MINUTE_MS;

/** A new secret in base32: 160 random bits, as long as the hash (RFC 4226, 4). */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads as a QR code, for the account of that e-mail address. */
export function otpauthUrl(secret: string, email: string): string {
  return new TOTP({ ...PARAMETERS, secret, issuer: ISSUER, label: email }).toString();
}

/** The time step that is under way: 30 s each since 1970. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / (STEP_SECONDS * 1_000));
}

/**
 * The time step of a code that is good now, from one step ago to one ahead; undefined when there
 * is none, or none later than the last one accepted: a code opens once (RFC 6238, 5.2).
 */
export function judgeTotp(
  { secret, lastStep }: { readonly secret: string; readonly lastStep: number | null },
  typed: string,
  now: Date,
): number | undefined {
  const code = typed.replaceAll(' ', '');
  if (!CODE.test(code)) return undefined;
  const totp = new TOTP({ ...PARAMETERS, secret });
  const present = stepAt(now);
  // The latest of several that match: otherwise the code would be good for another one.
  return SKEWS.map((skew) => present + skew)
    .filter((step) => lastStep === null || step > lastStep)
    .find((step) => matches(totp, code, step));
}

function matches(totp: TOTP, code: string, step: number): boolean {
  const timestamp = step * STEP_SECONDS * 1_000;
  return totp.validate({ token: code, timestamp, window: 0 }) === 0;
}

/** Until when an enrolment that begins now can be activated. */
export function enrolmentEnd(now: Date): Date {
  return new Date(now.getTime() + ENROLMENT_MS);
}

import type { SecondFactorState, TotpEnrolment } from './second-factor-types.js';

/** Where a user finds his second factor. */
export const SECOND_FACTOR_PATH = '/api/v1/auth/totp';

/** The JSON form of what a user is told about his second factor. */
export function presentSecondFactor(state: SecondFactorState): object {
  const { enabled, recoveryCodesLeft, activatedAt } = state;
  return {
    enabled,
    recoveryCodesLeft,
    ...(activatedAt === undefined ? {} : { activatedAt: activatedAt.toISOString() }),
    _links: { self: { href: SECOND_FACTOR_PATH }, ...actions(enabled) },
  };
}

function actions(enabled: boolean): object {
  const to = (name: string): object => ({ href: `${SECOND_FACTOR_PATH}/${name}`, method: 'POST' });
  if (!enabled) return { enrolment: to('enrolment') };
  return { 'recovery-codes': to('recovery-codes'), disable: to('disable') };
}

/** The JSON form of a secret that waits for its first code. */
export function presentEnrolment({ secret, otpauthUrl, expiresAt }: TotpEnrolment): object {
  return { secret, otpauthUrl, expiresAt: expiresAt.toISOString() };
}

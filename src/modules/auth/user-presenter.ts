import { callerTypeOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { IssuedToken } from './one-time-tokens.js';
import { statusOf } from './user-account.js';
import type { NewAccount, UserAccount } from './user-account.js';
import { mayChangeUser } from './user-policy.js';

/** Where an account is read. */
export function userHref(userId: string): string {
  return `/api/v1/users/${userId}`;
}

/** The JSON form of an account, with the links that this caller may follow. */
export function presentAccount(account: UserAccount, principal: Principal): object {
  const { id, email, name, phone, role, showroomIds, disabledAt, version, createdAt } = account;
  return {
    ...{ id, email, name, role, showroomIds, version },
    ...(phone === undefined ? {} : { phone }),
    status: statusOf(account),
    createdAt: createdAt.toISOString(),
    ...(disabledAt === undefined ? {} : { disabledAt: disabledAt.toISOString() }),
    _links: linksOf(account, principal),
  };
}

/** The same of an account that was just made, with the invitation, if there is one. */
export function presentNewAccount(made: NewAccount, principal: Principal): object {
  const { account, invitation } = made;
  return {
    ...presentAccount(account, principal),
    ...(invitation === undefined ? {} : { invitation: presentToken(invitation) }),
  };
}

/** The JSON form of a token, for the one who asked for it. */
export function presentToken({ token, expiresAt }: IssuedToken): object {
  return { token, expiresAt: expiresAt.toISOString() };
}

function linksOf(account: UserAccount, principal: Principal): object {
  const href = userHref(account.id);
  if (!mayChangeUser(principal, account)) return { self: { href } };
  return {
    self: { href },
    update: { href, method: 'PATCH' },
    ...(statusOf(account) === 'invited'
      ? { invitation: { href: `${href}/invitation`, method: 'POST' } }
      : {}),
    ...recoveryLinks(account, principal),
  };
}

function recoveryLinks(account: UserAccount, principal: Principal): object {
  const isSelf = principal.kind === 'user' && principal.userId === account.id;
  if (isSelf || callerTypeOf(principal) !== 'admin') return {};
  const href = userHref(account.id);
  const passwordReset = { href: `${href}/password-reset`, method: 'POST' };
  return {
    ...(account.disabledAt === undefined ? { 'password-reset': passwordReset } : {}),
    'totp-reset': { href: `${href}/totp/reset`, method: 'POST' },
  };
}

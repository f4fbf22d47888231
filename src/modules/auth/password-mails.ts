import type { NewMail } from '../../mail/mail-outbox.js';
import type { IssuedToken } from './one-time-tokens.js';

const DAY_MS = 86_400_000;

/** Where the links in mails lead; without it, mails carry the code to type in. */
export type PublicUrl = string | undefined;

/** To somebody who forgot his password, or whom somebody else takes for that. */
export function resetMail(to: string, issued: IssuedToken, publicUrl: PublicUrl): NewMail {
  const text = [
    'Somebody has asked for a new password for your account. If it was you, choose one within',
    '60 minutes:',
    '',
    wayIn('password-reset', issued, publicUrl),
    '',
    'If it was not you, there is nothing to do: your password stays as it is.',
  ];
  return {
    ...{ kind: 'password_reset', to, subject: 'Choose a new password' },
    ...{ text: asText(text), expiresAt: issued.expiresAt },
  };
}

/** To somebody for whom an account was made. */
export function invitationMail(to: string, issued: IssuedToken, publicUrl: PublicUrl): NewMail {
  const text = [
    'An account of your dealership was made for you. Choose a password within 7 days:',
    '',
    wayIn('invitation', issued, publicUrl),
    '',
    `You log in with this e-mail address: ${to}`,
  ];
  return {
    ...{ kind: 'invitation', to, subject: 'Your account' },
    ...{ text: asText(text), expiresAt: issued.expiresAt },
  };
}

/** To somebody whose password has changed, in case it was not he who did it. */
export function changedMail(to: string, changedAt: Date): NewMail {
  const text = [
    `The password of your account was changed at ${changedAt.toISOString()}, and sessions were`,
    'ended.',
    '',
    'If it was not you, ask for a new password at once, and tell your administrator.',
  ];
  return {
    ...{ kind: 'password_changed', to, subject: 'Your password was changed' },
    ...{ text: asText(text), expiresAt: new Date(changedAt.getTime() + DAY_MS) },
  };
}

/** The token stands behind `#`: what does so is not sent to servers, nor written into their logs. */
function wayIn(page: string, { token }: IssuedToken, publicUrl: PublicUrl): string {
  return publicUrl === undefined ? `Your code: ${token}` : `${publicUrl}/${page}#token=${token}`;
}

function asText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

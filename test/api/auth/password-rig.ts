import type { Response } from 'supertest';
import type { IssuedToken } from '../../../src/modules/auth/index.js';
import { asOrganization } from '../../../src/observability/request-context.js';
import { freshKey } from '../../support/test-app.js';
import { startSmtpSink } from '../../support/smtp-sink.js';
import type { SmtpSink } from '../../support/smtp-sink.js';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import type { Group, Person } from './people.js';

const AUTH = '/api/v1/auth';

/** The product with its worker, and the mail server that it sends to. */
export async function startWithMail(): Promise<{ app: AuthApp; sink: SmtpSink }> {
  const sink = await startSmtpSink();
  const url = `smtp://127.0.0.1:${sink.port}`;
  const mail = { provider: 'smtp', url, from: 'no-reply@showroom.example' } as const;
  return { sink, app: await startAuthApp({ roles: ['api', 'worker'], mail }) };
}

/** Asks for a reset, and answers the token of the mail: that person's `count`th. */
export async function askedToken(
  { app, sink }: { app: AuthApp; sink: SmtpSink },
  { email }: Pick<Person, 'email'>,
  count = 1,
): Promise<string> {
  const asking = { address: newAddress() };
  const answer = await post(app, '/password/reset-request', { email }, asking);
  expect([answer.status, answer.text]).toEqual([202, '']);
  return tokenIn((await sink.mailTo(email, count)).text);
}

/** Somebody who asks, from an address of his own unless told otherwise. */
export interface Asking {
  readonly address?: string;
  readonly token?: string;
}

export async function post(
  app: AuthApp,
  path: string,
  body: object,
  { address = `client-${freshKey()}`, token }: Asking = {},
): Promise<Response> {
  const headers = { 'User-Agent': 'tablet' };
  return app.send({ method: 'post', path: `${AUTH}${path}`, body, address, token, headers });
}

export async function logIn(app: AuthApp, email: string, password: string): Promise<number> {
  return (await post(app, '/login', { email, password }, { address: newAddress() })).status;
}

let lastAddress = 0;
/** Nobody has come from there yet. */
export function newAddress(): string {
  lastAddress += 1;
  return `203.0.${Math.floor(lastAddress / 250)}.${lastAddress % 250}`;
}

/** The token in the newest mail of a kind to somebody. */
export function tokenIn(text: string): string {
  const token = /[\w-]{43}/.exec(text)?.[0];
  if (token === undefined) throw new Error('There is no token in the mail.');
  return token;
}

/** Invites somebody as an administrator would. */
export async function invite(
  app: AuthApp,
  group: Group,
  person: Pick<Person, 'id' | 'email'>,
): Promise<IssuedToken> {
  return asOrganization(group.organizationId, () => app.auth.invitations.invite(person));
}

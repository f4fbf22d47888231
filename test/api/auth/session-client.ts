import type { Response } from 'supertest';
import type { AuthApp } from './auth-app.js';
import { PASSWORD, sessionOf } from './people.js';
import type { Person } from './people.js';

/** What a log-in or a refresh answers. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly refreshExpiresIn: number;
  readonly sessionId: string;
}

/** How a client shows itself. */
export interface Sender {
  readonly userAgent?: string;
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const AUTH = '/api/v1/auth';

export async function login(app: AuthApp, { email }: Pick<Person, 'email'>): Promise<Tokens> {
  const body = { email, password: PASSWORD };
  return tokensIn(await app.send({ method: 'post', path: `${AUTH}/login`, body }));
}

export async function askRefresh(
  app: AuthApp,
  refreshToken: string,
  { userAgent = 'tablet', address, headers = {} }: Sender = {},
): Promise<Response> {
  return app.send({
    method: 'post',
    path: `${AUTH}/refresh`,
    body: { refreshToken },
    headers: { 'User-Agent': userAgent, ...headers },
    ...(address === undefined ? {} : { address }),
  });
}

export async function refresh(
  app: AuthApp,
  refreshToken: string,
  sender: Sender = {},
): Promise<Tokens> {
  return tokensIn(await askRefresh(app, refreshToken, sender));
}

/** The code of the problem with which a refresh is refused; the status must be 401. */
export async function refusal(
  app: AuthApp,
  refreshToken: string,
  sender: Sender = {},
): Promise<unknown> {
  const answer = await askRefresh(app, refreshToken, sender);
  expect(answer.status).toBe(401);
  return (answer.body as { code?: unknown }).code;
}

export async function logout(app: AuthApp, refreshToken: string): Promise<Response> {
  return app.send({ method: 'post', path: `${AUTH}/logout`, body: { refreshToken } });
}

export async function logoutEverywhere(app: AuthApp, token: string): Promise<Response> {
  return app.send({ method: 'post', path: `${AUTH}/sessions/revoke`, token });
}

/** The status with which an access token is answered. */
export async function statusOf(app: AuthApp, token: string): Promise<number> {
  return (await app.send({ path: `${AUTH}/me`, token })).status;
}

function tokensIn(answer: Response): Tokens {
  expect(answer.status).toBe(200);
  const body = answer.body as Omit<Tokens, 'sessionId'>;
  return { ...body, sessionId: sessionOf(body.accessToken) };
}

import { TOTP } from 'otpauth';
import type { Response } from 'supertest';
import type { AuthApp } from './auth-app.js';
import { PASSWORD } from './people.js';
import type { Person } from './people.js';

const AUTH = '/api/v1/auth';
export const STEP_MS = 30_000;

/** An authenticator app that runs by the clock of the product, or beside it. */
export class Authenticator {
  private readonly totp: TOTP;

  constructor(
    private readonly app: AuthApp,
    readonly secret: string,
  ) {
    this.totp = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 });
  }

  /** What it shows now, or so many steps ahead. */
  code(skew = 0): string {
    const timestamp = this.app.clock.now().getTime() + skew * STEP_MS;
    return this.totp.generate({ timestamp });
  }

  /** What it shows in a step of which no code was used. */
  freshCode(): string {
    this.app.clock.advance(2 * STEP_MS);
    return this.code();
  }
}

/** What a client may say besides. */
export interface Guess {
  readonly totp?: string;
  readonly password?: string;
  readonly address?: string;
}

export async function askLogin(
  app: AuthApp,
  { email }: Pick<Person, 'email'>,
  { totp, password = PASSWORD, address }: Guess = {},
): Promise<Response> {
  const body = { email, password, ...(totp === undefined ? {} : { totp }) };
  const from = address === undefined ? {} : { address };
  return app.send({ method: 'post', path: `${AUTH}/login`, body, ...from });
}

/** Status and code of the problem, if it is one. */
export function verdictOf(answer: Response): [number, unknown] {
  return [answer.status, (answer.body as { code?: unknown }).code];
}

export async function post(
  app: AuthApp,
  { token }: Pick<Person, 'token'>,
  what: string,
  body: object,
): Promise<Response> {
  return app.send({ method: 'post', path: `${AUTH}/totp/${what}`, token, body });
}

export async function stateOf(app: AuthApp, { token }: Pick<Person, 'token'>): Promise<object> {
  const answer = await app.send({ path: `${AUTH}/totp`, token });
  expect(answer.status).toBe(200);
  return answer.body as object;
}

export async function enrol(app: AuthApp, person: Person): Promise<Authenticator> {
  const answer = await post(app, person, 'enrolment', { password: PASSWORD });
  expect(answer.status).toBe(201);
  return new Authenticator(app, (answer.body as { secret: string }).secret);
}

/** A second factor that is active, in a time step of which no code was used. */
export async function enable(
  app: AuthApp,
  person: Person,
): Promise<{ device: Authenticator; recoveryCodes: readonly string[] }> {
  const device = await enrol(app, person);
  const answer = await post(app, person, 'activation', { code: device.code() });
  expect(answer.status).toBe(200);
  app.clock.advance(2 * STEP_MS);
  return { device, recoveryCodes: recoveryCodesIn(answer) };
}

export function recoveryCodesIn(answer: Response): readonly string[] {
  return (answer.body as { recoveryCodes: readonly string[] }).recoveryCodes;
}

import type { components } from '../generated/rest-types.js';
import { createApi } from './create-api.js';
import type { Api, ApiOptions } from './create-api.js';
import { ProblemError, unwrap } from './problem-error.js';

type Grant = components['schemas']['AccessGrant'];

/** Who logs in; `totp` where the user has a second factor. */
export type Credentials = components['schemas']['Login'];

/** What a session can be continued with. */
export type KeptTokens = Pick<Grant, 'refreshToken'> & Partial<Pick<Grant, 'accessToken'>>;

type SessionOptions = Omit<ApiOptions, 'token' | 'refresh'>;

/**
 * Somebody who is logged in: an API that sends the access token, and gets the next one when it
 * has ended. Refresh tokens are good once; the present one is `refreshToken`.
 */
export class Session {
  /** Every operation, as this user. */
  readonly api: Api;

  /** Goes on with a session whose tokens were kept; the refresh token is enough. */
  constructor(
    private readonly options: SessionOptions,
    private grant: KeptTokens,
  ) {
    const token = (): string | undefined => this.grant.accessToken;
    this.api = createApi({ ...options, token, refresh: () => this.refresh() });
  }

  /** Begins a session; rejects with `ProblemError`, `invalid_credentials` among others. */
  static async logIn(options: SessionOptions, credentials: Credentials): Promise<Session> {
    const grant = await unwrap(
      createApi(options).POST('/api/v1/auth/login', { body: credentials }),
    );
    return new Session(options, grant);
  }

  /** What the session can be continued with; a secret. */
  get refreshToken(): string {
    return this.grant.refreshToken;
  }

  /** Ends the session on the server. */
  async logOut(): Promise<void> {
    const { refreshToken } = this.grant;
    await unwrap(createApi(this.options).POST('/api/v1/auth/logout', { body: { refreshToken } }));
  }

  private async refresh(): Promise<boolean> {
    const { refreshToken } = this.grant;
    try {
      const call = createApi(this.options).POST('/api/v1/auth/refresh', { body: { refreshToken } });
      this.grant = await unwrap(call);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500) return false;
      throw error;
    }
  }
}

import type { AccessPolicyService } from './access-policy-service.js';
import type { AccessTokens } from './access-tokens.js';
import type { UserAccess } from './auth-types.js';

/** What is open to somebody who has yet to get the second factor that is asked of him. */
const ENROLMENT_SCOPES: ReadonlySet<string> = new Set([
  ...['second-factors:read', 'second-factors:write'],
  ...['sessions:read', 'sessions:write'],
]);

/** An access token of a session. */
export interface SessionToken {
  readonly accessToken: string;
  /** There when the token is good for nothing but to get a second factor. */
  readonly secondFactorRequired?: true;
}

interface SessionTokensDeps {
  readonly tokens: Pick<AccessTokens, 'issue'>;
  readonly policy: Pick<AccessPolicyService, 'lacksSecondFactor'>;
}

/** Access tokens of sessions, as far as the organization lets their owners in. */
export class SessionTokens {
  constructor(private readonly deps: SessionTokensDeps) {}

  /** A token with all that the role may do, unless a second factor is asked for and missing. */
  async issue(access: UserAccess, sessionId: string): Promise<SessionToken> {
    const { tokens, policy } = this.deps;
    if (!(await policy.lacksSecondFactor(access))) {
      return { accessToken: await tokens.issue(access, sessionId) };
    }
    const accessToken = await tokens.issue(access, sessionId, ENROLMENT_SCOPES);
    return { accessToken, secondFactorRequired: true };
  }
}

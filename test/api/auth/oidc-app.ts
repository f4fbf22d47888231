import type { OidcIssuerConfig } from '../../../src/config/config.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { AUDIENCE } from '../../support/oidc-issuer.js';
import type { OidcIssuer } from '../../support/oidc-issuer.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { TestClock } from '../../support/test-clock.js';

/** A dealer group with a rep, known before the product is told whose tokens to believe. */
export interface OidcGround {
  readonly clock: TestClock;
  readonly group: DealerGroup;
  readonly rep: Person;
  /** A rep of another dealer group. */
  readonly stranger: Person;
  /** A product that believes these issuers for the group. */
  start(issuers: ReadonlyArray<Partial<OidcIssuerConfig> & { issuer: string }>): Promise<TestApp>;
  stop(): Promise<void>;
}

export async function createOidcGround(): Promise<OidcGround> {
  const clock = new TestClock();
  const base = await startTestApp({ roles: ['api'], clock });
  const group = await createDealerGroup(base, { reps: 2, checkedIn: false });
  const other = await createDealerGroup(base, { reps: 1, checkedIn: false });
  const apps = [base];
  return {
    ...{ clock, group, rep: first(group.reps), stranger: first(other.reps) },
    async start(issuers) {
      const oidcIssuers = issuers.map((issuer) => ({ ...believed(group), ...issuer }));
      const app = await startTestApp({
        roles: ['api', 'realtime'],
        clock,
        config: { oidcIssuers },
      });
      apps.push(app);
      return app;
    },
    async stop() {
      for (const app of apps) await app.stop();
    },
  };
}

/** What a token is answered with, and by whom it is taken to be. */
export async function askMe(app: TestApp, token: string): Promise<[number, string | undefined]> {
  const { status, body } = await app.request(token).get('/api/v1/auth/me');
  const { id, code } = body as { id?: string; code?: string };
  return [status, status === 200 ? id : code];
}

/** An issuer whose keys are at an address that is given. */
export function withKeysAt({ url, jwksUri }: OidcIssuer): { issuer: string; jwksUri: string } {
  return { issuer: url, jwksUri };
}

function believed({ organizationId }: DealerGroup): Omit<OidcIssuerConfig, 'issuer' | 'jwksUri'> {
  return {
    ...{ audience: AUDIENCE, organizationId, requireEmailVerified: true },
    ...{ emailClaim: 'email', emailVerifiedClaim: 'email_verified' },
  };
}

function first(people: readonly Person[]): Person {
  const [person] = people;
  if (person === undefined) throw new Error('The group has nobody.');
  return person;
}

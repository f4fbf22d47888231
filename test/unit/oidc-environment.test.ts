import { describe, expect, it } from '@jest/globals';
import { oidcEnvironmentSchema, toOidcConfig } from '../../src/config/oidc-environment.js';

const organizationId = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5c';
const good = { issuer: 'https://login.dealer.example/realm', audience: 'showroom', organizationId };

function faultsOf(value: unknown): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const result = oidcEnvironmentSchema.safeParse({ OIDC_ISSUERS: text });
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
}

function read(value: unknown): unknown {
  return toOidcConfig(oidcEnvironmentSchema.parse({ OIDC_ISSUERS: JSON.stringify(value) }));
}

describe('OIDC_ISSUERS', () => {
  it('names issuers, with the usual claims', () => {
    const claims = { emailClaim: 'email', emailVerifiedClaim: 'email_verified' };
    expect(read([good])).toEqual({
      oidcIssuers: [{ ...good, ...claims, requireEmailVerified: true }],
    });
    expect(toOidcConfig(oidcEnvironmentSchema.parse({}))).toEqual({});
  });

  it('may name claims and the address of the keys', () => {
    const jwksUri = 'http://127.0.0.1:9000/keys';
    const claims = { email: 'upn', emailVerified: 'upn_verified' };
    expect(
      read([{ ...good, jwksUri, claims, requireEmailVerified: false, requiredAmr: 'mfa' }]),
    ).toEqual({
      oidcIssuers: [
        {
          ...{ ...good, jwksUri, requireEmailVerified: false, requiredAmr: 'mfa' },
          ...{ emailClaim: 'upn', emailVerifiedClaim: 'upn_verified' },
        },
      ],
    });
  });

  const https = 'must be an https URL; http is for this machine alone';
  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'OIDC_ISSUERS must be a list in JSON'],
    ['a name twice', '[{"issuer":"a","issuer":"b"}]', 'OIDC_ISSUERS must be a list in JSON'],
    ['no list', good, 'OIDC_ISSUERS must be a list in JSON'],
    ['http', [{ ...good, issuer: 'http://dealer.example' }], `OIDC_ISSUERS.0.issuer ${https}`],
    ['a user', [{ ...good, issuer: 'https://a:b@c.example' }], `OIDC_ISSUERS.0.issuer ${https}`],
    [
      'a query',
      [{ ...good, issuer: 'https://c.example/?a=b' }],
      'OIDC_ISSUERS.0.issuer must have neither query nor fragment',
    ],
    [
      'keys over http',
      [{ ...good, jwksUri: 'http://c.example' }],
      `OIDC_ISSUERS.0.jwksUri ${https}`,
    ],
    [
      'no organization',
      [good, { ...good, audience: 'other', organizationId: 'ours' }],
      'OIDC_ISSUERS.1.organizationId must be the id of an organization',
    ],
    [
      'no audience',
      [{ ...good, audience: undefined }],
      'OIDC_ISSUERS.0.audience is missing, or not a text',
    ],
    ['one twice', [good, good], 'OIDC_ISSUERS names an issuer twice for the same audience'],
  ])('says what is wrong with %s', (_name, value, fault) => {
    expect(faultsOf(value)).toEqual([fault]);
  });

  it('takes no setting that it does not know', () => {
    expect(faultsOf([{ ...good, algorithms: ['none'] }])).toHaveLength(1);
  });
});

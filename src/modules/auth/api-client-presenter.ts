import type { ApiClient, IssuedApiClient } from './api-client-types.js';

/** Where a program is found. */
export function apiClientHref(id: string): string {
  return `/api/v1/api-clients/${id}`;
}

/** The JSON form of a program. */
export function presentApiClient(client: ApiClient): object {
  const { id, name, kind, scopes, showroomId, secretEnd, createdAt } = client;
  const self = apiClientHref(id);
  return {
    ...{ id, name, kind, scopes },
    ...(showroomId === undefined ? {} : { showroomId }),
    secretEnd,
    createdAt: createdAt.toISOString(),
    _links: {
      self: { href: self },
      ...(showroomId === undefined
        ? {}
        : { showroom: { href: `/api/v1/showrooms/${showroomId}` } }),
      secret: { href: `${self}/secret`, method: 'POST' },
      delete: { href: self, method: 'DELETE' },
    },
  };
}

/** The same, with what it proves itself with: the only time that anybody sees it. */
export function presentIssuedApiClient(issued: IssuedApiClient): object {
  const { client, secret, previousExpiresAt } = issued;
  const credentials =
    client.kind === 'integration'
      ? { clientId: client.id, clientSecret: secret }
      : { publishableKey: secret };
  return {
    ...presentApiClient(client),
    ...credentials,
    ...(previousExpiresAt === undefined
      ? {}
      : { previousExpiresAt: previousExpiresAt.toISOString() }),
  };
}

/** The head of the document: what is the same whatever the routes are. */
export const DOCUMENT_HEAD = {
  openapi: '3.1.1',
  info: {
    title: 'Showroom sales API',
    version: '1.0.0',
    summary: 'The system on which the showroom of a car dealership runs.',
    description: `Everything that happens between a shopper's first interest and the keys: leads and their
scores, customers, vehicles, and the showroom floor with its visits, rotation of sales reps and
alerts, over HTTP and WebSocket.

**Errors** of every status from 400 on are \`application/problem+json\` (RFC 9457) with a stable
\`code\`; \`/problems/{code}\` says what it means and what to do.

**Changes** of a resource with a \`version\` need \`If-Match\` with the \`ETag\` that was read; a
\`POST\` that creates takes an \`Idempotency-Key\`, so that it can be sent again without harm.

**Lists** are read page by page with \`limit\` and \`cursor\`, and linked by \`Link\` and \`_links\`.

**Values**: instants are RFC 3339 in UTC, money is an integer of minor units with its currency,
ids are UUIDv7. No value is \`null\`: what is unknown, or not yours to see, is absent.`,
    contact: { name: 'The maintainers of showroom-sales' },
    license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
  },
  servers: [
    {
      url: '/',
      description: 'The server that serves this document: production, staging or local.',
      'x-internal': false,
    },
  ],
};

/** How a caller proves who it is. */
export const BEARER_SCHEME = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'An access token of 15 minutes from `POST /api/v1/auth/login` or `POST /api/v1/auth/refresh`: ' +
    'a JWT signed with ES256 and checked as RFC8725 advises (fixed algorithm, issuer, audience, ' +
    'expiry), good while its session lasts.',
} as const;

/** What stands behind each tag, in the order in which a reader meets them. */
export const TAG_DESCRIPTIONS: Readonly<Record<string, string>> = {
  Authentication: 'Logging in and out, and the keys with which others check our tokens.',
  'API clients': 'Programs with credentials of their own: integrations, websites and kiosks.',
  Users: 'The people who work at the dealership, with their roles.',
  Showrooms: 'The rooftops of a dealer group with their floors and opening hours.',
  Rotation: 'Whose turn it is: the up list, and the decisions taken with it.',
  Vehicles: 'The inventory: what is for sale, where it stands and at which price.',
  Customers: 'One unified profile for each shopper.',
  Leads: "A shopper's stated interest, its score and its owner.",
  Floor: 'What happens on the showroom floor, as it is reported and as it stands now.',
  Visits: 'Who is in the showroom, and who looks after them.',
  'Test drives': 'Who drives which vehicle when, and with whom.',
  Messages: 'Notifications and text messages.',
  Audit: 'Who did what: what is recorded of those who use the product.',
  Realtime:
    'Tickets for the WebSocket on which the floor is followed live; its frames are at ' +
    '`/docs/realtime`.',
  'Long work': 'What takes longer than an answer may: how far it is, and what came of it.',
  Operations: 'Probes and metrics for those who run the product.',
  Documentation: 'This document, its page, and what the error codes mean.',
};

/** Work that may touch rows of more than one tenant: the reason given to `asSystem` → the tables. */
export const CROSSINGS: Readonly<Record<string, readonly string[]>> = {
  // Who is asking says what the organization is, so it is not known before.
  'log-in finds the organization by the e-mail address': ['users'],
  'authentication finds the organization by the user': ['users', 'user_showrooms', 'sessions'],
  'authentication finds the organization by the program': ['api_clients', 'api_client_secrets'],
  'a refresh token tells the organization': ['refresh_tokens', 'sessions'],
  'a one-time token tells the organization': ['one_time_tokens', 'users'],
  'a socket is nobody’s until its ticket is read': ['realtime_tickets'],
  // A sweep finds what is due; each finding is then worked on as its own organization.
  'silent visits of all tenants': ['visits'],
  'positions of all tenants are written': ['visits', 'visit_dwells'],
  'heatmaps of all tenants': ['visits', 'heatmaps'],
  'SMS that were never sent, of all tenants': ['notifications'],
  'SMS whose sender has died, of all tenants': ['notifications'],
  'SMS with unknown outcome, of all tenants': ['notifications'],
  'audit events of all tenants wait to be sealed': ['audit_events'],
  'a VIN means the same to all tenants': [],
  // What has had its time is forgotten, whoever's it is.
  'sessions of all tenants expire': ['sessions', 'refresh_tokens'],
  'one-time tokens of all tenants expire': ['one_time_tokens'],
  'mails of all tenants expire': ['mails'],
  'tickets of all tenants expire': ['realtime_tickets'],
  'schedule imports.orphans': ['import_chunks', 'imports'],
  'schedule jobs.retention': ['events', 'idempotency_keys', 'jobs', 'room_events', 'room_heads'],
  // One process serves sockets and shows figures of all tenants; neither holds a tenant's data.
  'rooms of all tenants have members here': ['room_heads'],
  metrics: ['events', 'jobs'],
};

/** A statement of plumbing on a table that has an organization. */
export interface PlumbingStatement {
  readonly table: string;
  readonly pattern: RegExp;
  readonly why: string;
}

export const PLUMBING: readonly PlumbingStatement[] = [
  {
    table: 'events',
    pattern: /\brelayed = (?:FALSE|TRUE)\b/,
    why: 'The relay takes the events of all tenants in the order of their commits.',
  },
  {
    table: 'events',
    pattern: /^SELECT version FROM events WHERE stream = \$stream AND stream_id = \$streamId /,
    why: 'The next version of a stream, which is known by an id that we drew.',
  },
  {
    table: 'events',
    pattern: /FROM deliveries AS delivery JOIN events AS event /,
    why: 'A delivery is claimed by whoever is free, and handled as the organization of its event.',
  },
  {
    table: 'jobs',
    pattern: /^SELECT work\.id.* FROM jobs AS work |^UPDATE jobs SET .* WHERE id (?:=|IN) /,
    why: 'A job is claimed by whoever is free.',
  },
  {
    table: 'jobs',
    pattern: /^SELECT id, type, organization_id AS organizationId, payload FROM jobs WHERE id IN /,
    why: 'A claimed job is run as the organization that it names.',
  },
];

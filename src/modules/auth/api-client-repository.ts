import type { Bind, TenantDb } from '../../database/tenant-db.js';
import { asSystem } from '../../observability/request-context.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { ClientKind } from '../../shared/principal.js';

/** A program as it is first written. */
export interface ApiClientInsert {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: readonly string[] | undefined;
  readonly showroomId: string | undefined;
  readonly createdAt: Date;
}

/** A secret as it is first written. */
export interface ClientSecretInsert {
  readonly secretHash: Buffer;
  readonly clientId: string;
  readonly lastFour: string;
  readonly createdAt: Date;
}

/** A program as it is kept; `scopes` of integrations alone. */
export interface ApiClientRow {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes?: readonly string[];
  readonly showroomId?: string;
  readonly createdAt: Date;
}

/** The same, with the end of its newest secret. */
export interface ListedApiClient extends ApiClientRow {
  readonly secretEnd: string;
}

/** Programs that are not disabled, and what they prove themselves with. */
export class ApiClientRepository {
  constructor(private readonly db: TenantDb) {}

  /** Adds a program to the current organization. */
  async insert({ scopes, showroomId, ...client }: ApiClientInsert): Promise<void> {
    await this.db.execute(INSERT_CLIENT, {
      ...client,
      scopes: scopes === undefined ? null : JSON.stringify(scopes),
      showroomId: showroomId ?? null,
    });
  }

  /** Adds a secret to a program of the current organization. */
  async insertSecret(secret: ClientSecretInsert): Promise<void> {
    await this.db.execute(INSERT_SECRET, { ...secret });
  }

  /** Lets the newest secret of a locked program end, and every older one now. */
  async endSecrets(clientId: string, now: Date, newestEndsAt: Date): Promise<void> {
    await this.db.execute(DELETE_OLDER_SECRETS, { clientId });
    await this.db.execute(END_SECRET, { clientId, newestEndsAt });
    await this.db.execute(DELETE_ENDED_SECRETS, { clientId, now });
  }

  /** Takes all secrets of a program away, and the right to come in. */
  async disable(clientId: string, disabledAt: Date): Promise<void> {
    await this.db.execute(DELETE_SECRETS, { clientId });
    await this.db.execute(DISABLE_CLIENT, { clientId, disabledAt });
  }

  /** A program of the current organization, locked. */
  async lock(clientId: string): Promise<ApiClientRow | undefined> {
    const row = await this.db.selectOne<RawRow>(LOCK_CLIENT, { clientId });
    return row === undefined ? undefined : toRow(row);
  }

  /** A program of the current organization. */
  async find(clientId: string): Promise<ListedApiClient | undefined> {
    const sql = `${SELECT_LISTED} AND c.id = $clientId`;
    const row = await this.db.selectOne<RawListedRow>(sql, { clientId });
    return row === undefined ? undefined : toListed(row);
  }

  /** One page of the programs of the current organization, the oldest first. */
  async list(limit: number, after: string | undefined): Promise<Page<ListedApiClient>> {
    const position = after === undefined ? '' : 'AND c.id > $after';
    const bind: Bind = after === undefined ? {} : { after };
    const sql = `${SELECT_LISTED} ${position} ORDER BY c.id LIMIT ${limit + 1}`;
    const rows = await this.db.select<RawListedRow>(sql, bind);
    return toPage(rows.map(toListed), limit, (row) => [row.id]);
  }

  /** How many there are in all. */
  async count(): Promise<number> {
    return (await this.db.selectOne<{ total: number }>(COUNT_CLIENTS, {}))?.total ?? 0;
  }

  /** Whether the current organization has that showroom. */
  async hasShowroom(showroomId: string): Promise<boolean> {
    return (await this.db.selectOne(SELECT_SHOWROOM, { showroomId })) !== undefined;
  }

  /** A program of whatever organization. */
  async findById(clientId: string): Promise<ApiClientRow | undefined> {
    return this.findAnywhere(SELECT_BY_ID, { clientId });
  }

  /** The program, of whatever organization, whose secret or key this is, and still good. */
  async findBySecret(secretHash: Buffer, now: Date): Promise<ApiClientRow | undefined> {
    return this.findAnywhere(SELECT_BY_SECRET, { secretHash, now });
  }

  private async findAnywhere(sql: string, bind: Bind): Promise<ApiClientRow | undefined> {
    const row = await asSystem('authentication finds the organization by the program', () =>
      this.db.selectOne<RawRow>(sql, bind),
    );
    return row === undefined ? undefined : toRow(row);
  }
}

interface RawRow {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: string | null;
  readonly showroomId: string | null;
  readonly createdAt: Date;
}

interface RawListedRow extends RawRow {
  readonly secretEnd: string;
}

function toRow({ scopes, showroomId, ...row }: RawRow): ApiClientRow {
  return {
    id: row.id,
    organizationId: row.organizationId,
    name: row.name,
    kind: row.kind,
    ...(scopes === null ? {} : { scopes: JSON.parse(scopes) as string[] }),
    ...(showroomId === null ? {} : { showroomId }),
    createdAt: row.createdAt,
  };
}

function toListed(row: RawListedRow): ListedApiClient {
  return { ...toRow(row), secretEnd: row.secretEnd };
}

const INSERT_CLIENT = `INSERT INTO api_clients
    (id, organization_id, name, kind, scopes, showroom_id, created_at)
  VALUES ($id, $organizationId, $name, $kind, $scopes, $showroomId, $createdAt)`;

const INSERT_SECRET = `INSERT INTO api_client_secrets
    (secret_hash, organization_id, client_id, last_four, created_at)
  VALUES ($secretHash, $organizationId, $clientId, $lastFour, $createdAt)`;

const DELETE_SECRETS = `DELETE FROM api_client_secrets
  WHERE organization_id = $organizationId AND client_id = $clientId`;

// The newest is the one that has no end yet.
const DELETE_OLDER_SECRETS = `${DELETE_SECRETS} AND expires_at IS NOT NULL`;

const END_SECRET = `UPDATE api_client_secrets SET expires_at = $newestEndsAt
  WHERE organization_id = $organizationId AND client_id = $clientId`;

const DELETE_ENDED_SECRETS = `${DELETE_SECRETS} AND expires_at <= $now`;

const DISABLE_CLIENT = `UPDATE api_clients SET disabled_at = $disabledAt
  WHERE organization_id = $organizationId AND id = $clientId`;

const COLUMNS = `c.id, c.organization_id AS organizationId, c.name, c.kind,
    CAST(c.scopes AS CHAR) AS scopes, c.showroom_id AS showroomId, c.created_at AS createdAt`;

const LOCK_CLIENT = `SELECT ${COLUMNS} FROM api_clients c
  WHERE c.organization_id = $organizationId AND c.id = $clientId AND c.disabled_at IS NULL
  FOR UPDATE`;

const SELECT_LISTED = `SELECT ${COLUMNS}, s.last_four AS secretEnd
  FROM api_clients c
  JOIN api_client_secrets s ON s.organization_id = c.organization_id AND s.client_id = c.id
    AND s.expires_at IS NULL
  WHERE c.organization_id = $organizationId AND c.disabled_at IS NULL`;

const COUNT_CLIENTS = `SELECT COUNT(*) AS total FROM api_clients
  WHERE organization_id = $organizationId AND disabled_at IS NULL`;

const SELECT_SHOWROOM = `SELECT 1 FROM showrooms
  WHERE organization_id = $organizationId AND id = $showroomId`;

const SELECT_BY_ID = `SELECT ${COLUMNS} FROM api_clients c
  WHERE c.id = $clientId AND c.disabled_at IS NULL`;

const SELECT_BY_SECRET = `SELECT ${COLUMNS}
  FROM api_client_secrets s
  JOIN api_clients c ON c.organization_id = s.organization_id AND c.id = s.client_id
  WHERE s.secret_hash = $secretHash AND (s.expires_at IS NULL OR s.expires_at > $now)
    AND c.disabled_at IS NULL`;

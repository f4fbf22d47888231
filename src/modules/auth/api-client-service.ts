import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Clock } from '../../shared/clock.js';
import { notFound, unprocessable } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { idOfCursor } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { ClientKind } from '../../shared/principal.js';
import type {
  ApiClientRepository,
  ApiClientRow,
  ListedApiClient,
} from './api-client-repository.js';
import { hashClientSecret, newClientSecret } from './api-client-secret.js';
import type { ApiClient, ClientAccess, IssuedApiClient, NewApiClient } from './api-client-types.js';
import type { ClientAccessCache } from './client-access-cache.js';

interface ApiClientServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clients: ApiClientRepository;
  readonly access: Pick<ClientAccessCache, 'forgetAll'>;
  readonly clock: Clock;
  /** Those of all operations that are open to the kind. */
  readonly scopesOf: (kind: ClientKind) => ReadonlySet<string>;
}

/** A page of the list, as a caller asks for it. */
export interface ApiClientPageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Cursors of the list are bound to this: it has no filters. */
export const API_CLIENT_LIST_FILTERS = { list: 'api-clients' };

const HOUR_MS = 3_600_000;

/** The programs of the current organization. */
export class ApiClientService {
  constructor(private readonly deps: ApiClientServiceDeps) {}

  /** One page, the oldest first; throws 400 for a cursor not of this list. */
  async list({ limit, cursor }: ApiClientPageQuery): Promise<Page<ApiClient>> {
    const after = idOfCursor(cursor, API_CLIENT_LIST_FILTERS);
    const page = await this.deps.clients.list(limit, after);
    return { ...page, rows: page.rows.map((row) => this.present(row)) };
  }

  /** How many there are. */
  async count(): Promise<number> {
    return this.deps.clients.count();
  }

  /** Throws 404 `api_client_not_found`. */
  async get(clientId: string): Promise<ApiClient> {
    const row = await this.deps.clients.find(clientId);
    if (row === undefined) throw notFound('api_client');
    return this.present(row);
  }

  /**
   * Makes a program with its first secret or key. Throws 422 `unknown_scope` for one that no
   * operation open to integrations has, and 404 `showroom_not_found`.
   */
  async create(input: NewApiClient): Promise<IssuedApiClient> {
    const { unitOfWork, clients, clock } = this.deps;
    this.checkScopes(input);
    const { name, kind, showroomId } = input;
    const scopes = input.scopes === undefined ? undefined : [...new Set(input.scopes)].sort();
    const client = { id: newId(), ...{ name, kind, scopes, showroomId }, createdAt: clock.now() };
    return unitOfWork.run(async () => {
      if (showroomId !== undefined && !(await clients.hasShowroom(showroomId))) {
        throw notFound('showroom');
      }
      await clients.insert(client);
      const secret = await this.addSecret(client.id, kind, client.createdAt);
      return { secret, client: await this.get(client.id) };
    });
  }

  /**
   * Gives a new secret or key; the last one stays good for so many hours, older ones end now.
   * Throws 404 `api_client_not_found`.
   */
  async rotate(clientId: string, graceHours: number): Promise<IssuedApiClient> {
    const { unitOfWork, clients, clock } = this.deps;
    return unitOfWork.run(async () => {
      const { kind } = await this.lock(clientId);
      const now = clock.now();
      const previousExpiresAt = new Date(now.getTime() + graceHours * HOUR_MS);
      await clients.endSecrets(clientId, now, previousExpiresAt);
      const secret = await this.addSecret(clientId, kind, now);
      this.forgetOnCommit();
      return { secret, client: await this.get(clientId), previousExpiresAt };
    });
  }

  /** Ends a program for good: at once here, within ten seconds everywhere. Throws 404. */
  async remove(clientId: string): Promise<void> {
    const { unitOfWork, clients, clock } = this.deps;
    await unitOfWork.run(async () => {
      await this.lock(clientId);
      await clients.disable(clientId, clock.now());
      this.forgetOnCommit();
    });
  }

  private async lock(clientId: string): Promise<ApiClientRow> {
    const row = await this.deps.clients.lock(clientId);
    if (row === undefined) throw notFound('api_client');
    return row;
  }

  private forgetOnCommit(): void {
    const { unitOfWork, access } = this.deps;
    unitOfWork.onCommitted(() => access.forgetAll());
  }

  private async addSecret(clientId: string, kind: ClientKind, createdAt: Date): Promise<string> {
    const secret = newClientSecret(kind);
    const lastFour = secret.slice(-4);
    const secretHash = hashClientSecret(secret);
    await this.deps.clients.insertSecret({ secretHash, clientId, lastFour, createdAt });
    return secret;
  }

  private checkScopes({ scopes = [] }: NewApiClient): void {
    const known = this.deps.scopesOf('integration');
    const index = scopes.findIndex((scope) => !known.has(scope));
    if (index === -1) return;
    const detail = 'No operation that is open to integrations has this scope.';
    throw unprocessable('unknown_scope', detail, `/scopes/${index}`);
  }

  private present(row: ListedApiClient): ApiClient {
    const { id, name, kind, createdAt, secretEnd, showroomId } = row;
    const scopes = row.scopes ?? [...this.deps.scopesOf(kind)];
    const bound = showroomId === undefined ? {} : { showroomId };
    return { id, name, kind, scopes, ...bound, secretEnd, createdAt };
  }
}

/** What a program may do, as it is kept. */
export function toClientAccess(
  row: ApiClientRow,
  scopesOf: (kind: ClientKind) => ReadonlySet<string>,
): ClientAccess {
  return {
    clientId: row.id,
    organizationId: row.organizationId,
    kind: row.kind,
    scopes: row.scopes === undefined ? scopesOf(row.kind) : new Set(row.scopes),
    showroomIds: row.showroomId === undefined ? 'all' : [row.showroomId],
  };
}

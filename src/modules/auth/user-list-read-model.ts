import { bindList } from '../../database/bind-list.js';
import type { Bind, TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { ACCOUNT_COLUMNS, toAccount } from './user-account-repository.js';
import type { AccountRow } from './user-account-repository.js';
import type { UserAccount, UserFilters, UserStatus } from './user-account.js';

/** Whose accounts are listed: those the caller may read, as far as the filters go. */
export interface UserListQuery extends UserFilters {
  /** The showrooms whose people the caller sees. */
  readonly visible: 'all' | readonly string[];
  /** The caller himself, who sees himself. */
  readonly ownId?: string | undefined;
}

/** Lists of accounts, the oldest first. */
export class UserListReadModel {
  constructor(private readonly db: TenantDb) {}

  /** One page; `after` is the id of the last one seen. */
  async list(
    query: UserListQuery,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<UserAccount>> {
    const { where, bind } = conditions(query, after);
    const rows = await this.db.select<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM users u WHERE u.organization_id = $organizationId ${where}
       ORDER BY u.id LIMIT ${limit + 1}`,
      bind,
    );
    return toPage(rows.map(toAccount), limit, (account) => [account.id]);
  }

  /** How many the filters leave. */
  async count(query: UserListQuery): Promise<number> {
    const { where, bind } = conditions(query);
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM users u WHERE u.organization_id = $organizationId ${where}`,
      bind,
    );
    return row?.total ?? 0;
  }
}

type Condition = readonly [sql: string, bind: Bind];

const STATUS: Readonly<Record<UserStatus, string>> = {
  active: 'AND u.disabled_at IS NULL AND u.password_hash IS NOT NULL',
  invited: 'AND u.disabled_at IS NULL AND u.password_hash IS NULL',
  disabled: 'AND u.disabled_at IS NOT NULL',
};

function conditions(query: UserListQuery, after?: string): { where: string; bind: Bind } {
  const { role, showroomId, status } = query;
  const parts: ReadonlyArray<Condition | undefined> = [
    visibility(query),
    role === undefined ? undefined : ['AND u.role = $role', { role }],
    status === undefined ? undefined : [STATUS[status], {}],
    showroomId === undefined ? undefined : [`AND ${worksIn('w', '$showroomId')}`, { showroomId }],
    after === undefined ? undefined : ['AND u.id > $after', { after }],
  ];
  const given = parts.filter((part) => part !== undefined);
  return {
    where: given.map(([sql]) => sql).join(' '),
    bind: Object.assign({}, ...given.map(([, bind]) => bind)) as Bind,
  };
}

function visibility({ visible, ownId }: UserListQuery): Condition | undefined {
  if (visible === 'all') return undefined;
  const own: Condition = ownId === undefined ? ['FALSE', {}] : ['u.id = $ownId', { ownId }];
  if (visible.length === 0) return [`AND ${own[0]}`, own[1]];
  const list = bindList('visible', visible);
  return [`AND (${own[0]} OR ${worksIn('v', list.sql)})`, { ...own[1], ...list.bind }];
}

function worksIn(alias: string, showroomIds: string): string {
  return `EXISTS (SELECT 1 FROM user_showrooms ${alias}
    WHERE ${alias}.organization_id = $organizationId AND ${alias}.user_id = u.id
      AND ${alias}.showroom_id IN (${showroomIds}))`;
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataTypes, Model, Op } from 'sequelize';
import type { InferAttributes, InferCreationAttributes } from 'sequelize';
import type { Database } from '../../src/database/create-database.js';
import { TenantGuardError } from '../../src/database/tenant-db.js';
import { asOrganization, asSystem } from '../../src/observability/request-context.js';
import { newId } from '../../src/shared/ids.js';
import type { TestDatabase } from '../support/test-database.js';
import { createAccounts, newAccountId } from './accounts.js';

class Account extends Model<InferAttributes<Account>, InferCreationAttributes<Account>> {
  declare id: number;
  declare organizationId: string;
  declare balance: number;
}

const ours = newId();
const theirs = newId();
let schema: TestDatabase;
let database: Database;

beforeAll(async () => {
  schema = await createAccounts();
  database = schema.open();
  Account.init(
    {
      id: { type: DataTypes.INTEGER, primaryKey: true },
      organizationId: { type: DataTypes.UUID },
      balance: { type: DataTypes.INTEGER },
    },
    { sequelize: database.sequelize, tableName: 'accounts' },
  );
});

afterAll(() => schema.drop());

/** Runs in our organization, in a transaction. */
function asOurs<T>(fn: () => Promise<T>): Promise<T> {
  return asOrganization(ours, () => database.unitOfWork.run(fn));
}

function row(organizationId: string): { id: number; organizationId: string; balance: number } {
  return { id: newAccountId(), organizationId, balance: 1 };
}

const where = (organizationId?: string) => ({
  where: organizationId === undefined ? { balance: 1 } : { balance: 1, organizationId },
});

/** Every way to use a model; given no organization, or one. */
const USES: ReadonlyArray<[string, (organizationId?: string) => Promise<unknown>]> = [
  ['findAll', (id) => Account.findAll(where(id))],
  ['findOne', (id) => Account.findOne(where(id))],
  ['findAndCountAll', (id) => Account.findAndCountAll(where(id))],
  ['count', (id) => Account.count(where(id))],
  ['sum', (id) => Account.sum('balance', where(id))],
  ['max', (id) => Account.max('balance', where(id))],
  ['update', (id) => Account.update({ balance: 2 }, where(id))],
  ['increment', (id) => Account.increment('balance', where(id))],
  ['decrement', (id) => Account.decrement('balance', where(id))],
  ['destroy', (id) => Account.destroy(where(id))],
  ['create', (id) => Account.create({ ...row(ours), organizationId: id ?? '' })],
  [
    'bulkCreate',
    (id) => Account.bulkCreate([row(ours), { ...row(ours), organizationId: id ?? '' }]),
  ],
  ['upsert', (id) => Account.upsert({ ...row(ours), organizationId: id ?? '' })],
];

describe.each(USES)('%s through a model of a tenant’s table', (_name, use) => {
  it('throws without an organization', async () => {
    await expect(asOurs(() => use())).rejects.toThrow(TenantGuardError);
  });

  it('throws with a foreign organization', async () => {
    await expect(asOurs(() => use(theirs))).rejects.toThrow(TenantGuardError);
  });

  it('throws when nobody is known to be asking', async () => {
    const run = database.unitOfWork.run(() => use(ours));
    await expect(run).rejects.toThrow(TenantGuardError);
  });

  it('passes with the own organization', async () => {
    await expect(asOurs(() => use(ours))).resolves.toBeDefined();
  });

  it('passes across tenants as the system, which gives a reason', async () => {
    const run = asSystem('test of the guard', () => database.unitOfWork.run(() => use(theirs)));
    await expect(run).resolves.toBeDefined();
  });
});

describe('other ways around the guard', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['findByPk', () => Account.findByPk(1)],
    ['truncate', () => Account.truncate()],
    [
      'an organization that is only one of two',
      () => Account.findAll({ where: { [Op.or]: [{ organizationId: ours }, { balance: 1 }] } }),
    ],
    ['several organizations', () => Account.findAll({ where: { organizationId: [ours, theirs] } })],
    ['find without hooks', () => Account.findAll(Object.assign({ hooks: false }, where()))],
    ['update without hooks', () => Account.update({ balance: 2 }, { ...where(), hooks: false })],
    ['destroy without hooks', () => Account.destroy({ ...where(), hooks: false })],
    ['create without hooks', () => Account.create(row(theirs), { hooks: false })],
    ['save of a foreign row', () => Account.build(row(theirs)).save()],
    ['reload', () => Account.build(row(theirs), { isNewRecord: false }).reload()],
    [
      'destroy of a foreign row',
      () => Account.build(row(theirs), { isNewRecord: false }).destroy(),
    ],
  ])('%s is refused', async (_name, use) => {
    await expect(asOurs(use)).rejects.toThrow(TenantGuardError);
  });
});

describe('TenantDb', () => {
  const sql = 'SELECT id FROM accounts';
  const oursOnly = 'SELECT id FROM accounts WHERE organization_id = $organizationId AND id = $id';

  it('refuses SQL that does not name the organization', async () => {
    await expect(asOurs(() => database.tenantDb.select(sql))).rejects.toThrow(TenantGuardError);
    await expect(asOurs(() => database.tenantDb.selectOne(sql))).rejects.toThrow(TenantGuardError);
    const write = asOurs(() => database.tenantDb.execute('UPDATE accounts SET balance = 1'));
    await expect(write).rejects.toThrow(TenantGuardError);
  });

  it('binds the organization of the context, whatever the caller says', async () => {
    const foreign = row(theirs);
    await asSystem('test', () => database.unitOfWork.run(() => Account.create(foreign)));
    const bind = { id: foreign.id, organizationId: theirs };
    expect(await asOurs(() => database.tenantDb.select(oursOnly, bind))).toEqual([]);
    const found = await asOrganization(theirs, () =>
      database.tenantDb.select(oursOnly, { id: foreign.id }),
    );
    expect(found).toEqual([{ id: foreign.id }]);
  });

  it('throws where there is no organization', async () => {
    await expect(database.tenantDb.select(oursOnly, { id: 1 })).rejects.toThrow('No organization');
  });

  it('lets the system work across tenants', async () => {
    const rows = await asSystem('test', () => database.tenantDb.select(sql));
    expect(rows.length).toBeGreaterThan(0);
  });

  it('answers how many rows a write has changed', async () => {
    const [first, second] = [newAccountId(), newAccountId()];
    const insert = `INSERT INTO accounts (id, organization_id, balance)
      VALUES ($first, $organizationId, 1), ($second, $organizationId, 1)`;
    const update = `UPDATE accounts SET balance = 9
      WHERE organization_id = $organizationId AND id IN ($first, $second)`;
    const bind = { first, second };
    await asOurs(async () => {
      expect(await database.tenantDb.execute(insert, bind)).toBe(2);
      expect(await database.tenantDb.execute(update, bind)).toBe(2);
      expect(await database.tenantDb.execute(update, bind)).toBe(0);
    });
  });
});

import type { Model, ModelStatic, QueryOptions, Sequelize } from 'sequelize';
import { currentContext } from '../observability/request-context.js';
import { TenantGuardError } from './tenant-db.js';

/**
 * Makes every query through a model of a tenant's table name its organization, and the right one.
 * A model is a tenant's when it has the attribute `organizationId`. Install before models are
 * defined.
 */
export function installTenantGuard(sequelize: Sequelize): void {
  sequelize.addHook('afterDefine', (model) => {
    const defined = model as ModelStatic<Model>;
    if (isTenants(defined)) guardModel(defined);
  });
  sequelize.addHook('beforeQuery', refuseWithoutHooks);
}

function isTenants(model: ModelStatic<Model>): boolean {
  return 'organizationId' in model.getAttributes();
}

/** `hooks: false` would switch off the guard. */
function refuseWithoutHooks(options: QueryOptions): void {
  const model: unknown = Reflect.get(options, 'model');
  const withoutHooks = Reflect.get(options, 'hooks') === false;
  if (withoutHooks && typeof model === 'function' && isTenants(model as ModelStatic<Model>)) {
    throw new TenantGuardError('A query on a tenant’s table with hooks switched off.');
  }
}

function guardModel(model: ModelStatic<Model>): void {
  model.addHook('beforeFind', checkWhere);
  model.addHook('beforeCount', checkWhere);
  model.addHook('beforeBulkUpdate', checkWhere);
  model.addHook('beforeBulkDestroy', checkWhere);
  model.addHook('beforeCreate', checkInstance);
  model.addHook('beforeUpdate', checkInstance);
  model.addHook('beforeDestroy', checkInstance);
  model.addHook('beforeUpsert', (values) => checkOrganization(values));
  model.addHook('beforeBulkCreate', (instances) => instances.forEach(checkInstance));
  guardStatic(model, 'aggregate', 2);
  guardStatic(model, 'increment', 1);
}

/** For what has no hook; its options are the argument at this index. */
function guardStatic(model: ModelStatic<Model>, name: string, optionsIndex: number): void {
  const original = Reflect.get(model, name) as (...values: unknown[]) => Promise<unknown>;
  Reflect.set(model, name, async (...values: unknown[]): Promise<unknown> => {
    checkWhere(Object(values[optionsIndex] ?? {}) as object);
    return original.apply(model, values);
  });
}

function checkWhere(options: object): void {
  const where: unknown = Reflect.get(options, 'where');
  checkOrganization(typeof where === 'object' && where !== null ? where : {});
}

function checkInstance(instance: Model): void {
  checkOrganization({ organizationId: instance.get('organizationId') });
}

function checkOrganization(values: object): void {
  const context = currentContext();
  if (context?.systemReason !== undefined) return;
  // Sequelize maps names to columns before some of the hooks.
  const organizationId: unknown =
    Reflect.get(values, 'organizationId') ?? Reflect.get(values, 'organization_id');
  if (context?.organizationId === undefined || organizationId !== context.organizationId) {
    throw new TenantGuardError('A query on a tenant’s table without its organization.');
  }
}

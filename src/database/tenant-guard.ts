import type { Model, ModelStatic, Sequelize } from 'sequelize';
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
    if ('organizationId' in defined.getAttributes()) guardModel(defined);
  });
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
  const organizationId: unknown = Reflect.get(values, 'organizationId');
  if (context?.organizationId === undefined || organizationId !== context.organizationId) {
    throw new TenantGuardError('A query on a tenant’s table without its organization.');
  }
}

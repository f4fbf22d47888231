import type { PoolUsage } from './metrics.js';

interface PoolCounts {
  readonly using: number;
  readonly available: number;
  readonly waiting: number;
}

/** What Sequelize has under `connectionManager.pool`, but does not declare. */
interface WithConnectionManager {
  readonly connectionManager: unknown;
}

/** Reads how many connections of a Sequelize's pool are used, free and waited for. */
export function poolUsageOf(sequelize: object): PoolUsage {
  const pool = poolOf(sequelize);
  if (pool === undefined) return { using: 0, available: 0, waiting: 0 };
  return { using: pool.using, available: pool.available, waiting: pool.waiting };
}

function poolOf(sequelize: object): PoolCounts | undefined {
  const manager = (sequelize as Partial<WithConnectionManager>).connectionManager;
  if (typeof manager !== 'object' || manager === null || !('pool' in manager)) return undefined;
  return isPool(manager.pool) ? manager.pool : undefined;
}

function isPool(value: unknown): value is PoolCounts {
  if (typeof value !== 'object' || value === null) return false;
  return ['using', 'available', 'waiting'].every(
    (key) => typeof Reflect.get(value, key) === 'number',
  );
}

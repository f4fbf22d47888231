import { register } from 'tsx/esm/api';

/** Makes one migrated schema for each worker, next to the one of DATABASE_URL. */
export default async function globalSetup({ maxWorkers }) {
  const unregister = register();
  try {
    const { prepareSchemas } = await import('./prepare-schemas.ts');
    await prepareSchemas(maxWorkers);
  } finally {
    await unregister();
  }
}

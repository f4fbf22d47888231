export { createImportModule } from './create-import-module.js';
export type { ImportModule } from './create-import-module.js';

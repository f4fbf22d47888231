export { createTestDriveModule } from './create-test-drive-module.js';
export type { TestDriveModule, TestDriveModuleDeps } from './create-test-drive-module.js';
export { TEST_DRIVE_REQUESTED, TEST_DRIVE_SCHEDULED } from './test-drive-events.js';
export type { TestDriveService } from './test-drive-service.js';
export type { TestDrive, TestDriveStatus } from './test-drive-types.js';

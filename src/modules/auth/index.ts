export { createAuthModule } from './create-auth-module.js';
export type { AuthModule, AuthModuleDeps } from './create-auth-module.js';
export type { NewUser, UserProfile, UserRow } from './auth-types.js';
export type { NewOrganization, OrganizationService } from './organization-service.js';
export { Argon2PasswordHasher, OWASP_COSTS } from './password-hasher.js';
export type { Argon2Costs, PasswordHasher } from './password-hasher.js';
export type { UserDirectory } from './user-directory.js';
export type { RevocationReason } from './session-types.js';

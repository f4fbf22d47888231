import { Argon2PasswordHasher } from '../../src/modules/auth/index.js';
import type { DemoServices } from './demo-services.js';
import { ADMIN, STAFF } from './group-plan.js';

interface Login {
  readonly id: string;
  readonly passwordHash: string;
}

/**
 * Gives the demo's users this password where they have another; answers how many had. Inside the
 * organization's context.
 */
export async function seedPasswords({ database }: DemoServices, password: string): Promise<number> {
  const hasher = new Argon2PasswordHasher();
  const { tenantDb, unitOfWork } = database;
  let changed = 0;
  for (const { email } of [ADMIN, ...STAFF]) {
    const login = await tenantDb.selectOne<Login>(
      `SELECT id, password_hash AS passwordHash FROM users
       WHERE organization_id = $organizationId AND email = $email`,
      { email },
    );
    if (login === undefined || (await hasher.verify(login.passwordHash, password))) continue;
    const passwordHash = await hasher.hash(password);
    await unitOfWork.run(() =>
      tenantDb.execute(
        `UPDATE users SET password_hash = $passwordHash, version = version + 1
         WHERE organization_id = $organizationId AND id = $id`,
        { id: login.id, passwordHash },
      ),
    );
    changed += 1;
  }
  return changed;
}

import { passwordFault } from '../../../src/modules/auth/password-rules.js';
import { newPasswordSchema } from '../../../src/modules/auth/password-schema.js';

const about = { email: 'rosa.delgado@lakeside.example', organizationName: 'Lakeside Motors' };

/** A password that is good but for its length. */
function ofLength(characters: number): string {
  return (
    'żq'.repeat(64).slice(0, Math.min(characters, 128)) + 'x'.repeat(Math.max(0, characters - 128))
  );
}

describe('a password', () => {
  it.each([
    'showroom-demo',
    'correct horse battery staple',
    'only lower case letters',
    '        spaces       ',
    'żółw idzie do szkoły',
    '🐢🐇🐢🐇🐢🐇🐢🐇',
    ofLength(8),
    ofLength(128),
  ])('may be %j', (password) => {
    expect(passwordFault(password, about)).toBeUndefined();
    expect(newPasswordSchema.safeParse(password).success).toBe(true);
  });

  it.each(['', 'seven77', ofLength(7), ofLength(129), '🐢🐇🐢🐇'])(
    'is not of 8 to 128 characters: %j',
    (password) => {
      expect(passwordFault(password, about)).toBe('password_length');
      expect(newPasswordSchema.safeParse(password).success).toBe(false);
    },
  );

  it('has its length counted as it is hashed, in composed characters', () => {
    const decomposed = 'é'.normalize('NFD').repeat(7);
    expect(decomposed).toHaveLength(14);
    expect(passwordFault(decomposed, about)).toBe('password_length');
    expect(newPasswordSchema.safeParse(decomposed).success).toBe(false);
    expect(passwordFault(`${decomposed}é`, about)).toBeUndefined();
  });

  it.each(['password', 'PassWord', 'qwertyuiop', '1234567890', 'iloveyou', 'ｐａｓｓｗｏｒｄ'])(
    'is among those that everybody tries: %j',
    (password) => {
      expect(passwordFault(password, about)).toBe('password_too_common');
    },
  );

  it.each([
    'rosa.delgado@lakeside.example',
    'rosa.delgado',
    'Rosa_Delgado_1987',
    'LakesideMotors',
    'lakeside motors 2026!',
    'showroom',
    'Showroom123!',
  ])('is known of its owner, the dealer or the product: %j', (password) => {
    expect(passwordFault(password, about)).toBe('password_too_personal');
  });

  it('may hold such a name among other things', () => {
    expect(passwordFault('lakeside motors is where I work', about)).toBeUndefined();
  });
});

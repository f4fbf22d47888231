import { hash as argon2Hash } from '@node-rs/argon2';
import { Argon2PasswordHasher } from '../../../src/modules/auth/password-hasher.js';
import { WorkQueue } from '../../../src/modules/auth/work-queue.js';

const OWASP = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

describe('Argon2PasswordHasher', () => {
  const hasher = new Argon2PasswordHasher();

  it('hashes as OWASP asks for, with a new salt each time', async () => {
    const [one, two] = [await hasher.hash('secret'), await hasher.hash('secret')];
    expect(one).toMatch(OWASP);
    expect(one).not.toBe(two);
    expect(one.length).toBeLessThanOrEqual(255);
  });

  it('knows the right password from the wrong one', async () => {
    const hash = await hasher.hash('pass wörd ✓');
    expect(await hasher.verify(hash, 'pass wörd ✓')).toBe(true);
    expect(await hasher.verify(hash, 'pass word ✓')).toBe(false);
  });

  it('takes accents however they are typed, also where a hash is of the other form', async () => {
    const [composed, decomposed] = ['żółw'.normalize('NFC'), 'żółw'.normalize('NFD')];
    const hash = await hasher.hash(decomposed);
    expect(await hasher.verify(hash, composed)).toBe(true);
    expect(await hasher.verify(hash, decomposed)).toBe(true);
    const older = await argon2Hash(decomposed);
    expect(await hasher.verify(older, decomposed)).toBe(true);
    expect(await hasher.verify(older, 'zolw')).toBe(false);
  });

  it('has a decoy that costs the same and that no password fits', async () => {
    expect(hasher.decoy).toMatch(OWASP);
    expect(await hasher.verify(hasher.decoy, '')).toBe(false);
    expect(new Argon2PasswordHasher().decoy).not.toBe(hasher.decoy);
  });
});

describe('WorkQueue', () => {
  it('runs so many at once, in order, and refuses what would wait too long', async () => {
    const queue = new WorkQueue({ running: 2, waiting: 2 });
    const started: number[] = [];
    const gates: Array<() => void> = [];
    const work = (number: number): Promise<number> =>
      queue.run(async () => {
        started.push(number);
        await new Promise<void>((resolve) => gates.push(resolve));
        return number;
      });
    const four = [1, 2, 3, 4].map(work);
    await expect(work(5)).rejects.toMatchObject({
      data: { code: 'busy', headers: { 'Retry-After': '1' } },
    });
    expect(started).toEqual([1, 2]);
    for (let index = 0; index < 4; index += 1) {
      gates[index]?.();
      await four[index];
    }
    expect(started).toEqual([1, 2, 3, 4]);
    expect(await Promise.all(four)).toEqual([1, 2, 3, 4]);
    expect(queue.isIdle()).toBe(true);
  });

  it('gives the place on when work fails', async () => {
    const queue = new WorkQueue({ running: 1, waiting: 1 });
    const failing = queue.run(async () => {
      throw new Error('planned');
    });
    const next = queue.run(async () => 'done');
    await expect(failing).rejects.toThrow('planned');
    expect(await next).toBe('done');
    expect(queue.isIdle()).toBe(true);
  });
});

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = Buffer.from([1]);
const HEADER_BYTES = FORMAT.length + KEY_ID_BYTES;

/** What a sealed text belongs to: its purpose first, then ids. It opens under the same only. */
export type SealingContext = readonly [purpose: string, ...ids: string[]];

/**
 * Keeps texts so that whoever reads the database cannot read them: AES-256-GCM under a key that
 * is not in the database. The first key seals, each opens what it has sealed, so that a key can
 * be replaced while texts of the previous ones remain (docs/authentication.md).
 */
export class SealedBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: { readonly id: Buffer; readonly key: Buffer };

  /** Takes keys of 32 bytes in base64, the one that seals first. Throws when one is not. */
  constructor([first, ...previous]: readonly [string, ...string[]]) {
    const key = toKey(first);
    this.current = { id: keyIdOf(key), key };
    const older = previous.map(toKey);
    this.keys = new Map([key, ...older].map((each) => [keyIdOf(each).toString('hex'), each]));
  }

  /** Seals a text: format, key id, nonce, tag, cipher text. */
  seal(text: string, context: SealingContext): Buffer {
    const { id, key } = this.current;
    const header = Buffer.concat([FORMAT, id]);
    return Buffer.concat([header, encrypt(key, text, additionalData(header, context))]);
  }

  /** The text that was sealed; throws when key or context are others, or it was tampered with. */
  open(sealed: Buffer, context: SealingContext): string {
    const header = sealed.subarray(0, HEADER_BYTES);
    const key = this.keys.get(header.subarray(FORMAT.length).toString('hex'));
    if (key === undefined || !header.subarray(0, FORMAT.length).equals(FORMAT)) {
      throw new Error('This was sealed with a key that is not known, or not sealed at all.');
    }
    return decrypt(key, sealed.subarray(HEADER_BYTES), additionalData(header, context));
  }

  /** The same text under the key that seals now; what is sealed under it already stays. */
  reseal(sealed: Buffer, context: SealingContext): Buffer {
    const keyId = sealed.subarray(FORMAT.length, HEADER_BYTES);
    if (keyId.equals(this.current.id)) return sealed;
    return this.seal(this.open(sealed, context), context);
  }
}

/** AES-256-GCM under a key of 32 bytes: a random nonce, the tag, the cipher text. */
export function encrypt(key: Buffer, text: string, additional: Buffer = Buffer.alloc(0)): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additional);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** What `encrypt` was given; throws when anything about it is different. */
export function decrypt(
  key: Buffer,
  encrypted: Buffer,
  additional: Buffer = Buffer.alloc(0),
): string {
  const nonce = encrypted.subarray(0, NONCE_BYTES);
  const tag = encrypted.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additional);
  decipher.setAuthTag(tag);
  const text = encrypted.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}

/** In JSON, two different lists of texts are never the same bytes. */
function additionalData(header: Buffer, context: SealingContext): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify(context))]);
}

function toKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) throw new Error('A sealing key must be 32 bytes in base64.');
  return key;
}

/** Tells keys apart, and says nothing about them. */
function keyIdOf(key: Buffer): Buffer {
  const hash = createHash('sha256').update('id of a sealing key').update(key).digest();
  return hash.subarray(0, KEY_ID_BYTES);
}

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import path from 'node:path';

const DAY_MS = 86_400_000;

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** PEM files of a certificate and its key. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateOptions {
  /** Names and IPv4 addresses that it is good for. */
  readonly names: readonly string[];
  /** Signed by itself instead of by the authority. */
  readonly selfSigned?: boolean;
  /** Its validity ended yesterday. */
  readonly expired?: boolean;
}

/** An authority of a test's own, which signs certificates (X.509, ECDSA on P-256). */
export class TestAuthority {
  private readonly keys = newKeys();
  readonly caFile: string;

  /** Writes everything into `directory`, under names that begin with `name`. */
  constructor(
    private readonly directory: string,
    private readonly name: string,
  ) {
    mkdirSync(directory, { recursive: true });
    const pem = this.certificate({ subject: name, keys: this.keys, extensions: [AUTHORITY] });
    this.caFile = this.write('ca.pem', pem);
  }

  /** Makes a key and a certificate for it. */
  issue(subject: string, { names, selfSigned, expired }: CertificateOptions): CertificateFiles {
    const keys = newKeys();
    const extensions = [alternativeNames(names)];
    const pem = this.certificate({ subject, keys, extensions, selfSigned, expired });
    return {
      certFile: this.write(`${subject}.pem`, pem),
      keyFile: this.write(`${subject}.key.pem`, pemOf(keys.privateKey)),
    };
  }

  private certificate(content: CertificateContent): string {
    const isOwn = content.selfSigned === true;
    const signer = isOwn ? content.keys : this.keys;
    const body = toBeSigned(content, isOwn ? content.subject : this.name);
    const signature = sign('sha256', body, signer.privateKey);
    const der = sequence(body, ECDSA_WITH_SHA256, bits(signature));
    const lines = der.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
    return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  }

  private write(file: string, content: string): string {
    const target = path.join(this.directory, `${this.name}-${file}`);
    writeFileSync(target, content, { mode: 0o600 });
    return target;
  }
}

interface CertificateContent {
  readonly subject: string;
  readonly keys: Keys;
  readonly extensions: readonly Buffer[];
  readonly selfSigned?: boolean | undefined;
  readonly expired?: boolean | undefined;
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** RFC 5280, section 4.1. */
function toBeSigned(content: CertificateContent, issuer: string): Buffer {
  const { subject, keys, extensions, expired } = content;
  const until = Date.now() + (expired === true ? -DAY_MS : DAY_MS);
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time(Date.now() - 2 * DAY_MS), time(until)),
    nameOf(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  );
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function bits(content: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), content]));
}

function objectId(...hex: readonly string[]): Buffer {
  return tagged(0x06, Buffer.from(hex.join(''), 'hex'));
}

function nameOf(commonName: string): Buffer {
  const value = tagged(0x0c, Buffer.from(commonName));
  return sequence(tagged(0x31, sequence(objectId('550403'), value)));
}

function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds)
    .toISOString()
    .replaceAll(/[-:T]|\.\d+/g, '')
    .slice(2);
  return tagged(0x17, Buffer.from(text));
}

function extension(id: Buffer, content: Buffer): Buffer {
  return sequence(id, tagged(0x04, content));
}

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIPv4(name)
      ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
      : tagged(0x82, Buffer.from(name)),
  );
  return extension(objectId('551d11'), sequence(...entries));
}

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));

/** Basic constraints: may sign certificates. */
const AUTHORITY = extension(objectId('551d13'), sequence(tagged(0x01, Buffer.from([0xff]))));

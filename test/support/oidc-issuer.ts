import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import type { Clock } from '../../src/shared/clock.js';

/** How it answers: as it should, never, or in a way that is of no use. */
export type IssuerMood = 'well' | 'silent' | 'garbage' | 'huge' | 'redirect' | 'impostor' | 'leak';

export type IssuerAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA' | 'ES384';

export interface IssuerKey {
  readonly kid: string;
  readonly alg: IssuerAlgorithm;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

export interface TokenParts {
  /** `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: IssuerKey;
}

export const AUDIENCE = 'showroom';

/** Makes a key that an issuer may publish. */
export async function newIssuerKey(kid: string, alg: IssuerAlgorithm): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { kid, alg, privateKey, publicKey, jwk };
}

/** An OpenID issuer on loopback, with its discovery document, its keys and its moods. */
export class OidcIssuer {
  mood: IssuerMood = 'well';
  /** What is published; the first signs. */
  keys: readonly IssuerKey[];
  /** Paths that were asked for. */
  readonly asked: string[] = [];

  private constructor(
    private server: Server,
    readonly port: number,
    key: IssuerKey,
  ) {
    this.keys = [key];
  }

  static async start(key: IssuerKey): Promise<OidcIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new OidcIssuer(server, (server.address() as AddressInfo).port, key);
    issuer.listenTo(server);
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get jwksUri(): string {
    return `${this.url}/keys`;
  }

  /** How often its keys were read. */
  get reads(): number {
    return this.asked.filter((path) => path === '/keys').length;
  }

  async stop(): Promise<void> {
    const { server } = this;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** At the same address as before. */
  async restart(): Promise<void> {
    this.server = createServer();
    this.listenTo(this.server);
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  /** A token for somebody, good for five minutes, unless it is told otherwise. */
  async token(clock: Clock, email: string, parts: TokenParts = {}): Promise<string> {
    const key = parts.key ?? this.keys[0];
    if (key === undefined) throw new Error('The issuer has no key.');
    const now = Math.floor(clock.now().getTime() / 1_000);
    const own = { iss: this.url, aud: AUDIENCE, sub: 'somebody', iat: now, exp: now + 300 };
    const claims = { ...own, email, email_verified: true, ...parts.claims };
    const header = present({ typ: 'JWT', kid: key.kid, ...parts.header });
    const payload: JWTPayload = present(claims);
    return new SignJWT(payload)
      .setProtectedHeader({ alg: key.alg, ...header })
      .sign(key.privateKey);
  }

  private listenTo(server: Server): void {
    server.on('request', ({ url = '' }, response) => {
      this.asked.push(url);
      this.answer(url, response);
    });
  }

  private answer(path: string, response: ServerResponse): void {
    switch (this.mood) {
      case 'silent':
        return;
      case 'garbage':
        response.end('<html>sign in</html>');
        return;
      case 'huge':
        response.end(JSON.stringify({ ...this.document(path), pad: 'x'.repeat(300_000) }));
        return;
      case 'redirect':
        response.writeHead(302, { Location: `${this.url}/elsewhere` }).end();
        return;
      case 'well':
      case 'impostor':
      case 'leak':
        response.end(JSON.stringify(this.document(path)));
    }
  }

  private document(path: string): object {
    if (path !== '/.well-known/openid-configuration') {
      return { keys: this.keys.map(({ jwk }) => jwk) };
    }
    const issuer = this.mood === 'impostor' ? `${this.url}/other` : this.url;
    const jwksUri = this.mood === 'leak' ? `http://localhost:${this.port}/keys` : this.jwksUri;
    return { issuer, jwks_uri: jwksUri };
  }
}

function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

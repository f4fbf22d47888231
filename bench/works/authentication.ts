import { createPrivateKey } from 'node:crypto';
import type { Request } from 'autocannon';
import { SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { v7 as newId } from 'uuid';
import { seededId } from '../data/seeded-id.js';
import { CONNECTIONS } from '../load.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import type { Contender, Work } from '../work.js';

const PATH = `/api/v1/vehicles/${seededId('vehicle')}`;
const PER_CONNECTION = 100;

/** The same vehicle with a token that is remembered, and with one never seen before each time. */
export async function authentication(
  { product, signingKeyPem }: Stage,
  token: string,
  rounds: number,
): Promise<Work> {
  // One batch for the warm-up and one for each round: a token is new once only.
  const batches: string[][] = [];
  for (let batch = 0; batch <= rounds; batch += 1) {
    batches.push(await freshTokens(token, signingKeyPem));
  }
  return {
    name: 'auth',
    title: 'a token never seen before (baseline: a remembered one)',
    baseline: contender('remembered', product, () => [token]),
    product: contender('new', product, () => batches.pop() ?? []),
    verify: () => expectVehicle(product.url, token),
  };
}

function contender(
  name: string,
  server: ServerProcess,
  nextTokens: () => readonly string[],
): Contender {
  return {
    name,
    load: () => {
      const tokens = nextTokens();
      return {
        server,
        requestsOf: (connection) => requests(tokens, connection),
        status: 200,
        amount: CONNECTIONS * PER_CONNECTION,
      };
    },
  };
}

function requests(tokens: readonly string[], connection: number): Request[] {
  return Array.from({ length: PER_CONNECTION }, (_, index) => {
    const token = tokens[(connection * PER_CONNECTION + index) % tokens.length];
    return { method: 'GET', path: PATH, headers: { authorization: `Bearer ${token}` } };
  });
}

/** Tokens that say the same as this one, each with an id and so a signature of its own. */
async function freshTokens(token: string, signingKeyPem: string): Promise<string[]> {
  const key = createPrivateKey(signingKeyPem);
  const claims = decodeJwt(token);
  const header = { alg: 'ES256', ...decodeProtectedHeader(token) };
  const tokens: string[] = [];
  for (let index = 0; index < CONNECTIONS * PER_CONNECTION; index += 1) {
    const signer = new SignJWT({ ...claims, jti: newId() }).setProtectedHeader(header);
    tokens.push(await signer.sign(key));
  }
  return tokens;
}

async function expectVehicle(url: string, token: string): Promise<void> {
  const response = await fetch(url + PATH, { headers: { Authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${PATH} was answered with ${response.status}.`);
}

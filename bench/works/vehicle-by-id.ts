import type { Request } from 'autocannon';
import { VEHICLES } from '../data/seed.js';
import { seededId } from '../data/seeded-id.js';
import { CONNECTIONS } from '../load.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import type { Contender, Work } from '../work.js';
import { compareAnswers } from './compare-answers.js';

const PER_CONNECTION = 64;
/** Spreads the ids over the whole table; has no factor in common with it. */
const STRIDE = 7_919;

/** `GET /vehicles/{id}`, 2,048 of the 50,000 in turn. */
export function vehicleById({ bare, product }: Stage, token: string): Work {
  const headers = { authorization: `Bearer ${token}` };
  const contender = (name: string, server: ServerProcess): Contender => ({
    name,
    load: () => ({
      server,
      requestsOf: (connection) => requests(connection, headers),
      status: 200,
    }),
  });
  return {
    name: 'vehicle',
    title: 'one vehicle by id',
    baseline: contender('bare', bare),
    product: contender('ours', product),
    target: 0.3,
    verify: () => compareAnswers(pathOf(0), bare.url, { url: product.url, token }),
  };
}

function requests(connection: number, headers: Record<string, string>): Request[] {
  return Array.from({ length: PER_CONNECTION }, (_, index) => ({
    method: 'GET',
    path: pathOf(connection + index * CONNECTIONS),
    headers,
  }));
}

function pathOf(index: number): string {
  return `/api/v1/vehicles/${seededId('vehicle', (index * STRIDE) % VEHICLES)}`;
}

import type { Request } from 'autocannon';
import { MAKES } from '../data/seeded-vehicles.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import type { Contender, Work } from '../work.js';
import { compareAnswers } from './compare-answers.js';

const PATHS = MAKES.flatMap((make) =>
  ['price', '-price'].map((sort) => `/api/v1/vehicles?make=${make}&sort=${sort}&limit=20`),
);

/** `GET /vehicles?make=…&sort=…`, the cheapest and the dearest 20 of every make in turn. */
export function vehiclePage({ bare, product }: Stage, token: string): Work {
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
    name: 'page',
    title: 'filtered, sorted page of 20',
    baseline: contender('bare', bare),
    product: contender('ours', product),
    target: 0.55,
    async verify() {
      for (const path of PATHS.slice(0, 2)) {
        await compareAnswers(path, bare.url, { url: product.url, token });
      }
    },
  };
}

/** All paths, each connection beginning with another. */
function requests(connection: number, headers: Record<string, string>): Request[] {
  return PATHS.map((_, index) => ({
    method: 'GET',
    path: PATHS[(connection + index) % PATHS.length],
    headers,
  }));
}

import type { Request } from 'autocannon';
import { OTHER_MANAGER, seedMillion } from '../data/seed-million.js';
import { MAKES } from '../data/seeded-vehicles.js';
import type { Stage } from '../stage.js';
import type { Contender, Work } from '../work.js';
import { logIn } from './log-in.js';

const QUERIES = [
  ...MAKES.slice(0, 4).map((make) => `make=${make}&sort=price`),
  ...['exteriorColor=Red&sort=mileage', 'bodyStyle=SUV&fuelType=hybrid&sort=-price'],
  ...['status=in_transit', 'drivetrain=AWD&sort=-modelYear', `q=${MAKES[5]}`, 'sort=daysInStock'],
];

/** The same pages in a group of 50,000 and in one of a million vehicles, both by the product. */
export async function growth({ product, connection }: Stage, token: string): Promise<Work> {
  await seedMillion(connection);
  const otherToken = await logIn(product.url, OTHER_MANAGER);
  const contender = (name: string, bearer: string): Contender => ({
    name,
    load: () => ({
      server: product,
      requestsOf: (first) => requests(first, { authorization: `Bearer ${bearer}` }),
      status: 200,
    }),
  });
  return {
    name: 'growth',
    title: 'pages of 1,000,000 vehicles beside those of 50,000',
    baseline: contender('50,000', token),
    product: contender('1,000,000', otherToken),
    target: 1 / 1.3,
    async verify() {
      for (const bearer of [token, otherToken]) {
        for (const { path, headers } of requests(0, { authorization: `Bearer ${bearer}` })) {
          const answer = await fetch(`${product.url}${path}`, { headers });
          const { data } = (await answer.json()) as { readonly data?: readonly unknown[] };
          if (data?.length !== 20) throw new Error(`${path} has no full page.`);
        }
      }
    },
  };
}

/** All pages, each connection beginning with another. */
function requests(
  first: number,
  headers: Record<string, string>,
): Array<Request & { path: string; headers: Record<string, string> }> {
  return QUERIES.map((_, index) => ({
    method: 'GET',
    path: `/api/v1/vehicles?${QUERIES[(first + index) % QUERIES.length]}&limit=20`,
    headers,
  }));
}

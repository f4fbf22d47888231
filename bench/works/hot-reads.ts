import { CONNECTIONS } from '../load.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import type { Work } from '../work.js';
import { vehicleById } from './vehicle-by-id.js';
import { vehiclePage } from './vehicle-page.js';

/** `GET /vehicles/{id}` again and again: 2,048 vehicles in turn, of which none changes. */
export async function hotVehicle(stage: Stage, token: string): Promise<Work> {
  const work = vehicleById({ ...stage, product: await keepingProduct(stage) }, token);
  return {
    ...askedBefore(work),
    name: 'vehicle-hot',
    title: 'one vehicle by id, hot',
    target: 1.5,
  };
}

/** The pages of every make again and again, none of which changes. */
export async function hotPage(stage: Stage, token: string): Promise<Work> {
  const work = vehiclePage({ ...stage, product: await keepingProduct(stage) }, token);
  return { ...askedBefore(work), name: 'page-hot', title: 'a search page, hot', target: 3 };
}

/** One process that keeps answers; the stage's own is told not to. */
function keepingProduct(stage: Stage): Promise<ServerProcess> {
  return stage.startProduct('keeping', 'api');
}

/** Hot is what somebody has asked for before. */
function askedBefore(work: Work): Work {
  return {
    ...work,
    async verify() {
      await work.verify();
      const load = work.product.load();
      if (!('requestsOf' in load)) return;
      const { server, requestsOf } = load;
      for (let connection = 0; connection < CONNECTIONS; connection += 1) {
        for (const { path, headers } of requestsOf(connection)) {
          const url = `${server.url}${String(path)}`;
          const answer = await fetch(url, { headers: headers as Record<string, string> });
          await answer.arrayBuffer();
        }
      }
    },
  };
}

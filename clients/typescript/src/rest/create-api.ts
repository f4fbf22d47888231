import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { paths } from '../generated/rest-types.js';
import { unwrap } from './problem-error.js';
import { resilientFetch } from './resilient-fetch.js';
import type { ResilientFetchOptions } from './resilient-fetch.js';

/** Every operation, typed: `api.GET('/api/v1/vehicles/{vehicleId}', { params: … })`. */
export type Api = Client<paths>;

export interface ApiOptions extends ResilientFetchOptions {
  /** `https://host`, without a path. */
  readonly baseUrl: string;
}

/** The API as typed calls. Answers from 400 on come as `error`, or are thrown by `unwrap`. */
export function createApi({ baseUrl, ...options }: ApiOptions): Api {
  return createClient<paths>({ baseUrl, fetch: resilientFetch(options) });
}

/** Gets tickets for a `RealtimeClient`; rejects with `ProblemError`. */
export function ticketsFrom(api: Api): () => Promise<string> {
  return async () => {
    const { ticket } = await unwrap(api.POST('/api/v1/realtime/tickets', {}));
    return ticket;
  };
}

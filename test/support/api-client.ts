import supertest from 'supertest';
import type { Test } from 'supertest';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { Contract } from './contract.js';

let contract: Contract | undefined;

/** The contract of all routes, built once a worker. */
export function productContract(): Contract {
  contract ??= new Contract(collectRoutes());
  return contract;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options' | 'head';

/** Sends requests with a token, and holds every answer against the OpenAPI document. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token?: string,
  ) {}

  get(path: string): Test {
    return this.send('get', path);
  }

  post(path: string): Test {
    return this.send('post', path);
  }

  put(path: string): Test {
    return this.send('put', path);
  }

  patch(path: string): Test {
    return this.send('patch', path);
  }

  delete(path: string): Test {
    return this.send('delete', path);
  }

  options(path: string): Test {
    return this.send('options', path);
  }

  head(path: string): Test {
    return this.send('head', path);
  }

  private send(method: Method, path: string): Test {
    const test = supertest(this.url)[method](path);
    if (this.token !== undefined) test.set('Authorization', `Bearer ${this.token}`);
    return test.expect((answer) => {
      productContract().expect(answer, { method, path });
    });
  }
}

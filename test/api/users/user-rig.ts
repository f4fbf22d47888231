import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { TEST_PASSWORD } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import type { TestApp } from '../../support/test-app.js';

/** An account as answered. */
export interface AccountBody {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly phone?: string;
  readonly role: string;
  readonly showroomIds: readonly string[];
  readonly status: string;
  readonly disabledAt?: string;
  readonly version: number;
  readonly _links: Readonly<Record<string, { readonly href: string }>>;
}

export type Answer = Awaited<ReturnType<ReturnType<TestApp['request']>['post']>>;

/** What somebody of a group does with its accounts. */
export class UserRig {
  constructor(
    readonly app: Pick<TestApp, 'request'>,
    readonly group: DealerGroup,
  ) {}

  /** Asks for a new account; answers whatever comes. */
  async post(body: object, by: Person = this.group.admin): Promise<Answer> {
    return this.app.request(by.token).post('/api/v1/users').send(body);
  }

  /** A new account. */
  async create(values: object = {}, by?: Person): Promise<AccountBody> {
    const answer = await this.post(
      newUser({ showroomIds: [this.group.showroom.id], ...values }),
      by,
    );
    expect([answer.status, answer.body]).toEqual([201, answer.body]);
    return answer.body as AccountBody;
  }

  /** Reads an account; answers whatever comes. */
  async get(userId: string, by: Person = this.group.admin): Promise<Answer> {
    return this.app.request(by.token).get(`/api/v1/users/${userId}`);
  }

  /** An account as it now is. */
  async account(userId: string): Promise<AccountBody> {
    const answer = await this.get(userId);
    expect([answer.status, answer.body]).toEqual([200, answer.body]);
    return answer.body as AccountBody;
  }

  /** Changes an account in its present version; answers whatever comes. */
  async patch(userId: string, body: object, by: Person = this.group.admin): Promise<Answer> {
    const { version } = await this.account(userId);
    return this.patchVersion({ userId, version }, body, by);
  }

  /** Changes an account in the version that is given. */
  async patchVersion(
    { userId, version }: { readonly userId: string; readonly version: number },
    body: object,
    by: Person = this.group.admin,
  ): Promise<Answer> {
    return this.app
      .request(by.token)
      .patch(`/api/v1/users/${userId}`)
      .set('If-Match', `"${version}"`)
      .send(body);
  }
}

/** A body that is good, with something else in it. */
export function newUser(values: object = {}): object {
  return {
    email: newEmail(),
    name: 'Nora New',
    role: 'sales_rep',
    password: TEST_PASSWORD,
    ...values,
  };
}

/** Nobody else in the schema has this address. */
export function newEmail(): string {
  return `user-${randomUUID()}@dealer.example`;
}

/** Status and code of a refusal. */
export function refusal({ status, body }: Answer): [number, unknown] {
  return [status, (body as { code?: unknown }).code];
}

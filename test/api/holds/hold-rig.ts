import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import type { Role } from '../../../src/shared/principal.js';
import { TEST_PASSWORD } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import type { ApiClient } from '../../support/api-client.js';
import { freshKey } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { vehicleBody } from '../vehicles/vehicle-body.js';

export const HOUR_MS = 60 * 60_000;

/** A hold, as far as tests look at it. */
export interface HoldBody {
  readonly id: string;
  readonly vehicleId: string;
  readonly status: string;
  readonly heldBy: string;
  readonly until: string;
  readonly showroomId: string;
  readonly transferId?: string;
  readonly version: number;
  readonly _links: Links;
}

/** A transfer, as far as tests look at it. */
export interface TransferBody {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly _links: Links;
}

type Links = Readonly<Record<string, { readonly href: string; readonly method?: string }>>;

/** Requests around holds. */
export class HoldRig {
  private readonly tokens = new Map<string, string>();

  constructor(readonly app: TestApp) {}

  /** Lets the time pass; these people log in again after it. */
  async pass(milliseconds: number, people: readonly Person[]): Promise<void> {
    this.app.clock.advance(milliseconds);
    for (const { userId, email } of people) {
      const body = { email, password: TEST_PASSWORD };
      const answer = await this.app.request().post('/api/v1/auth/login').send(body);
      expect(answer.status).toBe(200);
      this.tokens.set(userId, (answer.body as { accessToken: string }).accessToken);
    }
  }

  /** A client of the person, with the token of the last log-in. */
  as(person: Person): ApiClient {
    return this.app.request(this.tokens.get(person.userId) ?? person.token);
  }

  async createVehicle(group: DealerGroup, fields: object = {}): Promise<string> {
    const answer = await this.as(group.admin)
      .post('/api/v1/vehicles')
      .send(vehicleBody(group, { ...fields }));
    expect(answer.status).toBe(201);
    return (answer.body as { id: string }).id;
  }

  hold(person: Person, vehicleId: string, body: object = {}, key = freshKey()): Promise<Response> {
    return this.as(person)
      .post(`/api/v1/vehicles/${vehicleId}/holds`)
      .set('Idempotency-Key', key)
      .send(body)
      .then();
  }

  /** The hold that somebody makes without difficulty. */
  async held(person: Person, vehicleId: string, body: object = {}): Promise<HoldBody> {
    const answer = await this.hold(person, vehicleId, body);
    expect(answer.status).toBe(201);
    return answer.body as HoldBody;
  }

  read(person: Person, { vehicleId, id }: Pick<HoldBody, 'vehicleId' | 'id'>): Promise<Response> {
    return this.get(person, `/api/v1/vehicles/${vehicleId}/holds/${id}`);
  }

  get(person: Person, path: string): Promise<Response> {
    return this.as(person).get(path).then();
  }

  async vehicle(person: Person, vehicleId: string): Promise<Record<string, unknown>> {
    const answer = await this.get(person, `/api/v1/vehicles/${vehicleId}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe(`"${String(answer.body.version)}"`);
    return answer.body as Record<string, unknown>;
  }

  extend(person: Person, hold: HoldBody, until: Date | string): Promise<Response> {
    return this.as(person)
      .patch(`/api/v1/vehicles/${hold.vehicleId}/holds/${hold.id}`)
      .set('If-Match', `"${hold.version}"`)
      .send({ until })
      .then();
  }

  release(person: Person, hold: HoldBody): Promise<Response> {
    return this.as(person)
      .delete(`/api/v1/vehicles/${hold.vehicleId}/holds/${hold.id}`)
      .set('If-Match', `"${hold.version}"`)
      .then();
  }

  /** Somebody new, with access to these showrooms. */
  async hire(group: DealerGroup, role: Role, ...showroomIds: string[]): Promise<Person> {
    const { users, tokens } = this.app.app.modules.auth;
    const email = `${randomBytes(6).toString('hex')}@dealer.example`;
    const person = { email, name: 'Noa New', role, showroomIds, password: TEST_PASSWORD };
    const { id: userId } = await group.inContext(() => users.create(person));
    const token = await group.inContext(() => tokens.issueAccessToken(userId));
    return { userId, email, name: person.name, token };
  }

  /** The transfer as this person sees it. */
  async transfer(person: Person, transferId: string | undefined): Promise<TransferBody> {
    const answer = await this.get(person, `/api/v1/transfers/${String(transferId)}`);
    expect(answer.status).toBe(200);
    const body = answer.body as TransferBody;
    expect(answer.headers['etag']).toBe(`"${body.version}"`);
    return body;
  }

  /** Takes a transfer further; `at` is the transfer as it was read. */
  step(
    person: Person,
    at: Pick<TransferBody, 'id' | 'version'>,
    status: string,
    more: object = {},
  ): Promise<Response> {
    return this.as(person)
      .patch(`/api/v1/transfers/${at.id}`)
      .set('If-Match', `"${at.version}"`)
      .send({ status, ...more })
      .then();
  }

  /** A step that succeeds; answers the transfer after it. */
  async stepped(
    person: Person,
    at: Pick<TransferBody, 'id' | 'version'>,
    status: string,
  ): Promise<TransferBody> {
    const answer = await this.step(person, at, status);
    expect(answer.body).toMatchObject({ status, version: at.version + 1 });
    return answer.body as TransferBody;
  }

  /** An instant so far from now, by the clock of the product. */
  from(milliseconds: number): Date {
    return new Date(this.app.clock.now().getTime() + milliseconds);
  }

  /** Types and data of the vehicle's events, in their order. */
  async events(vehicleId: string): Promise<ReadonlyArray<{ type: string; data: object }>> {
    return this.app.database.rawDb.select(
      `SELECT type, data, showroom_id AS showroomId FROM events WHERE stream_id = $vehicleId
       ORDER BY version`,
      { vehicleId },
    );
  }
}

/** What a refusal says. */
export function refusal({ status, body }: Response): [number, string] {
  return [status, (body as { code: string }).code];
}

/** The n-th rep of the group, from 1. */
export function repOf(group: DealerGroup, number: number): Person {
  const rep = group.reps[number - 1];
  if (rep === undefined) throw new Error('The group has no such rep.');
  return rep;
}

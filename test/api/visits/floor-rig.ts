import { expect } from '@jest/globals';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { freshKey } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

const ATTEMPTS = 5;

/** The answer to one activity. */
export interface Outcome {
  readonly activityId: string;
  readonly visitId: string;
  readonly alerts: ReadonlyArray<{ type: string; assignedTo: string | null }>;
}

/** A visit as answered. */
export interface VisitBody {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly leadScore?: number;
  readonly durationSeconds?: number;
  readonly exitReason?: string;
  readonly engagedBy?: string;
  readonly assignment?: {
    readonly state: string;
    readonly assignedTo?: string;
    readonly acceptBy?: string;
    readonly waitingSince?: string;
  };
}

type Answer = Awaited<ReturnType<ReturnType<TestApp['request']>['post']>>;

/** What happens on one group's first floor, told through HTTP by its manager. */
export class FloorRig {
  constructor(
    readonly app: TestApp,
    readonly group: DealerGroup,
  ) {}

  /** Sends an activity as it is; answers whatever comes. */
  async tell(activity: object, by: Person = this.group.manager): Promise<Answer> {
    const key = freshKey();
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.app
        .request(by.token)
        .post(`/api/v1/showrooms/${this.group.showroom.id}/activities`)
        .set('Idempotency-Key', key)
        .send(activity);
      // A machine that is busy with other things may say so; a client then asks again.
      if (answer.status !== 503 || attempt === ATTEMPTS) return answer;
    }
  }

  /** Sends an activity that is accepted. */
  async act(activity: object, by?: Person): Promise<Outcome> {
    const answer = await this.tell(activity, by);
    expect([answer.status, answer.body]).toEqual([201, answer.body]);
    return answer.body as Outcome;
  }

  /** A nameless guest of this score comes in. */
  async enter(leadScore?: number): Promise<Outcome> {
    const location = { floor: 1, x: 1, y: 1 };
    return this.act({ type: 'CUSTOMER_ENTERED', leadScore, location });
  }

  /** The visitor leaves. */
  async exit(visitId: string): Promise<Outcome> {
    return this.act({ type: 'CUSTOMER_EXITED', visitId });
  }

  /** The visitor walks there. */
  async move(visitId: string, x: number, y: number): Promise<Outcome> {
    return this.act({ type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x, y } });
  }

  /** The visit as it now is. */
  async visit(visitId: string): Promise<VisitBody> {
    const answer = await this.get(`/api/v1/visits/${visitId}`);
    return answer.body as VisitBody;
  }

  /** A GET by the manager that is answered with 200. */
  async get(path: string): Promise<Answer> {
    const answer = await this.app.request(this.group.manager.token).get(path);
    expect([answer.status, answer.body]).toEqual([200, answer.body]);
    return answer;
  }

  /** Makes a resource; answers its id. */
  async create(path: string, body: object): Promise<string> {
    const answer = await this.app
      .request(this.group.manager.token)
      .post(path)
      .set('Idempotency-Key', freshKey())
      .send(body);
    expect([answer.status, answer.body]).toEqual([201, answer.body]);
    return (answer.body as { id: string }).id;
  }

  /** A customer with a name. */
  async customer(body: object = {}): Promise<string> {
    return this.create('/api/v1/customers', { firstName: 'Ann', lastName: 'Lee', ...body });
  }

  /** Schedules are due at once: other tests of this schema have moved clocks of their own. */
  async bringSchedulesForward(): Promise<void> {
    const { unitOfWork, rawDb } = this.app.database;
    await unitOfWork.run(() => rawDb.execute(`UPDATE schedules SET due_at = '2000-01-01'`));
  }

  /** The rep of this number, from 0. */
  rep(index: number): Person {
    const rep = this.group.reps[index];
    if (rep === undefined) throw new Error(`There is no rep ${index}.`);
    return rep;
  }
}

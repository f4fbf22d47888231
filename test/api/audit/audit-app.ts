import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import type { TestApp } from '../../support/test-app.js';

/** An event as the API shows it. */
export interface EventBody {
  readonly id: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly type: string; readonly id?: string };
  readonly subjectType?: string;
  readonly subjectIds: readonly string[];
  readonly requestId: string;
  readonly link?: { readonly position: number; readonly hash: string };
}

interface EventList {
  readonly data: readonly EventBody[];
  readonly page: {
    readonly hasMore: boolean;
    readonly nextCursor?: string;
    readonly total?: number;
  };
}

/** A dealer group of a test, and what was recorded of it. */
export class AuditedGroup {
  private constructor(
    private readonly app: TestApp,
    readonly group: DealerGroup,
  ) {}

  static async create(app: TestApp): Promise<AuditedGroup> {
    return new AuditedGroup(app, await createDealerGroup(app, { reps: 1 }));
  }

  get rep(): DealerGroup['reps'][number] {
    const [rep] = this.group.reps;
    if (rep === undefined) throw new Error('The group has no rep.');
    return rep;
  }

  /** Events with this action, latest first, as an administrator sees them. */
  async of(action: string): Promise<readonly EventBody[]> {
    return (await this.list(`action=${action}`)).data;
  }

  async list(query: string, token = this.group.admin.token): Promise<EventList> {
    const path = `/api/v1/audit-events?limit=100&${query}`;
    const answer = await this.app.request(token).get(path).expect(200);
    return answer.body as EventList;
  }

  /** Adds a customer; answers the id. */
  async customer(body: object): Promise<string> {
    const answer = await this.app
      .request(this.rep.token)
      .post('/api/v1/customers')
      .send(body)
      .expect(201);
    return (answer.body as { id: string }).id;
  }
}

import { newId } from '../../../src/shared/ids.js';
import type { Principal, Role } from '../../../src/shared/principal.js';
import { TEST_PASSWORD } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import type { TestApp } from '../../support/test-app.js';
import { exchange, freshIdempotencyKey } from './exchange.js';
import type { MatrixAnswer } from './exchange.js';

let lastNumber = 0;

/** A number that was never used, for what must be unique. */
export function uniqueNumber(): number {
  lastNumber += 1;
  return lastNumber;
}

const GIVING_SHOWROOM = { name: 'Back lot', timeZone: 'America/Chicago', currency: 'USD' };

/** The administrator of one dealer group, making what the matrix asks for. */
export class Office {
  private giving: Promise<string> | undefined;

  constructor(
    readonly app: TestApp,
    readonly group: DealerGroup,
  ) {}

  /** A request that is answered with success; answers its body. */
  async must(
    method: string,
    path: string,
    body?: unknown,
    more: { readonly token?: string; readonly version?: string } = {},
  ): Promise<Record<string, unknown>> {
    const { token = this.group.admin.token, version } = more;
    const conditional = version === undefined ? {} : { 'If-Match': version };
    const keyed = method === 'post' ? freshIdempotencyKey() : {};
    const headers = { ...keyed, ...conditional };
    const request = { method, path: `/api/v1${path}`, token, body, headers };
    const answer = await exchange(this.app.url, request);
    if (answer.status < 300) return (answer.body ?? {}) as Record<string, unknown>;
    throw new Error(`${method} ${path} → ${answer.status}: ${answer.text}`);
  }

  /** The id of what a POST has made. */
  async make(path: string, body: unknown, token?: string): Promise<string> {
    const made = await this.must('post', path, body, token === undefined ? {} : { token });
    return String(made['id']);
  }

  /** The present `ETag` of what stands at a path. */
  async versionOf(path: string): Promise<string> {
    const { token } = this.group.admin;
    const answer: MatrixAnswer = await exchange(this.app.url, { method: 'get', path, token });
    return answer.headers['etag'] ?? '"1"';
  }

  /** A vehicle of a showroom that everybody may buy. */
  async vehicle(showroomId: string, fields: object = {}): Promise<string> {
    return this.make('/vehicles', {
      ...{ showroomId, condition: 'used', modelYear: 2023, make: 'Honda', model: 'CR-V' },
      ...{ status: 'available', cost: usd(2_000_000), pack: usd(50_000), price: usd(2_700_000) },
      ...fields,
    });
  }

  /** What somebody asks a showroom for of which he is not, nor anybody but administrators. */
  async transfer({ token }: Person): Promise<string> {
    this.giving ??= this.make('/showrooms', GIVING_SHOWROOM);
    const path = `/vehicles/${await this.vehicle(await this.giving)}/holds`;
    return String((await this.must('post', path, {}, { token }))['transferId']);
  }

  /** A customer with a name that is found nowhere else. */
  async customer(): Promise<string> {
    const number = uniqueNumber();
    return this.make('/customers', {
      firstName: `Wilhelmina${number}`,
      lastName: `Oberholtzer${number}`,
      emails: [{ address: `wilhelmina${number}@personal.example` }],
      phones: [{ number: `+1312777${String(1_000 + number)}` }],
    });
  }

  /** An open visit, of nobody in particular unless a customer is given. */
  async visit(showroomId: string, customerId?: string): Promise<string> {
    const path = `/showrooms/${showroomId}/activities`;
    const location = { floor: 1, x: 1, y: 1 };
    const entered = { type: 'CUSTOMER_ENTERED', customerId, location, leadScore: 0.4 };
    return String((await this.must('post', path, entered))['visitId']);
  }

  /** The visitor leaves, and his rep is free. */
  async leave(showroomId: string, visitId: string): Promise<void> {
    const path = `/showrooms/${showroomId}/activities`;
    await this.must('post', path, { type: 'CUSTOMER_EXITED', visitId });
  }

  /** Gives the visit to a rep. */
  async assign(visitId: string, userId: string): Promise<void> {
    const body = { userId, reason: 'Knows the customer.' };
    await this.must('post', `/visits/${visitId}/assignment`, body);
  }

  /** Long work that this person has asked for, with two results. */
  async operation(showroomId: string, { userId }: Person): Promise<string> {
    const { service } = this.app.app.modules.operations;
    const { organizationId, inContext } = this.group;
    const starter: Principal = {
      ...{ kind: 'user', role: 'sales_rep', showroomIds: [showroomId], scopes: new Set<string>() },
      ...{ userId, organizationId, sessionId: newId() },
    };
    return inContext(async () => {
      const { id } = await service.start(starter, { type: 'vehicles.import', showroomId });
      await service.addRows(id, 1, [
        { row: 1, status: 'created', errors: [] },
        { row: 2, status: 'created', errors: [] },
      ]);
      return id;
    });
  }

  /** Hands in a file of vehicles, with nothing in it. */
  async file(showroomId: string): Promise<void> {
    await exchange(this.app.url, {
      method: 'post',
      path: `/api/v1/vehicles/imports?showroomId=${showroomId}`,
      token: this.group.admin.token,
      ...{ body: 'make,model\n', contentType: 'text/csv' },
    });
  }

  /** Somebody new, with a session of his own. */
  async hire(role: Role, showroomIds: readonly string[]): Promise<Person> {
    const { users, tokens } = this.app.app.modules.auth;
    const number = uniqueNumber();
    const [name, phone] = [`Bartholomew Quill${number}`, `+1312666${String(1_000 + number)}`];
    const email = `quill${number}-${this.group.organizationId}@dealer.example`;
    const person = { email, name, phone, role, showroomIds, password: TEST_PASSWORD };
    const user = await this.group.inContext(() => users.create(person));
    const token = await this.group.inContext(() => tokens.issueAccessToken(user.id));
    return { userId: user.id, email, name, phone, token };
  }
}

/** An amount in the currency of all showrooms. */
export function usd(amount: number): { amount: number; currency: string } {
  return { amount, currency: 'USD' };
}

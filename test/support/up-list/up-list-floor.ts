import { expect } from '@jest/globals';
import type { Action, UpListModel } from './up-list-model.js';
import type { Claim, Rep, Standing } from './up-list.js';

/** A request to one of two instances. */
export interface UpListCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Whose token: a rep's, or the manager's. */
  readonly userId: string;
  readonly body?: object;
}

/** Two instances of the product over one database, wherever they run. */
export interface UpListHost {
  readonly showroomId: string;
  readonly managerId: string;
  readonly repIds: readonly string[];
  /** Under one key until there is an answer, at the other instance if need be. */
  send(instance: number, call: UpListCall): Promise<{ status: number; body: unknown }>;
  query<Row extends object>(sql: string): Promise<readonly Row[]>;
  /** Two minutes pass, and what is due then is done. */
  lapse(): Promise<void>;
  /** The instance ends at once, and is started again. */
  crash(instance: number): Promise<void>;
}

/** An action with what the product said to it, in the model's words. */
export interface Deed {
  readonly action: Action;
  readonly answer: string;
}

interface StaffRow {
  readonly userId: string;
  readonly paused: number;
  readonly checkedInAt: Date | null;
  readonly lastAssignedAt: Date | null;
  readonly visitId: string | null;
}

interface TurnRow {
  readonly visitId: string;
  readonly state: 'waiting' | 'assigned' | 'accepted';
  readonly assignedTo: string | null;
  readonly shortlist: unknown;
  readonly waitingSince: Date | null;
}

/** Does things on the product, and finds out how they stand. */
export class UpListFloor {
  constructor(private readonly host: UpListHost) {}

  async perform(action: Action, instance: number): Promise<Deed> {
    const { status, body } = await this.host.send(instance, this.callOf(action));
    const answer = body as {
      code?: string;
      visitId?: string;
      alerts?: ReadonlyArray<{ assignedTo: string | null }>;
    };
    const more = answer.code ?? answer.alerts?.map(({ assignedTo }) => assignedTo ?? 'nobody')[0];
    const words = more === undefined ? String(status) : `${status} ${more}`;
    const isNew = action.kind === 'enter' && answer.visitId !== undefined;
    return {
      action: isNew ? { ...action, visitId: String(answer.visitId) } : action,
      answer: words,
    };
  }

  /** How things stand in the tables. */
  async standing(): Promise<Standing> {
    const { showroomId, repIds } = this.host;
    const staff = await this.host.query<StaffRow>(
      `SELECT user_id AS userId, paused, checked_in_at AS checkedInAt,
         last_assigned_at AS lastAssignedAt, assigned_visit_id AS visitId
       FROM staff WHERE showroom_id = '${showroomId}'`,
    );
    const turns = await this.host.query<TurnRow>(
      `SELECT visit_id AS visitId, state, assigned_to AS assignedTo, shortlist,
         waiting_since AS waitingSince
       FROM turns WHERE showroom_id = '${showroomId}' AND state <> 'closed'`,
    );
    const reps = repIds.map((userId) => toRep(userId, staff));
    return { reps, claims: turns.map(toClaim) };
  }

  /** The list as an instance answers it, and as tablets were told it last. */
  async lists(instance: number): Promise<{ answered: unknown; told: unknown }> {
    const { showroomId, managerId: userId } = this.host;
    const path = `/api/v1/showrooms/${showroomId}/rotation`;
    const { body } = await this.host.send(instance, { method: 'GET', path, userId });
    const [event] = await this.host.query<{ data: unknown }>(
      `SELECT data FROM events WHERE stream = 'rotation' AND stream_id = '${showroomId}'
       ORDER BY version DESC LIMIT 1`,
    );
    const told = parsed(event?.data) as { rotation?: unknown } | undefined;
    return { answered: (body as { data: unknown }).data, told: told?.rotation };
  }

  /** Every decision comes out the same; every customer who waited was shown to a manager. */
  async expectAccountable(): Promise<void> {
    const { showroomId, managerId: userId } = this.host;
    const decisions = await this.host.query<{ id: string }>(
      `SELECT id FROM rotation_decisions WHERE showroom_id = '${showroomId}'`,
    );
    const replays = decisions.map(async ({ id }, index) => {
      const path = `/api/v1/showrooms/${showroomId}/rotation/decisions/${id}/replay`;
      const replay = await this.host.send(index % 2, { method: 'POST', path, userId });
      expect(replay.body).toMatchObject({ same: true, decision: { id } });
    });
    await Promise.all(replays);
  }

  /** Events of customers who wait that no manager was shown. */
  async unseen(): Promise<number> {
    const [row] = await this.host.query<{ count: number | bigint }>(
      `SELECT COUNT(*) AS count FROM events e WHERE e.type = 'turn.waiting'
         AND e.showroom_id = '${this.host.showroomId}' AND NOT EXISTS (
           SELECT 1 FROM notifications n WHERE n.organization_id = e.organization_id
             AND n.event_id = e.id AND n.template = 'visit_waiting')`,
    );
    return Number(row?.count);
  }

  private callOf(action: Action): UpListCall {
    const { showroomId, managerId: userId } = this.host;
    if (action.kind === 'enter') {
      return this.tell('CUSTOMER_ENTERED', { leadScore: action.isHigh ? 0.9 : 0.7 });
    }
    if (!('visitId' in action)) return presenceCall(showroomId, action);
    const { kind, visitId } = action;
    const path = `/api/v1/visits/${visitId}/assignment`;
    if (kind === 'score') return this.tell('CUSTOMER_ENTERED', { visitId, leadScore: 0.9 });
    if (kind === 'exit') return this.tell('CUSTOMER_EXITED', { visitId });
    if (kind === 'expire') throw new Error('Time is nobody’s to ask for.');
    if (kind === 'engage') {
      const engagement = { salesRepId: action.userId, engagementType: 'greeting' };
      return this.tell('CUSTOMER_ENGAGED', { visitId, ...engagement });
    }
    if (kind !== 'assign') {
      return { method: 'POST', path: `${path}/${kind}`, userId: action.userId };
    }
    const body = { userId: action.userId, reason: 'They know each other.' };
    return { method: 'POST', path, userId, body };
  }

  private tell(type: string, activity: object): UpListCall {
    const { showroomId, managerId: userId } = this.host;
    const path = `/api/v1/showrooms/${showroomId}/activities`;
    return { method: 'POST', path, userId, body: { type, ...activity } };
  }
}

function presenceCall(
  showroomId: string,
  { kind, userId }: { readonly kind: string; readonly userId: string },
): UpListCall {
  const path = `/api/v1/showrooms/${showroomId}/staff/${userId}`;
  if (kind === 'check in') return { method: 'PUT', path: `${path}/check-in`, userId };
  if (kind === 'check out') return { method: 'DELETE', path: `${path}/check-in`, userId };
  return { method: 'PUT', path, userId, body: { isAvailable: kind === 'resume' } };
}

function toRep(userId: string, staff: readonly StaffRow[]): Rep {
  const row = staff.find((one) => one.userId === userId);
  return {
    userId,
    paused: row?.paused === 1,
    checkedInAt: row?.checkedInAt?.getTime(),
    lastAssignedAt: row?.lastAssignedAt?.getTime(),
    visitId: row?.visitId ?? undefined,
  };
}

function toClaim({ visitId, state, assignedTo, shortlist, waitingSince }: TurnRow): Claim {
  const list = parsed(shortlist);
  return {
    ...{ visitId, state, assignedTo: assignedTo ?? undefined },
    shortlist: Array.isArray(list) ? list.map(String) : [],
    waitingSince: waitingSince?.getTime(),
  };
}

function parsed(json: unknown): unknown {
  return typeof json === 'string' ? (JSON.parse(json) as unknown) : json;
}

/** A model that did the same, in one of the orders in which it may have happened, if there is one. */
export function explain(
  before: UpListModel,
  deeds: readonly Deed[],
  standing: Standing,
): UpListModel | undefined {
  for (const order of permutations(deeds)) {
    const model = before.copy();
    const isAnswered = order.every(({ action, answer }) => model.perform(action) === answer);
    if (isAnswered && isSame(model.standing, standing)) return model.copy(standing);
  }
  return undefined;
}

/** The same but for the times, and times in the same order. */
function isSame(model: Standing, real: Standing): boolean {
  const told = JSON.stringify(timeless(model)) === JSON.stringify(timeless(real));
  return told && TIMES.every((time) => isInOrder(time(model), time(real)));
}

const TIMES: ReadonlyArray<(standing: Standing) => ReadonlyMap<string, number | undefined>> = [
  ({ reps }) => new Map(reps.map((rep) => [rep.userId, rep.checkedInAt])),
  ({ reps }) => new Map(reps.map((rep) => [rep.userId, rep.lastAssignedAt])),
  ({ claims }) => new Map(claims.map((claim) => [claim.visitId, claim.waitingSince])),
];

/** What comes later in the model does not come earlier in truth. */
function isInOrder(
  model: ReadonlyMap<string, number | undefined>,
  real: ReadonlyMap<string, number | undefined>,
): boolean {
  const known = [...model].filter(([, time]) => time !== undefined);
  const order = known.sort(([, a], [, b]) => (a ?? 0) - (b ?? 0)).map(([id]) => real.get(id));
  return order.every((time, index) => index === 0 || (time ?? 0) >= (order[index - 1] ?? 0));
}

function timeless({ reps, claims }: Standing): unknown {
  const people = reps.map((rep) => [
    ...[rep.userId, rep.paused, rep.checkedInAt !== undefined],
    ...[rep.lastAssignedAt !== undefined, rep.visitId],
  ]);
  const visits = claims.map((claim) => [
    ...[claim.visitId, claim.state, claim.assignedTo, claim.shortlist],
    claim.waitingSince !== undefined,
  ]);
  return [people, visits.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))];
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => {
    const rest = [...items.slice(0, index), ...items.slice(index + 1)];
    return permutations(rest).map((others) => [item, ...others]);
  });
}

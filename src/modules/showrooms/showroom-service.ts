import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { NewEvent } from '../../events/event.js';
import type { Clock } from '../../shared/clock.js';
import { forbidden, notFound, staleVersion } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { decodeCursor } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { ShowroomCache } from './showroom-cache.js';
import { SHOWROOM_CREATED, SHOWROOM_UPDATED } from './showroom-events.js';
import type { ShowroomReadModel } from './showroom-read-model.js';
import type { ShowroomRepository } from './showroom-repository.js';
import { checkShowroom } from './showroom-rules.js';
import { DEFAULT_OPENING_HOURS } from './showroom-types.js';
import type { GeoPoint, NewShowroom, Showroom, ShowroomPatch } from './showroom-types.js';

interface ShowroomServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly showrooms: ShowroomRepository;
  readonly readModel: ShowroomReadModel;
  readonly cache: ShowroomCache;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
}

/** A page of the list, as a caller asks for it. */
export interface ShowroomPageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** More than most groups have. */
const READ_AT_ONCE = 1_000;

/** Cursors of the list are bound to this: it has no filters. */
export const SHOWROOM_LIST_FILTERS = { list: 'showrooms' };

/** The showrooms of the current organization. */
export class ShowroomService {
  constructor(private readonly deps: ShowroomServiceDeps) {}

  /**
   * The showroom, for somebody who may work in it. Throws 404 `showroom_not_found` for one that
   * is not of the organization, and 403 `showroom_forbidden` without access. It may be five
   * seconds old: for what floors, zone and currency are used for, that does no harm.
   */
  async requireAccess(principal: Principal, showroomId: string): Promise<Showroom> {
    const showroom = await this.get(showroomId);
    requireMembership(principal, showroomId);
    return showroom;
  }

  /** The showroom, at most five seconds old; throws 404 `showroom_not_found`. */
  async get(showroomId: string): Promise<Showroom> {
    return found(await this.deps.cache.get(showroomId));
  }

  /** The showroom as last committed, for somebody who may work in it; throws 404 and 403. */
  async read(principal: Principal, showroomId: string): Promise<Showroom> {
    const showroom = found(await this.deps.showrooms.find(showroomId));
    requireMembership(principal, showroomId);
    return showroom;
  }

  /** Those the caller has access to, the oldest first; throws 400 for a cursor not of this list. */
  async list(
    principal: Pick<Principal, 'showroomIds'>,
    query: ShowroomPageQuery,
  ): Promise<Page<Showroom>> {
    const { cursor, limit } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, SHOWROOM_LIST_FILTERS);
    return this.deps.readModel.list({ showroomIds: principal.showroomIds, limit, after });
  }

  /** All to which the caller has access. */
  async all({ showroomIds }: Pick<Principal, 'showroomIds'>): Promise<readonly Showroom[]> {
    const found: Showroom[] = [];
    let page: Page<Showroom> | undefined;
    do {
      const after = page?.next;
      page = await this.deps.readModel.list({ showroomIds, limit: READ_AT_ONCE, after });
      found.push(...page.rows);
    } while (page.next !== undefined);
    return found;
  }

  /** Where all showrooms of the organization are, as far as that is known. */
  async locations(): Promise<ReadonlyMap<string, GeoPoint | undefined>> {
    const all = await this.all({ showroomIds: 'all' });
    return new Map(all.map(({ id, location }) => [id, location]));
  }

  /** How many the caller has access to. */
  async count(principal: Principal): Promise<number> {
    return this.deps.readModel.count(principal.showroomIds);
  }

  /** Makes a showroom; throws 422 when its zone, currency, hours or floors make no sense. */
  async create(input: NewShowroom): Promise<Showroom> {
    const { unitOfWork, showrooms, events, clock } = this.deps;
    const showroom = newShowroom(input, clock.now());
    checkShowroom(showroom);
    return unitOfWork.run(async () => {
      await showrooms.insert(showroom);
      await events.publish({ ...eventOf(showroom, SHOWROOM_CREATED), version: 1 });
      return showroom;
    });
  }

  /** Changes what `patch` names; throws 404, 412 `stale_version`, and 422 as `create` does. */
  async update(showroomId: string, version: number, patch: ShowroomPatch): Promise<Showroom> {
    const { unitOfWork, showrooms, cache, events } = this.deps;
    return unitOfWork.run(async () => {
      const current = found(await showrooms.lock(showroomId));
      if (current.version !== version) throw staleVersion(current.version);
      if (Object.keys(patch).length === 0) return current;
      const updated = merge(current, patch);
      checkShowroom(updated);
      await showrooms.update(updated);
      await events.publish(eventOf(updated, SHOWROOM_UPDATED));
      unitOfWork.onCommitted(() => cache.forget(showroomId));
      return updated;
    });
  }
}

function found(showroom: Showroom | undefined): Showroom {
  if (showroom === undefined) throw notFound('showroom');
  return showroom;
}

function requireMembership(principal: Principal, showroomId: string): void {
  if (mayEnterShowroom(principal, showroomId)) return;
  throw forbidden('showroom_forbidden', 'You have no access to this showroom.');
}

function newShowroom(input: NewShowroom, createdAt: Date): Showroom {
  return {
    id: newId(),
    name: input.name,
    timeZone: input.timeZone,
    currency: input.currency,
    ...(input.address === undefined ? {} : { address: input.address }),
    ...(input.location === undefined ? {} : { location: input.location }),
    openingHours: input.openingHours ?? DEFAULT_OPENING_HOURS,
    floors: input.floors ?? [],
    version: 1,
    createdAt,
  };
}

function merge(current: Showroom, patch: ShowroomPatch): Showroom {
  const address = patch.address === undefined ? current.address : patch.address;
  const location = patch.location === undefined ? current.location : patch.location;
  return {
    id: current.id,
    name: patch.name ?? current.name,
    timeZone: patch.timeZone ?? current.timeZone,
    currency: patch.currency ?? current.currency,
    ...(address == null ? {} : { address }),
    ...(location == null ? {} : { location }),
    openingHours: patch.openingHours ?? current.openingHours,
    floors: patch.floors ?? current.floors,
    version: current.version + 1,
    createdAt: current.createdAt,
  };
}

function eventOf(showroom: Showroom, type: string): NewEvent {
  const { id, version } = showroom;
  const data = { showroomId: id, version };
  return { stream: 'showroom', streamId: id, type, showroomId: id, data };
}

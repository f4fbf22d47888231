import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { forbidden, notFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Page } from '../../shared/pagination.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VehicleRow, VehicleService } from '../vehicles/index.js';
import { DRIVE_MS, HORIZON_MS, chooseSlot, openingCheck } from './slot-rules.js';
import { testDriveCreated } from './test-drive-events.js';
import type {
  TestDrivePage,
  TestDriveFilters,
  TestDriveReadModel,
} from './test-drive-read-model.js';
import type { TestDriveRepository } from './test-drive-repository.js';
import type { Slot, TestDrive, TestDriveRequest } from './test-drive-types.js';

interface TestDriveServiceDeps {
  readonly testDrives: TestDriveRepository;
  readonly readModel: TestDriveReadModel;
  readonly showrooms: Pick<ShowroomService, 'requireAccess' | 'get'>;
  readonly vehicles: Pick<VehicleService, 'getMany'>;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** What a caller asks a list for. */
export type TestDriveListFilters = Omit<TestDriveFilters, 'showroomIds'> & {
  readonly showroomId?: string | undefined;
};

/** Which times are open to a request, read before anything is locked. */
export interface BookingTerms {
  /** Whether the showroom is open all the time of a slot. */
  readonly isOpen: (slot: Slot) => boolean;
}

/** Test drives of the showrooms. */
export class TestDriveService {
  constructor(private readonly deps: TestDriveServiceDeps) {}

  /** Test drives of the showrooms that the caller may see, latest booked first. */
  async list(
    principal: Principal,
    filters: TestDriveListFilters,
    page: TestDrivePage,
  ): Promise<Page<TestDrive>> {
    return this.deps.readModel.list(await this.visible(principal, filters), page);
  }

  /** How many there are. */
  async count(principal: Principal, filters: TestDriveListFilters): Promise<number> {
    return this.deps.readModel.count(await this.visible(principal, filters));
  }

  /** One test drive; throws 404, and 403 for another showroom's. */
  async get(principal: Principal, testDriveId: string): Promise<TestDrive> {
    const drive = await this.deps.testDrives.find(testDriveId);
    if (drive === undefined) throw notFound('test_drive');
    if (!mayEnterShowroom(principal, drive.showroomId)) {
      throw forbidden('showroom_forbidden', 'You have no access to this showroom.');
    }
    return drive;
  }

  /**
   * What a booking needs to know of showroom and vehicle; undefined when nobody can drive the
   * vehicle any more.
   */
  async terms(request: TestDriveRequest): Promise<BookingTerms | undefined> {
    const [vehicle] = await this.deps.vehicles.getMany([request.vehicleId]);
    if (vehicle === undefined || isGone(vehicle)) return undefined;
    if (vehicle.status === 'in_transit') return { isOpen: () => false };
    const showroom = await this.deps.showrooms.get(request.showroomId);
    return { isOpen: openingCheck(showroom) };
  }

  /**
   * Books the time that is wanted, or the first free one; without any the drive stays `requested`
   * for somebody to call back. Joins the caller's unit of work and must be the first in it.
   */
  async book(request: TestDriveRequest, terms: BookingTerms): Promise<void> {
    const { testDrives, events, clock } = this.deps;
    const now = clock.now();
    const requested = requestedDrive(request);
    await testDrives.lock(request);
    if (!(await testDrives.insert(requested, request.sourceEventId, now))) return;
    const slot = await this.freeSlot(request, terms, now);
    if (slot !== undefined) await testDrives.schedule(requested.id, request, slot);
    const drive: TestDrive =
      slot === undefined ? requested : { ...requested, status: 'scheduled', slot };
    await events.publish(testDriveCreated(drive));
  }

  private async freeSlot(
    request: TestDriveRequest,
    { isOpen }: BookingTerms,
    now: Date,
  ): Promise<Slot | undefined> {
    const { wantedAt } = request;
    const last = Math.max(wantedAt.getTime(), now.getTime()) + HORIZON_MS + DRIVE_MS;
    const within = { startsAt: now, endsAt: new Date(last) };
    const busy = await this.deps.testDrives.busy(request, within);
    return chooseSlot({ wantedAt, now, busy, isOpen });
  }

  private async visible(
    principal: Principal,
    { showroomId, ...rest }: TestDriveListFilters,
  ): Promise<TestDriveFilters> {
    if (showroomId !== undefined) {
      await this.deps.showrooms.requireAccess(principal, showroomId);
      return { ...rest, showroomIds: [showroomId] };
    }
    return principal.showroomIds === 'all' ? rest : { ...rest, showroomIds: principal.showroomIds };
  }
}

function isGone({ status }: VehicleRow): boolean {
  return status === 'sold' || status === 'withdrawn';
}

function requestedDrive(request: TestDriveRequest): TestDrive {
  const { showroomId, vehicleId, visitId, customerId, salesRepId } = request;
  return {
    id: newId(),
    showroomId,
    vehicleId,
    visitId,
    ...(customerId !== undefined && { customerId }),
    salesRepId,
    status: 'requested',
    source: 'visit',
    version: 1,
  };
}

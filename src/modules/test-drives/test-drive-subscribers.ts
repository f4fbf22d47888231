import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { Logger } from '../../observability/logger.js';
import type { BookingTerms, TestDriveService } from './test-drive-service.js';
import type { TestDriveRequest } from './test-drive-types.js';

interface TestDriveSubscriberDeps {
  readonly service: TestDriveService;
  readonly logger: Logger;
}

/** A visitor who asks a rep for a test drive of a vehicle gets one booked. */
export function bookOnRequest({
  service,
  logger,
}: TestDriveSubscriberDeps): EventSubscriber<BookingTerms | undefined> {
  return {
    name: 'test-drives.book-on-request',
    types: ['visit.engaged'],
    prepare: async (event: DomainEvent) => {
      const request = requestOf(event);
      if (request === undefined) return undefined;
      const terms = await service.terms(request);
      if (terms === undefined) {
        const { vehicleId } = request;
        logger.info({ eventId: event.id, vehicleId }, 'no test drive: the vehicle is gone');
      }
      return terms;
    },
    handle: async (event: DomainEvent, terms: BookingTerms | undefined) => {
      const request = requestOf(event);
      if (request !== undefined && terms !== undefined) await service.book(request, terms);
    },
  };
}

/** Undefined for what asks for no drive, or for none in particular. */
function requestOf(event: DomainEvent): TestDriveRequest | undefined {
  const { visitId, customerId, salesRepId, engagementType, vehicleId } = event.data;
  if (engagementType !== 'test_drive_request' || typeof vehicleId !== 'string') return undefined;
  if (event.showroomId === undefined) return undefined;
  return {
    showroomId: event.showroomId,
    visitId: String(visitId),
    ...(typeof customerId === 'string' && { customerId }),
    vehicleId,
    salesRepId: String(salesRepId),
    wantedAt: event.occurredAt,
    sourceEventId: event.id,
  };
}

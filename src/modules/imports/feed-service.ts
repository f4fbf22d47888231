import type { Principal } from '../../shared/principal.js';
import { csvLine } from './feed-csv-rules.js';
import type { FeedReadModel } from './feed-read-model.js';
import type { FeedFormat, FeedVehicle } from './feed-types.js';

interface FeedServiceDeps {
  readonly readModel: FeedReadModel;
  readonly showrooms: {
    requireAccess(principal: Principal, showroomId: string): Promise<unknown>;
  };
}

/** Which vehicles a feed has, and where they are shown. */
export interface FeedRequest {
  readonly showroomId?: string | undefined;
  /** Address of a vehicle's page with `{id}`, `{vin}` and `{stockNumber}`. */
  readonly linkTemplate?: string | undefined;
}

/** The inventory for the platforms that advertise it. */
export class FeedService {
  constructor(private readonly deps: FeedServiceDeps) {}

  /**
   * What is for sale in the showrooms of the caller, as it is read, without what the platform
   * would refuse; throws 403 and 404 for a showroom that he has no access to.
   */
  async lines(
    principal: Principal,
    format: FeedFormat,
    { showroomId, linkTemplate = '' }: FeedRequest,
  ): Promise<AsyncIterable<string>> {
    const { showrooms, readModel } = this.deps;
    if (showroomId !== undefined) await showrooms.requireAccess(principal, showroomId);
    const showroomIds = showroomId === undefined ? principal.showroomIds : [showroomId];
    return linesOf(format, readModel.pages({ showroomIds }), linkTemplate);
  }
}

async function* linesOf(
  format: FeedFormat,
  pages: AsyncIterable<readonly FeedVehicle[]>,
  template: string,
): AsyncGenerator<string> {
  let head = csvLine(format.columns.map(({ name }) => name));
  for await (const page of pages) {
    const lines = page.map((vehicle) => lineOf(format, vehicle, linkOf(vehicle, template)));
    yield head + lines.join('');
    head = '';
  }
  if (head !== '') yield head;
}

/** Nothing for a vehicle of which something is missing that the platform requires. */
function lineOf({ columns, required }: FeedFormat, vehicle: FeedVehicle, link: string): string {
  const cells = columns.map(({ value }) => value(vehicle, link));
  const isComplete = columns.every(({ name }, at) => cells[at] !== '' || !required.has(name));
  return isComplete ? csvLine(cells) : '';
}

function linkOf({ id, vin, stockNumber }: FeedVehicle, template: string): string {
  return template
    .replaceAll('{id}', id)
    .replaceAll('{vin}', vin)
    .replaceAll('{stockNumber}', encodeURIComponent(stockNumber ?? id));
}

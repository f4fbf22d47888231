import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { forbidden, notFound, unprocessable } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Page } from '../../shared/pagination.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { CustomerService, IntakeResult, Interests } from '../customers/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VehicleService } from '../vehicles/index.js';
import { findRepeated } from './lead-duplicates.js';
import { leadCreated } from './lead-events.js';
import type { LeadFilters, LeadReadModel } from './lead-read-model.js';
import type { LeadRepository } from './lead-repository.js';
import type { Lead, LeadVehicle } from './lead-types.js';
import type { ScoreRepository } from './score-repository.js';

interface LeadServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly leads: LeadRepository;
  readonly readModel: LeadReadModel;
  readonly scores: ScoreRepository;
  readonly customers: CustomerService;
  readonly vehicles: VehicleService;
  readonly showrooms: ShowroomService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** A vehicle as a client names it: by id, or by make and model. */
export type NewLeadVehicle = Omit<LeadVehicle, 'make' | 'model'> & {
  readonly make?: string;
  readonly model?: string;
};

/** A lead as a client sends it. */
export interface NewLead extends Pick<
  Lead,
  'showroomId' | 'source' | 'upType' | 'contactMethods' | 'budget' | 'timeframe' | 'comments'
> {
  readonly vehicles: readonly NewLeadVehicle[];
  readonly customerId?: string;
  readonly customer?: {
    readonly firstName?: string;
    readonly lastName?: string;
    readonly email?: string;
    readonly phone?: string;
  };
}

/** Leads come in, and are found again. */
export class LeadService {
  constructor(private readonly deps: LeadServiceDeps) {}

  /**
   * Stores a lead, linked to its customer; the score follows by the event. Throws 404 for an
   * unknown showroom, customer or vehicle, 422 for a phone number that is none.
   */
  async create(principal: Principal, input: NewLead): Promise<Lead> {
    return this.deps.unitOfWork.run(async () => {
      // First, as it locks the customer's contact points: what is read after it is up to date.
      const customer = await this.customerOf(input);
      await this.deps.showrooms.requireAccess(principal, input.showroomId);
      const lead = await this.draft(input, customer);
      await this.deps.leads.insert(lead);
      await this.deps.events.publish(leadCreated(lead));
      return lead;
    });
  }

  /** One lead; throws 404, and 403 for another showroom's. */
  async get(principal: Principal, leadId: string): Promise<Lead> {
    const lead = await this.require(leadId);
    if (!mayEnterShowroom(principal, lead.showroomId)) {
      throw forbidden('showroom_forbidden', 'You have no access to this showroom.');
    }
    return lead;
  }

  /** Leads of the showrooms that the caller may see, latest first. */
  async list(
    principal: Principal,
    filters: Omit<LeadFilters, 'showroomIds'> & { readonly showroomId?: string | undefined },
    options: {
      readonly limit: number;
      readonly before?: string | undefined;
      readonly countExact?: boolean;
    },
  ): Promise<{ page: Page<Lead>; total?: number }> {
    const { showroomId, ...rest } = filters;
    if (showroomId !== undefined) await this.deps.showrooms.requireAccess(principal, showroomId);
    const own = principal.showroomIds === 'all' ? undefined : principal.showroomIds;
    const narrowed = { ...rest, showroomIds: showroomId === undefined ? own : [showroomId] };
    const page = await this.deps.readModel.list(narrowed, options);
    if (options.countExact !== true) return { page };
    return { page, total: await this.deps.readModel.count(narrowed) };
  }

  /** A lead for other parts of the product; throws 404. */
  async require(leadId: string): Promise<Lead> {
    const lead = await this.deps.leads.find(leadId);
    if (lead === undefined) throw notFound('lead');
    return lead;
  }

  /** The score that counts for a customer, 0..1. */
  async latestScoreOf(customerId: string): Promise<number | undefined> {
    return this.deps.scores.latestOfCustomer(customerId);
  }

  /** Make, model and type of the vehicles that a customer's open leads ask for. */
  async openLeadInterests(customerId: string): Promise<Interests> {
    const open = await this.deps.leads.openOf(customerId);
    const wanted = open
      .flatMap((lead) => lead.vehicles)
      .filter(({ interest }) => interest !== 'trade-in' && interest !== 'sell');
    return {
      makes: wanted.map((vehicle) => vehicle.make),
      models: wanted.map((vehicle) => vehicle.model),
      bodyStyles: wanted.flatMap((vehicle) => vehicle.bodyStyle ?? []),
    };
  }

  private async customerOf({ customerId, customer }: NewLead): Promise<IntakeResult> {
    if (customerId !== undefined) {
      await this.deps.customers.require(customerId);
      return { customerId, created: false };
    }
    return this.deps.customers.resolveForIntake({ ...customer, channel: 'web' });
  }

  private async draft(
    input: NewLead,
    { customerId, created: isNewCustomer }: IntakeResult,
  ): Promise<Lead> {
    const now = this.deps.clock.now();
    const { customer, customerId: given, vehicles, ...rest } = input;
    const lead: Lead = {
      ...rest,
      id: newId(),
      customerId,
      status: 'new',
      vehicles: await this.resolveVehicles(vehicles),
      requestedAt: now,
      receivedAt: now,
      version: 1,
    };
    const open = isNewCustomer ? [] : await this.deps.leads.openOf(customerId);
    const repeated = findRepeated(lead, open);
    return repeated ? { ...lead, status: 'duplicate', duplicateOf: repeated.id } : lead;
  }

  /** A vehicle of ours gives its make, model and type; another must be named by the client. */
  private async resolveVehicles(
    vehicles: readonly NewLeadVehicle[],
  ): Promise<readonly LeadVehicle[]> {
    const resolved: LeadVehicle[] = [];
    for (const [index, vehicle] of vehicles.entries()) {
      resolved.push(await this.resolveVehicle(vehicle, `/vehicles/${index}`));
    }
    return resolved;
  }

  private async resolveVehicle(vehicle: NewLeadVehicle, pointer: string): Promise<LeadVehicle> {
    const { vehicleId, make, model } = vehicle;
    if (vehicleId !== undefined) {
      const ours = await this.deps.vehicles.require(vehicleId);
      return {
        ...vehicle,
        make: ours.make,
        model: ours.model,
        year: ours.modelYear,
        condition: ours.condition,
        ...(ours.bodyStyle ? { bodyStyle: ours.bodyStyle } : {}),
      };
    }
    if (make === undefined || model === undefined) {
      const detail = 'A vehicle is named by vehicleId, or by make and model.';
      throw unprocessable('vehicle_not_named', detail, pointer);
    }
    return { ...vehicle, make, model };
  }
}

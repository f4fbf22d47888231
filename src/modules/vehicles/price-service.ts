import type { Page } from '../../shared/pagination.js';
import type { PriceReadModel } from './price-read-model.js';
import type { PriceChange, PriceHistoryPage } from './price-types.js';
import type { VehicleService } from './vehicle-service.js';

interface PriceServiceDeps {
  readonly vehicles: Pick<VehicleService, 'require'>;
  readonly readModel: PriceReadModel;
}

/** What vehicles have cost. */
export class PriceService {
  constructor(private readonly deps: PriceServiceDeps) {}

  /** The prices of a vehicle, latest first; 404 when there is no such vehicle. */
  async history(vehicleId: string, page: PriceHistoryPage): Promise<Page<PriceChange>> {
    const { vehicles, readModel } = this.deps;
    await vehicles.require(vehicleId);
    return readModel.list(vehicleId, page);
  }

  /** How many prices the vehicle has had. */
  async count(vehicleId: string): Promise<number> {
    return this.deps.readModel.count(vehicleId);
  }
}

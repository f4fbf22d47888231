import type { EventSubscriber, RealtimeMapping, RelayListener } from '../events/event.js';
import type { AnyRoute } from '../http/define-route.js';
import type { JobHandler, Schedule } from '../jobs/job.js';
import { createAuditModule } from '../modules/audit/index.js';
import type { AuditModule } from '../modules/audit/index.js';
import { createAuthModule } from '../modules/auth/index.js';
import type { AuthModule } from '../modules/auth/index.js';
import { createCustomerModule } from '../modules/customers/index.js';
import type { CustomerModule } from '../modules/customers/index.js';
import { createImportModule } from '../modules/imports/index.js';
import type { ImportModule } from '../modules/imports/index.js';
import { createLeadModule } from '../modules/leads/index.js';
import type { LeadModule } from '../modules/leads/index.js';
import { createMessageModule } from '../modules/messages/index.js';
import type { MessageModule } from '../modules/messages/index.js';
import { createOperationModule } from '../modules/operations/index.js';
import type { OperationModule } from '../modules/operations/index.js';
import { createRotationModule } from '../modules/rotation/index.js';
import type { RotationModule } from '../modules/rotation/index.js';
import { createShowroomModule } from '../modules/showrooms/index.js';
import type { ShowroomModule } from '../modules/showrooms/index.js';
import { createTestDriveModule } from '../modules/test-drives/index.js';
import type { TestDriveModule } from '../modules/test-drives/index.js';
import { createVehicleModule } from '../modules/vehicles/index.js';
import type { VehicleModule } from '../modules/vehicles/index.js';
import { createVinModule } from '../modules/vins/index.js';
import type { VinModule } from '../modules/vins/index.js';
import { createVisitModule } from '../modules/visits/index.js';
import type { VisitModule } from '../modules/visits/index.js';
import type {
  FrameEnricher,
  RoomRule,
  RoomSnapshot,
  SocketCommand,
} from '../realtime/realtime-ports.js';
import { SealedBox } from '../shared/sealed-box.js';
import type { Platform } from './platform.js';

/** What a module may bring; each takes only what it needs. */
interface ModuleParts {
  readonly routes?: readonly AnyRoute[];
  readonly subscribers?: readonly EventSubscriber[];
  readonly realtime?: readonly RealtimeMapping[];
  readonly jobs?: readonly JobHandler[];
  readonly schedules?: readonly Schedule[];
  readonly roomRules?: readonly RoomRule[];
  readonly snapshots?: readonly RoomSnapshot[];
  readonly frameEnrichers?: readonly FrameEnricher[];
  readonly commands?: readonly SocketCommand[];
  readonly afterRelay?: RelayListener;
}

/** What the modules bring together. */
type GatheredParts = Required<Omit<ModuleParts, 'afterRelay'>> & {
  readonly afterRelay: readonly RelayListener[];
};

/** All modules by name. */
export interface Modules {
  readonly audit: AuditModule;
  readonly auth: AuthModule;
  readonly operations: OperationModule;
  readonly showrooms: ShowroomModule;
  readonly rotation: RotationModule;
  readonly customers: CustomerModule;
  readonly vehicles: VehicleModule;
  readonly imports: ImportModule;
  readonly vins: VinModule;
  readonly leads: LeadModule;
  readonly visits: VisitModule;
  readonly testDrives: TestDriveModule;
  readonly messages: MessageModule;
}

/** All modules, and what they bring together. */
export interface BuiltModules {
  readonly modules: Modules;
  readonly parts: GatheredParts;
}

/**
 * Builds the modules in the order in which they may import one another. `routes` are all that the
 * product serves, asked for when tokens get their scopes; of no matter where none is issued.
 */
export function buildModules(
  platform: Platform,
  routes: () => readonly AnyRoute[] = () => [],
): BuiltModules {
  const modules = createModules(platform, routes);
  const parts = gather(Object.values(modules));
  return { modules, parts };
}

function createModules(platform: Platform, routes: () => readonly AnyRoute[]): Modules {
  const { signingKeyPem, otherSigningKeyPems, opsClientSecret } = platform.config;
  const { dataEncryptionKeys, publicUrl } = platform.config;
  const sealedBox = new SealedBox(dataEncryptionKeys);
  const audit = createAuditModule(platform);
  const auth = createAuthModule({
    ...platform,
    mail: platform.mail.outbox,
    ...{ signingKeyPem, otherSigningKeyPems, opsClientSecret },
    ...{ publicUrl, sealedBox, routes, outsideIssuers: platform.integrations.oidcIssuers },
    serverSecret: dataEncryptionKeys[0],
    audit: audit.trail,
  });
  const operations = createOperationModule(platform);
  const users = auth.users;
  const showroomModule = createShowroomModule(platform);
  const showrooms = showroomModule.service;
  const rotation = createRotationModule({ ...platform, users, showrooms });
  const customerModule = createCustomerModule(platform);
  const customers = customerModule.service;
  const vehicleModule = createVehicleModule({ ...platform, showrooms });
  const vehicles = vehicleModule.service;
  const files = { showrooms, vehicles: vehicleModule.imports, operations: operations.service };
  const imports = createImportModule({ ...platform, ...files });
  const { leadScoring: scoring, sms, vinDecoder: decoder } = platform.integrations;
  const vins = createVinModule({ ...platform, decoder });
  const leadModule = createLeadModule({ ...platform, customers, vehicles, showrooms, scoring });
  const leads = leadModule.service;
  const earlier = { users, showrooms, rotation, customers, vehicles, leads };
  const visitModule = createVisitModule({ ...platform, ...earlier });
  const visits = visitModule.service;
  const testDrives = createTestDriveModule({ ...platform, showrooms, vehicles });
  const messages = createMessageModule({ ...platform, users, customers, visits, sms });
  return {
    audit,
    auth,
    operations,
    showrooms: showroomModule,
    rotation,
    customers: customerModule,
    vehicles: vehicleModule,
    imports,
    vins,
    leads: leadModule,
    visits: visitModule,
    testDrives,
    messages,
  };
}

function gather(modules: readonly ModuleParts[]): GatheredParts {
  return {
    routes: modules.flatMap((module) => module.routes ?? []),
    subscribers: modules.flatMap((module) => module.subscribers ?? []),
    realtime: modules.flatMap((module) => module.realtime ?? []),
    jobs: modules.flatMap((module) => module.jobs ?? []),
    schedules: modules.flatMap((module) => module.schedules ?? []),
    roomRules: modules.flatMap((module) => module.roomRules ?? []),
    snapshots: modules.flatMap((module) => module.snapshots ?? []),
    frameEnrichers: modules.flatMap((module) => module.frameEnrichers ?? []),
    commands: modules.flatMap((module) => module.commands ?? []),
    afterRelay: modules.flatMap((module) => module.afterRelay ?? []),
  };
}

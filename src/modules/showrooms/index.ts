export { createShowroomModule } from './create-showroom-module.js';
export type { ShowroomModule, ShowroomModuleDeps } from './create-showroom-module.js';
export { DEFAULT_OPENING_HOURS, WEEKDAYS } from './showroom-types.js';
export type {
  Floor,
  NewShowroom,
  OpeningHours,
  OpeningInterval,
  Showroom,
  Weekday,
} from './showroom-types.js';
export { isCurrency, isTimeZone } from './showroom-rules.js';
export type { ShowroomService } from './showroom-service.js';

export { createCustomerModule } from './create-customer-module.js';
export type { CustomerModule } from './create-customer-module.js';
export { CUSTOMER_CREATED, CUSTOMER_PROFILE_UPDATED } from './customer-events.js';
export { customerInterestsSchema } from './customer-frame-schema.js';
export type { IntakeResult } from './customer-intake.js';
export type { CustomerService } from './customer-service.js';
export { displayName } from './customer-types.js';
export type {
  Channel,
  CustomerIntake,
  CustomerRow,
  Interests,
  NewCustomer,
} from './customer-types.js';

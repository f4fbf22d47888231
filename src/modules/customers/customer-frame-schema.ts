import { customerSchema } from './customer-schema.js';

/** What a customer is looking for, as frames carry it. */
export const customerInterestsSchema = customerSchema.shape.interests;

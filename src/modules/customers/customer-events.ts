import type { NewEvent } from '../../events/event.js';
import type { Channel, CustomerRow } from './customer-types.js';

/** A customer is known for the first time: `{customerId, channel?}`. */
export const CUSTOMER_CREATED = 'customer.created';

/**
 * The profile has changed: `{customerId, profileVersion, changes, channel?}`; `changes` are names
 * of fields, never their values.
 */
export const CUSTOMER_PROFILE_UPDATED = 'customer.profile_updated';

/** The event of a new customer. */
export function customerCreated(customerId: string, channel: Channel | undefined): NewEvent {
  const data = { customerId, ...onChannel(channel) };
  return { stream: 'customer', streamId: customerId, type: CUSTOMER_CREATED, version: 1, data };
}

/** The event of a changed profile. */
export function profileUpdated(
  customer: CustomerRow,
  changes: readonly string[],
  channel: Channel | undefined,
): NewEvent {
  const { id: customerId, version: profileVersion } = customer;
  const data = { customerId, profileVersion, changes, ...onChannel(channel) };
  return { stream: 'customer', streamId: customerId, type: CUSTOMER_PROFILE_UPDATED, data };
}

function onChannel(channel: Channel | undefined): { channel?: Channel } {
  return channel === undefined ? {} : { channel };
}

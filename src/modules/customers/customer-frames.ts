import type { FrameEnricher, OutgoingFrame } from '../../realtime/realtime-ports.js';
import type { CustomerGlimpse, CustomerRepository } from './customer-repository.js';
import { displayName } from './customer-types.js';

const ENTERED = 'CUSTOMER_ENTERED';

/**
 * Puts `customerName` into every frame that has a `customerId`, and the profile's `interests`
 * into `CUSTOMER_ENTERED`: frames are kept without personal data, and get it when they are sent.
 */
export function customerFrames(repository: Pick<CustomerRepository, 'glimpses'>): FrameEnricher {
  return async (frames) => {
    const ids = [...new Set(frames.flatMap((frame) => customerIdOf(frame) ?? []))];
    if (ids.length === 0) return frames;
    const glimpses = await repository.glimpses(ids);
    const byId = new Map(glimpses.map((glimpse) => [glimpse.id, glimpse]));
    return frames.map((frame) => enriched(frame, byId.get(customerIdOf(frame) ?? '')));
  };
}

function customerIdOf({ payload }: OutgoingFrame): string | undefined {
  const customerId = payload['customerId'];
  return typeof customerId === 'string' ? customerId : undefined;
}

function enriched(frame: OutgoingFrame, glimpse: CustomerGlimpse | undefined): OutgoingFrame {
  if (glimpse === undefined) return frame;
  const customerName = displayName(glimpse);
  const payload = {
    ...frame.payload,
    ...(customerName === undefined ? {} : { customerName }),
    ...(frame.type === ENTERED ? { interests: glimpse.interests } : {}),
  };
  return { ...frame, payload };
}

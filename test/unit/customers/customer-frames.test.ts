import { customerFrames } from '../../../src/modules/customers/customer-frames.js';
import type { CustomerGlimpse } from '../../../src/modules/customers/customer-repository.js';
import type { OutgoingFrame } from '../../../src/realtime/realtime-ports.js';

const interests = { makes: ['Mazda'], models: [], bodyStyles: ['SUV'] };
const ada: CustomerGlimpse = { id: 'ada', firstName: 'Ada', lastName: 'Byron', interests };
const nameless: CustomerGlimpse = { id: 'nameless', firstName: null, lastName: null, interests };

function frame(type: string, payload: Record<string, unknown>): OutgoingFrame {
  return { type, room: 'showroom:1', seq: 1, occurredAt: '2026-11-20T15:00:00.000Z', payload };
}

function enricher(): { enrich: ReturnType<typeof customerFrames>; asked: string[][] } {
  const asked: string[][] = [];
  const glimpses = (ids: readonly string[]): Promise<CustomerGlimpse[]> => {
    asked.push([...ids]);
    return Promise.resolve([ada, nameless].filter(({ id }) => ids.includes(id)));
  };
  return { enrich: customerFrames({ glimpses }), asked };
}

describe('customerFrames', () => {
  it('puts the name into every frame that has a customer, and asks once for all', async () => {
    const { enrich, asked } = enricher();
    const frames = await enrich([
      frame('CUSTOMER_MOVED', { customerId: 'ada' }),
      frame('VISIT_WAITING', { visitId: 'v' }),
      frame('CUSTOMER_EXITED', { customerId: 'ada', duration: 5 }),
    ]);
    expect(frames.map(({ payload }) => payload)).toEqual([
      { customerId: 'ada', customerName: 'Ada Byron' },
      { visitId: 'v' },
      { customerId: 'ada', duration: 5, customerName: 'Ada Byron' },
    ]);
    expect(asked).toEqual([['ada']]);
  });

  it('puts the interests of the profile into CUSTOMER_ENTERED', async () => {
    const { enrich } = enricher();
    const [entered] = await enrich([frame('CUSTOMER_ENTERED', { customerId: 'ada' })]);
    expect(entered?.payload).toEqual({ customerId: 'ada', customerName: 'Ada Byron', interests });
  });

  it('leaves out the name of one who has none, and everything of one who is unknown', async () => {
    const { enrich } = enricher();
    const frames = await enrich([
      frame('CUSTOMER_MOVED', { customerId: 'nameless' }),
      frame('CUSTOMER_ENTERED', { customerId: 'nobody' }),
    ]);
    expect(frames.map(({ payload }) => payload)).toEqual([
      { customerId: 'nameless' },
      { customerId: 'nobody' },
    ]);
  });

  it('asks nothing when no frame has a customer', async () => {
    const { enrich, asked } = enricher();
    const frames = [frame('ROTATION_CHANGED', { rotation: [] })];
    expect(await enrich(frames)).toBe(frames);
    expect(asked).toEqual([]);
  });
});

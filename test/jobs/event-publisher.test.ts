import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WAKE_RELAY } from '../../src/events/wake-bus.js';
import { runInContext } from '../../src/observability/request-context.js';
import { newId } from '../../src/shared/ids.js';
import { EventFixture } from './event-fixture.js';

let fixture: EventFixture;

beforeAll(async () => {
  fixture = await EventFixture.create();
});

afterEach(() => fixture.reset());

afterAll(() => fixture.drop());

interface StoredEvent {
  readonly version: number;
  readonly data: object;
  readonly occurredAt: Date;
  readonly traceparent: string | null;
  readonly organizationId: string;
  readonly showroomId: string | null;
}

function stored(): Promise<StoredEvent[]> {
  return fixture.select<StoredEvent>(`SELECT version, data, occurred_at AS occurredAt, traceparent,
    organization_id AS organizationId, showroom_id AS showroomId FROM events ORDER BY position`);
}

/** Publishes as another process would, beside the run under way. */
async function publishElsewhere(streamId: string): Promise<void> {
  const other = fixture.schema.open();
  await other.unitOfWork.run(() => fixture.publisher(other).publish({ ...event, streamId }));
}

const event = { stream: 'thing', type: 'thing.done', data: { n: 1 } };

describe('EventPublisher', () => {
  it('throws outside a unit of work', async () => {
    const publishing = fixture.publisher().publish({ ...event, streamId: newId() });
    await expect(publishing).rejects.toThrow('needs a unit of work');
    expect(await stored()).toEqual([]);
  });

  it('leaves nothing, and wakes nobody, when the run is rolled back', async () => {
    let hints = 0;
    const end = fixture.bus.subscribe(WAKE_RELAY, () => (hints += 1));
    const run = fixture.run(async () => {
      await fixture.publisher().publish({ ...event, streamId: newId() });
      throw new Error('changed my mind');
    });
    await expect(run).rejects.toThrow('changed my mind');
    end();
    expect(await stored()).toEqual([]);
    expect(hints).toBe(0);
  });

  it('stores the event with everything known of it', async () => {
    const [streamId, showroomId] = [newId(), newId()];
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await runInContext({ requestId: 'request', traceparent }, () =>
      fixture.publish({ ...event, streamId, showroomId, version: 1 }),
    );
    expect(await stored()).toEqual([
      {
        version: 1,
        data: { n: 1 },
        occurredAt: fixture.clock.now(),
        traceparent,
        organizationId: fixture.organizationId,
        showroomId,
      },
    ]);
  });

  it('numbers the events of a stream', async () => {
    const streamId = newId();
    await fixture.publish({ streamId, version: 1 });
    await fixture.run(async () => {
      const publisher = fixture.publisher();
      await publisher.publish({ ...event, streamId });
      await publisher.publish({ ...event, streamId });
      await publisher.publish({ ...event, streamId: newId() });
    });
    expect((await stored()).map(({ version }) => version)).toEqual([1, 2, 3, 1]);
  });

  it('repeats the run whose snapshot did not know the latest event of the stream', async () => {
    const streamId = newId();
    await fixture.publish({ streamId, version: 1 });
    let attempts = 0;
    await fixture.run(async () => {
      attempts += 1;
      await stored();
      if (attempts === 1) await publishElsewhere(streamId);
      await fixture.publisher().publish({ ...event, streamId });
    });
    expect(attempts).toBe(2);
    expect((await stored()).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('refuses a second event with the same version', async () => {
    const streamId = newId();
    await fixture.publish({ streamId, version: 1 });
    await expect(fixture.publish({ streamId, version: 1 })).rejects.toThrow();
    expect(await stored()).toHaveLength(1);
  });
});

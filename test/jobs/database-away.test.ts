import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { newId } from '../../src/shared/ids.js';
import { createCuttableProxy } from '../realtime/support/cuttable-proxy.js';
import type { CuttableProxy } from '../realtime/support/cuttable-proxy.js';
import { eventually } from '../support/eventually.js';
import { EventFixture } from './event-fixture.js';

const LONGEST_FIRST_BACK_OFF_MS = 1_000;

let fixture: EventFixture;
let proxy: CuttableProxy;
let database: Database;

beforeAll(async () => {
  fixture = await EventFixture.create();
  proxy = await createCuttableProxy(fixture.schema.port);
  const url = new URL(fixture.schema.url);
  url.port = String(proxy.port);
  database = fixture.schema.open(workerPoolLimits, url.href);
});

afterAll(async () => {
  await fixture.drop();
  await proxy.close();
});

afterEach(() => fixture.reset());

/** Lets a second pass by the fixture's clock, and no lease, until there is an effect. */
async function expectEffect(what: string): Promise<void> {
  await sleep(500);
  proxy.mend();
  await eventually(async () => {
    fixture.clock.advance(LONGEST_FIRST_BACK_OFF_MS / 20);
    return (await fixture.effects()).length > 0;
  });
  expect(await fixture.effects()).toEqual([{ who: 'test.record', what }]);
}

it('does again what it was at when the database went away, without waiting for the lease', async () => {
  let tries = 0;
  const subscriber = fixture.subscriber(database, {
    handle: async () => {
      tries += 1;
      if (tries === 1) proxy.cut();
      await fixture.leave(database, 'test.record', `try ${tries}`);
    },
  });
  fixture.start({ subscribers: [subscriber] }, database);
  await fixture.publish();
  await eventually(() => tries === 1);
  await expectEffect('try 2');
});

it('does what it had claimed and could not read any more, without waiting for the lease', async () => {
  let reads = 0;
  const endObserving = database.sequelize.observe((sql) => {
    if (!sql.includes('FROM deliveries AS delivery JOIN events')) return;
    reads += 1;
    if (reads === 1) proxy.cut();
  });
  fixture.start({ subscribers: [fixture.subscriber(database)] }, database);
  const streamId = newId();
  await fixture.publish({ streamId, data: { n: 1 } });
  await eventually(() => reads === 1);
  await expectEffect(`${streamId} 1`);
  endObserving();
});

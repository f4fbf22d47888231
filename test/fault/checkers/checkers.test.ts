import { describe, expect, it } from '@jest/globals';
import { CUT_BY_CLIENT } from '../support/exchange.js';
import type { Exchange } from '../support/exchange.js';
import { checkAssignments, checkMoment } from './check-assignments.js';
import { checkDeliveries } from './check-deliveries.js';
import type { StoredDelivery, StoredEvent } from './check-deliveries.js';
import { checkContents, checkFrames } from './check-frames.js';
import { checkLeads } from './check-leads.js';
import type { Creation, Outcome, Reading } from './check-leads.js';
import { checkOutage, recoveryTime } from './check-outage.js';
import { checkScores } from './check-scores.js';
import { kindsOf } from './violation.js';

function exchange(invokedAt: number, changes: Partial<Exchange> = {}): Exchange {
  const answeredAt = invokedAt + 10;
  return { method: 'POST', path: '/api/v1/leads', invokedAt, answeredAt, status: 201, ...changes };
}

function created(key: string, outcome: Outcome): Creation {
  return { action: 'create', client: 0, key, outcome, exchange: exchange(0) };
}

function acknowledged(key: string, leadId: string): Creation {
  return created(key, { kind: 'acknowledged', leadId });
}

function read(key: string, leadId: string, found: Reading['found']): Reading {
  return { action: 'read', client: 0, key, leadId, found, exchange: exchange(0) };
}

describe('the checker of leads', () => {
  it('is content with answers that were kept, and with open ends of either kind', () => {
    const history = [
      created('a', { kind: 'open' }),
      acknowledged('a', 'lead-a'),
      acknowledged('a', 'lead-a'),
      read('a', 'lead-a', 'yes'),
      read('a', 'lead-a', 'open'),
      created('b', { kind: 'open' }),
      created('c', { kind: 'open' }),
      created('d', { kind: 'refused' }),
    ];
    const table = [
      { key: 'a', leadId: 'lead-a' },
      { key: 'b', leadId: 'lead-b' },
    ];
    expect(checkLeads(history, table)).toEqual([]);
  });

  it('sees a lead that was acknowledged and lost', () => {
    expect(kindsOf(checkLeads([acknowledged('a', 'lead-a')], []))).toEqual(['lost']);
  });

  it('sees a lead that a later read did not find, although it was found before', () => {
    const history = [
      acknowledged('a', 'lead-a'),
      read('a', 'lead-a', 'yes'),
      read('a', 'lead-a', 'no'),
    ];
    expect(kindsOf(checkLeads(history, []))).toEqual(['lost']);
  });

  it('sees a lead that was gone for a while and came back', () => {
    const history = [acknowledged('a', 'lead-a'), read('a', 'lead-a', 'no')];
    const table = [{ key: 'a', leadId: 'lead-a' }];
    expect(kindsOf(checkLeads(history, table))).toEqual(['resurrected']);
  });

  it('sees one key with two leads, in the table and in the answers', () => {
    const both = [
      { key: 'a', leadId: 'lead-1' },
      { key: 'a', leadId: 'lead-2' },
    ];
    expect(kindsOf(checkLeads([acknowledged('a', 'lead-1')], both))).toEqual(['doubled']);
    const history = [acknowledged('a', 'lead-1'), acknowledged('a', 'lead-2')];
    expect(kindsOf(checkLeads(history, both.slice(0, 1)))).toEqual(['doubled', 'lost']);
  });

  it('sees another lead under the id', () => {
    const history = [acknowledged('a', 'lead-a'), read('a', 'lead-a', 'different')];
    expect(kindsOf(checkLeads(history, [{ key: 'a', leadId: 'lead-a' }]))).toEqual(['changed']);
  });

  it('sees a lead of a request that was refused, and one that nobody asked for', () => {
    const table = [{ key: 'a', leadId: 'lead-a' }];
    const refused = [created('a', { kind: 'refused' })];
    expect(kindsOf(checkLeads(refused, table))).toEqual(['kept though refused']);
    expect(kindsOf(checkLeads([], table))).toEqual(['unasked']);
  });
});

describe('the checker of deliveries', () => {
  const events = [1, 2, 3].map((version): StoredEvent => ({
    position: version,
    stream: 'lead',
    streamId: 'lead-a',
    version,
    type: 'lead.scored',
    relayed: true,
  }));
  const deliveries = events.map(({ position }): StoredDelivery => ({
    subscriber: 'visits',
    position,
    state: 'done',
    finishedAt: position * 10,
  }));
  const subscriptions = [{ subscriber: 'visits', types: ['lead.scored'] }];

  function kinds(
    changes: Partial<Parameters<typeof checkDeliveries>[0]>,
    change?: Partial<StoredDelivery>,
  ): string[] {
    const changed = deliveries.map((one) => (one.position === 2 ? { ...one, ...change } : one));
    return kindsOf(checkDeliveries({ events, deliveries: changed, subscriptions, ...changes }));
  }

  it('is content when all are done in order', () => {
    expect(kinds({})).toEqual([]);
  });

  it('sees what was not delivered, not finished, or given up', () => {
    expect(kinds({ deliveries: deliveries.slice(0, 2) })).toEqual(['undelivered']);
    const last = deliveries.map((one) => (one.position === 3 ? { ...one, state: 'pending' } : one));
    expect(kinds({ deliveries: last })).toEqual(['unfinished']);
    expect(kinds({}, { state: 'dead' })).toEqual(['dead']);
  });

  it('sees an order that was not kept', () => {
    expect(kinds({}, { finishedAt: 31 })).toEqual(['out of order']);
    const { finishedAt, ...unfinished } = { ...deliveries[1], finishedAt: 0 };
    expect(finishedAt).toBe(0);
    const overtaken = deliveries.map((one) =>
      one.position === 2 ? { ...one, ...unfinished, state: 'pending', finishedAt: Infinity } : one,
    );
    expect(kinds({ deliveries: overtaken })).toEqual(['out of order', 'unfinished']);
  });

  it('sees an event that was left lying, and a stream with a gap', () => {
    const lying = events.map((event) => ({ ...event, relayed: event.position !== 3 }));
    expect(kinds({ events: lying })).toEqual(['not relayed']);
    expect(kinds({ events: [...events.slice(0, 1), ...events.slice(2)] })).toEqual(['gap']);
  });
});

describe('the checker of scores', () => {
  const leadIds = ['a'];

  it('is content with one by itself, and those asked for', () => {
    const asked = new Map([['a', { acknowledged: 1, tried: 2 }]]);
    expect(checkScores({ leadIds, scored: ['a'], told: ['a'] })).toEqual([]);
    expect(checkScores({ leadIds, scored: ['a', 'a'], told: ['a', 'a'], asked })).toEqual([]);
    const three = ['a', 'a', 'a'];
    expect(checkScores({ leadIds, scored: three, told: three, asked })).toEqual([]);
  });

  it('sees none, two, and one that nobody was told of', () => {
    const kinds = (scored: string[], told: string[]): string[] =>
      kindsOf(checkScores({ leadIds, scored, told }));
    expect(kinds([], [])).toEqual(['not scored']);
    expect(kinds(['a', 'a'], ['a', 'a'])).toEqual(['scored twice']);
    expect(kinds(['a'], [])).toEqual(['told otherwise']);
  });
});

describe('the checker of outages', () => {
  const outage = { downAt: 1_000, backAt: 5_000 };
  const down = {
    status: 503,
    contentType: 'application/problem+json',
    body: { code: 'database_unavailable' },
  };
  const good = [exchange(0), exchange(2_000, down), exchange(5_500), exchange(7_500)];

  function kinds(...more: readonly Exchange[]): string[] {
    return kindsOf(checkOutage([...good, ...more], outage));
  }

  it('is content with 503 in time and recovery in time', () => {
    expect(kinds(exchange(2_500, { ...down, answeredAt: 5_499 }))).toEqual([]);
    expect(recoveryTime(good, outage)).toBe(510);
  });

  it('sees an answer that took 3 s', () => {
    expect(kinds(exchange(2_000, { ...down, answeredAt: 5_000 }))).toEqual(['slow']);
  });

  it('sees another answer than 503, one that is no problem document, and none at all', () => {
    const { status, ...unanswered } = exchange(2_000);
    expect(status).toBe(201);
    expect(kinds(exchange(2_000, { ...down, status: 500 }))).toEqual(['not 503']);
    expect(kinds(exchange(2_000, { ...down, contentType: 'text/html' }))).toEqual(['not 503']);
    expect(kinds({ ...unanswered, broken: 'ECONNRESET' })).toEqual(['no connection']);
    expect(kinds({ ...unanswered, broken: CUT_BY_CLIENT })).toEqual([]);
  });

  it('sees who has not recovered after two seconds', () => {
    expect(kinds(exchange(6_999, down))).toEqual([]);
    expect(kinds(exchange(7_000, down))).toEqual(['not recovered']);
  });

  it('does not take silence of its own for a proof', () => {
    expect(kindsOf(checkOutage([exchange(0)], outage))).toEqual([
      'no outage seen',
      'no recovery seen',
    ]);
  });
});

describe('the checker of frames', () => {
  const stored = [1, 2, 3, 4];
  const kinds = (received: number[], from = 1): string[] =>
    kindsOf(checkFrames({ from, received, stored }));

  it('is content with all that came after joining', () => {
    expect(kinds([2, 3, 4])).toEqual([]);
    expect(kinds([], 4)).toEqual([]);
  });

  it('sees what is missing, doubled, or out of order', () => {
    expect(kinds([2, 4])).toEqual(['missing']);
    expect(kinds([2, 3])).toEqual(['missing']);
    expect(kinds([2, 3, 3, 4])).toEqual(['doubled']);
    expect(kinds([3, 2, 4])).toEqual(['out of order']);
  });

  it('sees a room that has a gap itself', () => {
    const record = { from: 1, received: [2, 4], stored: [1, 2, 4] };
    expect(kindsOf(checkFrames(record))).toEqual(['gap in the room']);
  });

  it('sees committed events that were lost, or given under two numbers', () => {
    const committed = ['a', 'b', 'c'];
    const kindsWith = (received: string[]): string[] =>
      kindsOf(checkContents({ committed, received }));
    expect(kindsWith(['x', 'c', 'a', 'b'])).toEqual([]);
    expect(kindsWith(['a', 'c'])).toEqual(['lost']);
    expect(kindsWith(['a', 'b', 'c', 'b'])).toEqual(['given twice']);
  });
});

describe('the checker of assignments', () => {
  const first = { step: 'assigned', visitId: 'v1', repId: 'r1' } as const;
  const second = { step: 'assigned', visitId: 'v2', repId: 'r1' } as const;

  it('is content with one after the other, and with a change of hands', () => {
    expect(checkAssignments([first, { step: 'ended', visitId: 'v1' }, second])).toEqual([]);
    expect(checkAssignments([first, { ...first, repId: 'r2' }, second])).toEqual([]);
    expect(checkMoment([first, { visitId: 'v2', repId: 'r2' }])).toEqual([]);
  });

  it('sees a rep with two visits', () => {
    expect(kindsOf(checkAssignments([first, second]))).toEqual(['two visits']);
    expect(kindsOf(checkMoment([first, second]))).toEqual(['two visits']);
  });

  it('sees a visit with two reps', () => {
    expect(kindsOf(checkMoment([first, { ...first, repId: 'r2' }]))).toEqual(['two reps']);
  });
});

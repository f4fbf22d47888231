import { salesRepNames } from '../../../src/modules/auth/auth-realtime.js';
import type { OutgoingFrame } from '../../../src/realtime/realtime-ports.js';

function frame(payload: Readonly<Record<string, unknown>>): OutgoingFrame {
  return { type: 'ANY', room: 'showroom:1', occurredAt: '2026-11-20T15:04:05.000Z', payload };
}

it('adds the names of reps with one look-up for all frames', async () => {
  const asked: Array<readonly string[]> = [];
  const enrich = salesRepNames({
    namesOf: async (ids) => {
      asked.push(ids);
      return new Map([['rep-1', 'Rosa']]);
    },
  });
  const frames = [
    frame({ salesRepId: 'rep-1', visitId: 'v' }),
    frame({ visitId: 'v' }),
    frame({ salesRepId: 'unknown' }),
  ];
  expect((await enrich(frames)).map(({ payload }) => payload)).toEqual([
    { salesRepId: 'rep-1', visitId: 'v', salesRepName: 'Rosa' },
    { visitId: 'v' },
    { salesRepId: 'unknown' },
  ]);
  expect(asked).toEqual([['rep-1', 'unknown']]);
});

it('asks for nothing when no rep is named', async () => {
  const enrich = salesRepNames({
    namesOf: async () => {
      throw new Error('Nobody was named.');
    },
  });
  const frames = [frame({ visitId: 'v' })];
  expect(await enrich(frames)).toBe(frames);
});

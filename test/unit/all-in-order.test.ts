import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { allInOrder } from '../../src/shared/all-in-order.js';

it('answers in order', async () => {
  const late = nextTurn('first');
  expect(await allInOrder([late, Promise.resolve('second')])).toEqual(['first', 'second']);
});

it('throws what stands first among that which failed, when all is over', async () => {
  let isOver = false;
  const late = nextTurn().then(() => {
    throw new Error('the cause');
  });
  const last = nextTurn()
    .then(nextTurn)
    .then(() => {
      isOver = true;
    });
  const consequence = Promise.reject(new Error('a consequence'));
  await expect(allInOrder([late, consequence, last])).rejects.toThrow('the cause');
  expect(isOver).toBe(true);
});

import { expect, it } from '@jest/globals';
import { createLogger } from '../../../src/observability/logger.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import { enterZoe, groupWithNumbers, notificationsOf, repOf } from './floor.js';

it('the log provider counts as sent, and nothing logs a name or a number', async () => {
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line: string) => void lines.push(line) });
  const test = await startTestApp({ overrides: { logger } });
  const group = await groupWithNumbers(test, 1);
  await enterZoe(test, group);
  const [row] = await eventually(
    () => notificationsOf(test, group),
    ([one]) => one?.state === 'sent',
  );
  await test.stop();
  expect(row?.providerId).toBe(`log-${row?.id}`);
  const log = lines.join('');
  expect(log).toContain(`"clientReference":"${row?.id}"`);
  expect(log).not.toMatch(/Zoë|Özil/);
  expect(log).not.toContain(repOf(group, 1).phone?.slice(2));
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FEATURE_NAMES } from '../../../src/modules/leads/index.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { startLocalServer } from '../../unit/integrations/local-server.js';
import type { LocalServer } from '../../unit/integrations/local-server.js';

let app: TestApp;
let group: DealerGroup;
let service: LocalServer;

beforeEach(async () => {
  service = await startLocalServer((response) => response.end('{}'));
  const leadScoring = { url: `${service.url}/api`, apiKey: 'secret-key' };
  app = await startTestApp({ config: { leadScoring } });
  group = await createDealerGroup(app, { reps: 1 });
});

afterEach(async () => {
  await app.stop();
  await service.close();
});

interface ScoreBody {
  readonly score: number;
  readonly source: string;
  readonly modelVersion: string;
  readonly baseValue: number;
  readonly contributions: ReadonlyArray<{ feature: string; value: unknown; contribution: number }>;
  readonly reason?: string;
}

async function sendLead(): Promise<string> {
  const answer = await app
    .request(group.manager.token)
    .post('/api/v1/leads')
    .set('Idempotency-Key', freshKey())
    .send({
      showroomId: group.showroom.id,
      source: 'website',
      timeframe: 'this_month',
      vehicles: [{ make: 'Honda', model: 'CR-V', interest: 'test-drive', condition: 'used' }],
      customer: { firstName: 'Ann', phone: '+13125550100' },
    });
  expect(answer.status).toBe(201);
  return answer.body.id as string;
}

async function scoreOf(leadId: string): Promise<ScoreBody> {
  const answer = await eventually(
    () => app.request(group.manager.token).get(`/api/v1/leads/${leadId}/score`),
    ({ status }) => status === 200,
  );
  return answer.body as ScoreBody;
}

function sum({ baseValue, contributions }: ScoreBody): number {
  return contributions.reduce((total, one) => total + one.contribution, baseValue);
}

function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}

function respondWith(body: unknown, status = 200): void {
  service.respond = (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('the score of a new lead', () => {
  it('is the scoring service’s, asked with all features after the lead is stored', async () => {
    const contributions = [{ feature: 'timeframe', contribution: 0.4 }];
    respondWith({ score: 0.82, modelVersion: 'xgb-7', contributions });
    const score = await scoreOf(await sendLead());
    expect(score).toMatchObject({ score: 0.82, source: 'service', modelVersion: 'xgb-7' });
    expect(score.contributions).toEqual([
      { feature: 'timeframe', value: 'this_month', contribution: 0.4 },
    ]);
    expect(sum(score)).toBeCloseTo(logOdds(0.82), 9);
    const [asked] = service.requests;
    expect([asked?.method, asked?.url]).toEqual(['POST', '/api/score']);
    expect(asked?.headers.authorization).toBe('Bearer secret-key');
    const { features } = JSON.parse(asked?.body ?? '') as { features: Record<string, unknown> };
    expect(Object.keys(features)).toEqual([...FEATURE_NAMES]);
    expect(features).toMatchObject({
      upType: 'internet',
      timeframe: 'this_month',
      wantsTestDrive: true,
      condition: 'used',
      hasPhone: true,
      hasEmail: false,
      earlierLeads: 0,
    });
  });

  it.each([
    ['out of range', { score: 1.01, modelVersion: 'x' }],
    ['not a number', { score: '0.9' }],
    ['not JSON', '<html>'],
  ])('comes from the scorecard when the answer is %s', async (_what, body) => {
    respondWith(body);
    const score = await scoreOf(await sendLead());
    expect(score).toMatchObject({ source: 'rules', reason: 'invalid_answer' });
    expect(sum(score)).toBeCloseTo(logOdds(score.score), 9);
  });

  it('comes from the scorecard when the service fails', async () => {
    respondWith('down', 500);
    const score = await scoreOf(await sendLead());
    expect(score).toMatchObject({ source: 'rules', modelVersion: 'scorecard-1', reason: 'error' });
  });

  it('comes from the scorecard when the service is silent, and the lead never waits', async () => {
    service.respond = () => undefined;
    const leadId = await sendLead();
    const early = await app.request(group.manager.token).get(`/api/v1/leads/${leadId}/score`);
    expect([early.status, early.body.code]).toEqual([404, 'not_scored_yet']);
    expect(await scoreOf(leadId)).toMatchObject({ source: 'rules', reason: 'timeout' });
  });

  it('can be asked for again, and the latest counts', async () => {
    respondWith('down', 500);
    const leadId = await sendLead();
    expect(await scoreOf(leadId)).toMatchObject({ source: 'rules' });
    respondWith({ score: 0.25, modelVersion: 'xgb-8' });
    const again = await app.request(group.manager.token).post(`/api/v1/leads/${leadId}/score`);
    expect(again.body).toMatchObject({ score: 0.25, source: 'service', modelVersion: 'xgb-8' });
    expect(await scoreOf(leadId)).toEqual(again.body);
  });
});

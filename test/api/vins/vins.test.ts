import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { json, silence, startLocalServer, text } from '../../unit/integrations/local-server.js';
import type { LocalServer, Respond } from '../../unit/integrations/local-server.js';
import { withCheckDigit } from '../../../src/shared/vin.js';

const FACTS = {
  ...{ Make: 'HONDA', Model: 'Accord', ModelYear: '2003', Trim: 'EX-V6', Doors: '2' },
  ...{ BodyClass: 'Coupe', DriveType: '', EngineCylinders: '6', Manufacturer: 'AMERICAN HONDA' },
};

let app: TestApp;
let group: DealerGroup;
let service: LocalServer;
let serial = 0;

async function start(respond: Respond): Promise<void> {
  service = await startLocalServer(respond);
  app = await startTestApp({ config: { vpicBaseUrl: `${service.url}/api` } });
  group = await createDealerGroup(app, { reps: 1 });
}

afterEach(async () => {
  await app.stop();
  await service.close();
});

/** A VIN that nobody has asked for: decodes are kept for good. */
function freshVin(): string {
  serial += 1;
  const end = `${process.pid}${serial}`.padStart(6, '0').slice(-6);
  return withCheckDigit(`1HGCM82603A${end}`);
}

function decode(vin: string, token = group.reps[0]?.token ?? ''): Promise<VinAnswer> {
  return app.request(token).get(`/api/v1/vins/${vin}`);
}

interface VinAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('GET /vins/{vin}', () => {
  it('tells what the service knows and which source gave what, and asks once', async () => {
    await start(json(200, { Results: [FACTS] }));
    const vin = freshVin();
    for (const asked of [vin.toLowerCase(), vin, vin]) {
      const { status, body } = await decode(asked);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ...{ vin, valid: true, checkDigitValid: true, make: 'HONDA', model: 'Accord' },
        ...{ modelYear: 2003, doors: 2, engineCylinders: 6, country: 'US' },
        sources: { make: 'vpic', model: 'vpic', modelYear: 'vpic', country: 'vin', region: 'vin' },
      });
      expect(body).not.toHaveProperty('drivetrain');
    }
    expect(service.requests.map(({ url }) => url)).toEqual([
      `/api/vehicles/DecodeVinValues/${vin}?format=json`,
    ]);
  });

  it('asks again for a VIN of which the service did not know the model', async () => {
    await start(json(200, { Results: [{ ...FACTS, Model: '' }] }));
    const vin = freshVin();
    await decode(vin);
    const { body } = await decode(vin);
    expect(body).toMatchObject({ make: 'HONDA', sources: { make: 'vpic' } });
    expect(body).not.toHaveProperty('model');
    expect(service.requests).toHaveLength(2);
  });

  it.each<[string, Respond]>([
    ['is down', json(500, { Message: 'no' })],
    ['speaks nonsense', text(200, '<html>')],
    ['knows nothing', json(200, { Results: [] })],
    ['is silent', silence],
  ])('tells what the characters say when the service %s', async (_name, respond) => {
    await start(respond);
    const { status, body } = await decode(freshVin());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ make: 'Honda', manufacturer: 'Honda', modelYear: 2003, region: 'North America' },
      sources: {
        make: 'vin',
        manufacturer: 'vin',
        modelYear: 'vin',
        region: 'vin',
        country: 'vin',
      },
    });
  });

  it('tells the region of Oceania and a maker of Australia by the characters', async () => {
    await start(json(500, {}));
    const { status, body } = await decode('6T1BE42K08X000001');
    expect(status).toBe(200);
    expect(body).toMatchObject({ region: 'Oceania', country: 'AU', make: 'Toyota' });
  });

  it('does not ask for a VIN that cannot be', async () => {
    await start(json(200, { Results: [FACTS] }));
    const vin = freshVin();
    const wrong = `${vin.slice(0, 8)}${vin.charAt(8) === '1' ? '2' : '1'}${vin.slice(9)}`;
    expect((await decode(wrong)).body).toMatchObject({ valid: false, checkDigitValid: false });
    expect(service.requests).toHaveLength(0);
  });

  it.each(['1HGCM82633A00435', '1HGCM82633A0043521', '1HGCM82633A00435O', 'VIN', '%F0%9F%9A%97'])(
    'refuses %s, which is none',
    async (textOfVin) => {
      await start(json(200, { Results: [FACTS] }));
      const { status, body } = await decode(textOfVin);
      expect([status, body['code']]).toEqual([422, 'not_a_vin']);
      expect(service.requests).toHaveLength(0);
    },
  );
});

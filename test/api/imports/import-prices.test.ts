import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { ImportRig } from './import-rig.js';

let app: TestApp;
let rig: ImportRig;

beforeAll(async () => {
  app = await startTestApp();
  rig = await ImportRig.create(app);
});

afterAll(() => app.stop());

describe('a vehicle without a price', () => {
  it('has no price to be noted when its showroom has another currency', async () => {
    const admin = app.request(rig.group.admin.token);
    const body = { name: 'Calgary', timeZone: 'America/Edmonton', currency: 'CAD' };
    await admin.post('/api/v1/showrooms').send(body).expect(201);
    const file = (showroom: string): string =>
      `Dealership,make,model,year,stock\n${showroom},Mazda,CX-5,2022,S1`;
    const take = async (showroom: string): Promise<void> => {
      await admin
        .post('/api/v1/vehicles/imports')
        .set('Content-Type', 'text/csv')
        .send(file(showroom))
        .expect(202);
      await app.app.idle();
    };
    await take(rig.group.showroom.name);
    await take('Calgary');
    const [vehicle] = await rig.vehicles();
    expect(vehicle).toMatchObject({ version: 2 });
    expect(vehicle?.['showroomId']).not.toBe(rig.group.showroom.id);
    expect(
      await rig.count(
        'SELECT COUNT(*) AS n FROM vehicle_prices WHERE organization_id = $organizationId',
      ),
    ).toBe(0);
  });
});

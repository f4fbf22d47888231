import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { ImportRig, someVin } from './import-rig.js';

type Line = Readonly<Record<string, string>>;

const GOOGLE = '/api/v1/feeds/google-vehicle-listings.csv';
const META = '/api/v1/feeds/meta-automotive.csv';

let app: TestApp;
let rig: ImportRig;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  rig = await ImportRig.create(app);
});

afterAll(() => app.stop());

async function feed(path: string): Promise<readonly Line[]> {
  const { text } = await rig.manager.get(path).expect(200);
  return parse(text, { columns: true });
}

const vin = someVin();
const file = [
  'stock,vin,condition,year,make,model,trim,body,fuel,miles,price,color,status,photos',
  `S1,${vin},CPO,2022,Mazda,CX-5,"=HYPERLINK(""x"")",SUV,Gas,18250,27499.5,Red,,https://p.example/1.jpg`,
  `S2,,used,2022,Mazda,CX-30,,SUV,Gas,1,20000,Red,,`,
  `S3,${someVin()},used,2022,Mazda,MX-5,,Convertible,Gas,1,,Red,,`,
  `S4,${someVin()},new,2026,Mazda,"3, ""Sport""",,Sedan,Hybrid,-5,-1,+Red,,`,
  `S5,${someVin()},new,2026,Mazda,3,,Sedan,Hybrid,5,30000,+Red,In transit,`,
].join('\n');

describe('a feed', () => {
  it('has what is for sale with VIN and price, in the words of the platform', async () => {
    await rig.take(file);
    const link = encodeURIComponent('https://dealer.example/cars/{vin}');
    expect(await feed(`${GOOGLE}?linkTemplate=${link}`)).toEqual([
      expect.objectContaining({
        ...{ vin, id: 'S1', store_code: rig.group.showroom.id, dealership_name: 'Lake Street' },
        ...{ condition: 'used', certified: 'true', year: '2022', mileage: '18250 miles' },
        ...{ price: '27499.50 USD', trim: `'=HYPERLINK("x")`, exterior_color: 'Red' },
        ...{ image_link: 'https://p.example/1.jpg', link: `https://dealer.example/cars/${vin}` },
      }),
    ]);
    expect(await feed(META)).toEqual([
      expect.objectContaining({
        ...{ vin, state_of_vehicle: 'CPO', body_style: 'SUV', fuel_type: 'GASOLINE' },
        ...{ 'mileage.value': '18250', 'mileage.unit': 'MI', price: '27499.50 USD' },
        ...{ availability: 'AVAILABLE', 'image[0].url': 'https://p.example/1.jpg' },
        'image[0].tag[0]': '2022 Mazda CX-5',
      }),
    ]);
  });

  it('is a file to be kept, which HEAD tells of, and only its head where nothing is', async () => {
    const answer = await rig.manager.get(GOOGLE).expect(200);
    expect(answer.text).toMatch(/^vin,id,store_code,[^\n]*\r\n$/);
    const head = await rig.manager.head(GOOGLE).expect(200);
    for (const { headers } of [answer, head]) {
      expect(headers['content-disposition']).toBe(
        'attachment; filename="google-vehicle-listings.csv"',
      );
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    }
  });

  it('has every page of a large inventory', async () => {
    const rows = Array.from(
      { length: 1_100 },
      (_, index) => `L${index},${someVin()},Kia,Rio,2020,9000`,
    );
    await rig.take(['stock,vin,make,model,year,price', ...rows].join('\n'));
    const lines = await feed(META);
    expect(new Set(lines.map((line) => line['stock_number'])).size).toBe(1_100);
  });

  it('is for managers, of showrooms that they have access to', async () => {
    await app.request(rig.group.reps[0]?.token).get(GOOGLE).expect(403);
    const other = `${GOOGLE}?showroomId=${rig.group.otherShowroom.id}`;
    await rig.manager.get(other).expect(403);
    const admin = app.request(rig.group.admin.token);
    await admin
      .post(`/api/v1/vehicles/imports?showroomId=${rig.group.otherShowroom.id}`)
      .set('Content-Type', 'text/csv')
      .send(file)
      .expect(202);
    await app.app.idle();
    expect(await feed(GOOGLE)).toEqual([]);
    expect((await admin.get(other).expect(200)).text).toContain(vin);
  });
});

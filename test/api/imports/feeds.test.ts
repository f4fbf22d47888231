import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { rigForEach, someVin } from './import-rig.js';
import type { ImportRig } from './import-rig.js';

type Line = Readonly<Record<string, string>>;

const PLACE = {
  address: {
    ...{ street: '200 Lake Street', city: 'Chicago', region: 'IL' },
    ...{ postalCode: '60611', country: 'US' },
  },
  location: { lat: 41.8925, lng: -87.6143 },
};

const GOOGLE = '/api/v1/feeds/google-vehicle-listings.csv';
const META = '/api/v1/feeds/meta-automotive.csv';

let rig: ImportRig;

rigForEach(async (fresh) => {
  rig = fresh;
  const { showroom, otherShowroom } = rig.group;
  for (const { id } of [showroom, otherShowroom]) await place(id, PLACE);
});

/** Says where a showroom is. */
async function place(showroomId: string, change: object): Promise<void> {
  const admin = rig.app.request(rig.group.admin.token);
  const path = `/api/v1/showrooms/${showroomId}`;
  const { headers } = await admin.get(path).expect(200);
  const etag = headers['etag'] ?? '';
  await admin.patch(path).set('If-Match', etag).send(change).expect(200);
}

async function feed(path: string): Promise<readonly Line[]> {
  const { text } = await rig.manager.get(path).expect(200);
  return parse(text, { columns: true });
}

/** Takes a vehicle with these pictures in. */
async function photographed(photos: readonly object[]): Promise<void> {
  const vehicle = {
    ...{ showroomId: rig.group.showroom.id, vin: someVin(), condition: 'used', modelYear: 2022 },
    ...{ make: 'Mazda', model: 'CX-5', mileage: 10, exteriorColor: 'Red' },
    price: { amount: 2_000_000, currency: 'USD' },
  };
  await rig.manager
    .post('/api/v1/vehicles')
    .set('Idempotency-Key', randomUUID())
    .send({ ...vehicle, photos })
    .expect(201);
}

const HEAD = 'stock,vin,make,model,year,price,color,photos';
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
        ...{ condition: 'used', certified_pre_owned: 'yes', year: '2022', mileage: '18250 miles' },
        ...{ price: '27499.50 USD', trim: `'=HYPERLINK("x")`, exterior_color: 'Red' },
        dealership_address: '200 Lake Street, Chicago, IL 60611, US',
        ...{ vehicle_option: 'SUV,Gas', vehicle_fulfillment: 'IN_STORE' },
        ...{ image_link: 'https://p.example/1.jpg', link: `https://dealer.example/cars/${vin}` },
      }),
    ]);
    expect(await feed(META)).toEqual([
      expect.objectContaining({
        ...{ vin, state_of_vehicle: 'CPO', body_style: 'SUV', fuel_type: 'GASOLINE' },
        ...{ 'mileage.value': '18250', 'mileage.unit': 'MI', price: '27499.50 USD' },
        ...{ availability: 'AVAILABLE', 'image[0].url': 'https://p.example/1.jpg' },
        ...{ 'image[0].tag[0]': '2022 Mazda CX-5', latitude: '41.8925', longitude: '-87.6143' },
      }),
    ]);
  });

  it('has the largest picture of a template, and no template', async () => {
    await photographed([
      { url: 'https://p.example/{width}/1.jpg', alt: 'Front', sizes: [320, 1280, 640] },
      { url: 'https://p.example/w_%7Bwidth%7D,q_8/2.jpg', alt: 'Rear', sizes: [640] },
      { url: 'https://p.example/3.jpg', alt: 'Inside' },
    ]);
    const [google] = await feed(GOOGLE);
    expect(google).toMatchObject({
      image_link: 'https://p.example/1280/1.jpg',
      additional_image_link: 'https://p.example/w_640%2Cq_8/2.jpg,https://p.example/3.jpg',
    });
    const [meta] = await feed(META);
    expect(meta).toMatchObject({
      'image[0].url': 'https://p.example/1280/1.jpg',
      'image[1].url': 'https://p.example/w_640,q_8/2.jpg',
      'image[1].tag[0]': 'Rear',
      'image[2].url': 'https://p.example/3.jpg',
    });
  });

  it('has a template without sizes, as a file may bring it, for no picture at all', async () => {
    await rig.take(`${HEAD}\nT1,${someVin()},Kia,Rio,2020,9000,Red,https://p.example/{width}.jpg`);
    expect((await feed(GOOGLE)).map((line) => line['image_link'])).toEqual(['']);
    expect(await feed(META)).toEqual([]);
  });

  it('leaves out a vehicle of which the platform’s rules want more', async () => {
    await rig.take(
      [
        HEAD,
        `W1,${someVin()},Kia,Rio,2020,9000,Red,https://p.example/1.jpg`,
        `W2,${someVin()},Kia,Rio,2020,9000,,https://p.example/2.jpg`,
        `W3,${someVin()},Kia,Rio,2020,9000,Red,`,
      ].join('\n'),
    );
    expect((await feed(GOOGLE)).map(({ id }) => id)).toEqual(['W1', 'W2', 'W3']);
    expect((await feed(META)).map((line) => line['stock_number'])).toEqual(['W1']);
  });

  it('has the vehicles of a showroom of which the platform wants to know more', async () => {
    await place(rig.group.showroom.id, { address: null, location: null });
    await rig.take(`${HEAD}\nP1,${someVin()},Kia,Rio,2020,9000,Red,https://p.example/1.jpg`);
    expect(await feed(GOOGLE)).toMatchObject([{ dealership_address: '' }]);
    expect(await feed(META)).toMatchObject([{ address: '', latitude: '', longitude: '' }]);
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
      (_, index) => `L${index},${someVin()},Kia,Rio,2020,9000,Red,https://p.example/${index}.jpg`,
    );
    await rig.take(['stock,vin,make,model,year,price,color,photos', ...rows].join('\n'));
    const lines = await feed(META);
    expect(new Set(lines.map((line) => line['stock_number'])).size).toBe(1_100);
  });

  it('is for managers, of showrooms that they have access to', async () => {
    await rig.app.request(rig.group.reps[0]?.token).get(GOOGLE).expect(403);
    const other = `${GOOGLE}?showroomId=${rig.group.otherShowroom.id}`;
    await rig.manager.get(other).expect(403);
    const admin = rig.app.request(rig.group.admin.token);
    await admin
      .post(`/api/v1/vehicles/imports?showroomId=${rig.group.otherShowroom.id}`)
      .set('Content-Type', 'text/csv')
      .send(file)
      .expect(202);
    await rig.app.app.idle();
    expect(await feed(GOOGLE)).toEqual([]);
    expect((await admin.get(other).expect(200)).text).toContain(vin);
  });
});

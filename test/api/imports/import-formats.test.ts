import { describe, expect, it } from '@jest/globals';
import { rigForEach, someVin } from './import-rig.js';
import type { ImportRig, SeenRow, SeenVehicle } from './import-rig.js';

let rig: ImportRig;

rigForEach((fresh) => {
  rig = fresh;
});

const CAR = 'make,model,year,stock';

/** Takes rows of cars in, of which each has further cells; answers what became of each. */
async function rowsOf(columns: string, cells: readonly string[]): Promise<readonly SeenRow[]> {
  const rows = cells.map((text, index) => `Mazda,CX-5,2022,S${index},${text}`);
  const { id } = await rig.take([`${CAR},${columns}`, ...rows].join('\n'));
  return rig.rows(id);
}

async function byStock(): Promise<Readonly<Record<string, SeenVehicle>>> {
  const all = await rig.vehicles();
  return Object.fromEntries(all.map((vehicle) => [String(vehicle['stockNumber']), vehicle]));
}

describe('a showroom that a file names', () => {
  it('is that of the import where the dealer has codes of his own', async () => {
    for (const column of ['dealerid', 'dealer_id', 'store_code', 'lot', 'Location']) {
      const [row] = await rowsOf(column, ['D-77']);
      expect([column, row?.errors]).toEqual([column, []]);
    }
    expect(await rig.single()).toMatchObject({ showroomId: rig.group.showroom.id });
  });

  it('is not that of the import where it is another of the group', async () => {
    const [other] = await rowsOf('dealer_id', [rig.group.otherShowroom.id]);
    expect(other).toMatchObject({ status: 'failed', errors: [{ code: 'showroom_not_found' }] });
  });

  it('is not that of the import where the dealer mapped the column', async () => {
    const mapping = JSON.stringify({ Platz: 'showroom' });
    const file = `${CAR},Platz,lot\nMazda,CX-5,2022,S1,Halle 3,${rig.group.showroom.id}`;
    const { id } = await rig.take(file, { mapping });
    expect(await rig.rows(id)).toMatchObject([{ errors: [{ code: 'showroom_not_found' }] }]);
  });

  it('may stand in any of several columns', async () => {
    const answer = await rig.manager
      .post('/api/v1/vehicles/imports')
      .set('Content-Type', 'text/csv')
      .send(`${CAR},dealer_id,dealer_name\nMazda,CX-5,2022,S1,D1,${rig.group.showroom.name}\n`)
      .expect(202);
    await rig.app.app.idle();
    const operation = await rig.operation((answer.body as { id: string }).id);
    expect(operation.result).toMatchObject({ created: 1 });
  });
});

describe('a vehicle that is not for sale', () => {
  const NO = ['NOT_AVAILABLE', 'not available', 'Sold', 'out of stock', 'Not in stock', 'reserved'];

  it('is not put up for sale, whatever the words', async () => {
    const rows = await rowsOf('availability', [...NO, 'PENDING', 'No longer available']);
    for (const row of rows) {
      expect(row).toMatchObject({
        status: 'failed',
        errors: [{ code: 'not_for_sale', pointer: '/status' }],
      });
    }
    expect(await rig.vehicles()).toEqual([]);
  });

  it('stays as it is when it is known, and that is told', async () => {
    await rowsOf('availability,price', ['AVAILABLE,1']);
    const [sold] = await rowsOf('availability,price', ['sold,2']);
    expect(sold).toMatchObject({ status: 'updated', errors: [{ code: 'not_for_sale' }] });
    const vehicle = await rig.single();
    expect(vehicle).toMatchObject({ status: 'available', price: { amount: 200 } });
    await rig.manager
      .patch(`/api/v1/vehicles/${vehicle.id}`)
      .set('If-Match', `"${vehicle.version}"`)
      .send({ status: 'withdrawn' })
      .expect(200);
    await rowsOf('status', ['sold']);
    expect(await rig.single()).toMatchObject({ status: 'withdrawn' });
  });

  it('is told from what is in stock, on its way, and from words that nobody knows', async () => {
    const cells = ['in stock', 'AVAILABLE', 'available for order', 'preorder', 'In-Transit', ''];
    const rows = await rowsOf('availability', [...cells, 'Used', 'Zorp']);
    expect(rows.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 7 }, () => 'created'),
      'failed',
    ]);
    expect(rows.at(-1)?.errors).toMatchObject([{ code: 'unknown_status' }]);
    const all = Object.values(await byStock()).map(({ status }) => status);
    expect(all.filter((status) => status === 'in_transit')).toHaveLength(3);
    const [both] = await rowsOf('status,availability', ['Active,NOT_AVAILABLE']);
    expect(both).toMatchObject({ errors: [{ code: 'not_for_sale' }] });
  });
});

describe('photos of a file', () => {
  const urls = (vehicle: SeenVehicle | undefined): string[] =>
    (vehicle?.['photos'] as ReadonlyArray<{ url: string }>).map(({ url }) => url);
  const [a, b, c] = ['a', 'w_1,h_2/b', 'c'].map((name) => `https://p.example/${name}.jpg`);

  it.each([
    ['image_link,additional_image_link', `${a},"${b},${c}"`],
    ['image[0].url,image[0].tag[0],image[1].url,image[2].url', `${a},Front,"${b}",${c}`],
    ['Photo 1,Photo 2,photo_url_3', `${a},"${b}",${c}`],
    ['Photo Url List', `${a}|"${b}|${c}"`.replaceAll('"', '').replace(/.*/, '"$&"')],
    ['images,Photos', `"${a}, ${b}; ${c}",24`],
  ])('may stand in %s', async (columns, cells) => {
    expect(await rowsOf(columns, [cells])).toMatchObject([{ status: 'created', errors: [] }]);
    expect(urls(await rig.single())).toEqual([a, b, c]);
  });
});

/** Says where a showroom is: platforms want to know. */
async function placed(showroomId: string): Promise<void> {
  const admin = rig.app.request(rig.group.admin.token);
  const path = `/api/v1/showrooms/${showroomId}`;
  const { headers } = await admin.get(path).expect(200);
  const street = { street: '200 Lake Street', city: 'Chicago', region: 'IL' };
  const address = { ...street, postalCode: '60611', country: 'US' };
  const body = { address, location: { lat: 41.8925, lng: -87.6143 } };
  await admin
    .patch(path)
    .set('If-Match', headers['etag'] ?? '')
    .send(body)
    .expect(200);
}

describe('a feed that is taken in again', () => {
  it('changes nothing', async () => {
    await placed(rig.group.showroom.id);
    const photos = Array.from({ length: 12 }, (_, index) => ({
      url: `https://p.example/w_{width},${index}.jpg`,
      alt: `Side ${index}`,
      sizes: [320, 1_280],
    }));
    const common = { showroomId: rig.group.showroom.id, modelYear: 2022, make: 'Mazda' };
    const vehicles = [
      {
        ...{ model: 'CX-5', condition: 'cpo', stockNumber: 'S1', externalId: 'own-1', photos },
        ...{ transmission: '8-Speed Automatic', fuelType: 'Gas', bodyStyle: 'Sport Utility' },
        ...{
          drivetrain: 'All-wheel drive',
          exteriorColor: 'Red',
          trim: '=Touring',
          mileage: 18_250,
        },
        ...{ features: ['Tow, hitch', 'Sunroof'], inStockSince: '2026-01-31T15:04:05.000Z' },
      },
      {
        exteriorColor: 'Red',
        model: 'MX-5',
        condition: 'used',
        transmission: 'Manual',
        photos: photos.slice(0, 3),
      },
    ];
    for (const vehicle of vehicles) {
      await rig.manager
        .post('/api/v1/vehicles')
        .send({
          ...common,
          vin: someVin(),
          price: { amount: 2_749_950, currency: 'USD' },
          ...vehicle,
        })
        .expect(201);
    }
    const before = await rig.vehicles();
    const link = encodeURIComponent('https://dealer.example/{vin}');
    for (const name of ['google-vehicle-listings', 'meta-automotive']) {
      const feed = await rig.manager
        .get(`/api/v1/feeds/${name}.csv?linkTemplate=${link}`)
        .expect(200);
      expect(feed.text.trimEnd().split('\r\n')).toHaveLength(1 + before.length);
      const operation = await rig.take(feed.text);
      expect([name, await rig.rows(operation.id)]).toMatchObject([
        name,
        before.map(() => ({ status: 'unchanged', errors: [] })),
      ]);
    }
    expect(await rig.vehicles()).toEqual(before);
  });

  it('knows certified vehicles by either name of the column', async () => {
    for (const column of ['certified', 'certified_pre_owned', 'Certified Pre-Owned']) {
      await rowsOf(`condition,${column}`, ['used,1', 'used,yes', 'used,TRUE', 'used,0', 'used,no']);
      const all = await byStock();
      const conditions = [0, 1, 2, 3, 4].map((at) => all[`S${at}`]?.['condition']);
      expect(conditions).toEqual(['cpo', 'cpo', 'cpo', 'used', 'used']);
    }
  });
});

describe('values of a file', () => {
  it('never become others silently', async () => {
    const rows = await rowsOf('price,miles', ['-500,1', '1,-5', '1.2M,1', '1 of 5,1', '1,10-15']);
    expect(rows.map(({ errors: [error] }) => error?.code)).toEqual([
      ...['not_a_price', 'out_of_range', 'not_a_price', 'not_a_price', 'out_of_range'],
    ]);
    await rowsOf('price,msrp,sale_price,miles', ['12k,0,0,12k', '5000.999,$0.00,,5000.999']);
    const all = await byStock();
    expect(all['S0']).toMatchObject({ price: { amount: 1_200_000 }, mileage: 12_000 });
    expect(all['S1']).toMatchObject({ price: { amount: 500_100 }, mileage: 5_001 });
    expect(all['S0']).not.toHaveProperty('msrp');
    expect(all['S1']).not.toHaveProperty('msrp');
  });

  it('have no control characters', async () => {
    const cells = ['a\u0000b', 'a\u0007b', '"a\tb"'];
    const rows = await rowsOf('trim', cells);
    expect(rows.map(({ status, errors: [error] }) => [status, error?.code])).toEqual([
      ['failed', 'not_text'],
      ['failed', 'not_text'],
      ['created', undefined],
    ]);
  });

  it('have days in stock that can be', async () => {
    const rows = await rowsOf('date_in_stock', ['2999-01-01', '1899-12-31', '2026-02-31']);
    expect(rows.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  });

  it.each([
    ['little', (text: string) => Buffer.from(text, 'utf16le')],
    ['big', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('may be UTF-16 without a mark, %s end first', async (_name, encode) => {
    const file = `${CAR},trim\nCitroën,ë-C4,2021,S1,Édition 5€\n`;
    expect((await rig.take(encode(file))).result).toMatchObject({ created: 1 });
    expect(await rig.single()).toMatchObject({ make: 'Citroën', trim: 'Édition 5€' });
  });
});

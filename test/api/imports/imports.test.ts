import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { eventually } from '../../support/eventually.js';
import { rigForEach, someVin } from './import-rig.js';
import type { ImportRig } from './import-rig.js';

let rig: ImportRig;

rigForEach((fresh) => {
  rig = fresh;
});

const HEADER = 'Stock No.,VIN,New/Used,Year,Make,Model,Miles,Selling Price,Ext. Color,Photo URLs';

function line(stock: string, vin = someVin(), price = '27499.00'): string {
  return `${stock},${vin},Used,2022,Mazda,CX-5,"18,250",${price},Red,https://p.example/${stock}.jpg`;
}

describe('a file of vehicles', () => {
  it('is taken in row by row, by the names of columns that the field uses', async () => {
    const vin = someVin();
    const bad = line('S3').replace('CX-5,', ',');
    const wrong = line(
      'S4',
      `${vin.slice(0, 8)}${vin.charAt(8) === '1' ? '2' : '1'}${vin.slice(9)}`,
    );
    const file = [HEADER, line('S1', vin), line('S2'), bad, wrong, ''].join('\r\n');
    const operation = await rig.take(file);
    expect(operation).toMatchObject({
      status: 'succeeded',
      progress: 1,
      result: { total: 4, created: 2, updated: 0, unchanged: 0, withdrawn: 0, failed: 2 },
    });
    expect(await rig.rows(operation.id)).toMatchObject([
      { row: 1, status: 'created', errors: [] },
      { row: 2, status: 'created', errors: [] },
      { row: 3, status: 'failed', errors: [{ code: 'required', pointer: '/model' }] },
      { row: 4, status: 'failed', errors: [{ code: 'vin_check_digit_wrong' }] },
    ]);
    const [first] = await rig.vehicles('&stockNumber=S1');
    expect(first).toMatchObject({
      ...{ vin, make: 'Mazda', model: 'CX-5', modelYear: 2022, condition: 'used', mileage: 18_250 },
      price: { amount: 2_749_900, currency: 'USD' },
      photos: [{ url: 'https://p.example/S1.jpg', alt: '2022 Mazda CX-5' }],
      ...{ exteriorColor: 'Red', status: 'available', showroomId: rig.group.showroom.id },
    });
  });

  it('changes nothing when it comes again, and only what differs after that', async () => {
    const vins = [someVin(), someVin()];
    const file = [HEADER, line('S1', vins[0]), line('S2', vins[1])].join('\n');
    await rig.take(file);
    const again = await rig.take(file);
    expect(again.result).toMatchObject({ total: 2, unchanged: 2, created: 0, updated: 0 });
    const dearer = [HEADER, line('S1', vins[0]), line('S2', vins[1], '"$28,000"')].join('\n');
    const third = await rig.take(dearer);
    expect(third.result).toMatchObject({ unchanged: 1, updated: 1 });
    const [changed] = await rig.vehicles('&stockNumber=S2');
    expect(changed).toMatchObject({ version: 2, price: { amount: 2_800_000 } });
    const history = await rig.manager
      .get(`/api/v1/vehicles/${changed?.id ?? ''}/price-history`)
      .expect(200);
    expect((history.body as { data: unknown[] }).data).toMatchObject([
      { price: { amount: 2_800_000 }, changedBy: rig.group.manager.userId },
      { price: { amount: 2_749_900 } },
    ]);
    const events = await rig.count(
      `SELECT COUNT(*) AS n FROM events WHERE organization_id = $organizationId
       AND type IN ('inventory.created', 'inventory.updated')`,
    );
    expect(events).toBe(3);
  });

  it('names a vehicle once; VIN or stock number may be missing, or both', async () => {
    const vin = someVin();
    const rows = [
      line('S1', vin),
      line('', vin),
      'S1,,Used,2022,Mazda,CX-5,1,1,Red,',
      line('', ''),
    ];
    const operation = await rig.take([HEADER, ...rows].join('\n'));
    expect(operation.result).toMatchObject({ total: 4, created: 2, failed: 2 });
    const again = await rig.take([HEADER, line('', '', '1')].join('\n'));
    expect(again.result).toMatchObject({ updated: 1 });
  });

  it('fails a row whose stock number and VIN are those of two vehicles', async () => {
    const vin = someVin();
    await rig.take([HEADER, line('S1', vin), line('S2')].join('\n'));
    const operation = await rig.take([HEADER, line('S2', vin)].join('\n'));
    const [row] = await rig.rows(operation.id);
    expect(row).toMatchObject({ status: 'failed', errors: [{ code: 'vin_already_exists' }] });
  });

  it('may use names of the dealer, in the query or stored', async () => {
    const file = 'Marke;Modell;Baujahr;Preis;Lager\nBMW;"X1; rot";2021;"24.990,50";L-7\n';
    const columns = { Marke: 'make', Modell: 'model', Baujahr: 'modelYear', Preis: 'price' };
    const unknown = await rig.take(file);
    expect(unknown).toMatchObject({ status: 'failed', error: { code: 'columns_missing' } });
    const mapping = JSON.stringify({ ...columns, Lager: 'stockNumber' });
    const mapped = await rig.take(file, { mapping });
    expect(mapped.result).toMatchObject({ created: 1 });
    expect(await rig.single()).toMatchObject({
      ...{ make: 'BMW', model: 'X1; rot', stockNumber: 'L-7', condition: 'new' },
      price: { amount: 2_499_050 },
    });
    await rig.manager
      .put('/api/v1/import-mappings')
      .send({ columns: { ...columns, Lager: 'stockNumber' } })
      .expect(200);
    expect((await rig.take(file)).result).toMatchObject({ unchanged: 1 });
    const { body } = await rig.manager.get('/api/v1/import-mappings').expect(200);
    expect(body).toMatchObject({ columns: { Preis: 'price' } });
  });

  it('may be a list of a dealer’s own making, with columns that nobody else has', async () => {
    const columns = { engine: 'ignore', ext_col: 'exteriorColor' };
    await rig.manager.put('/api/v1/import-mappings').send({ columns }).expect(200);
    const file = [
      'brand,model,model_year,milage,fuel_type,engine,transmission,ext_col,accident,price',
      'Borrow,Beam S,2008,49000.0,Gasoline,4.2L V8,6-Speed M/T,–,None reported,63000.0',
      'Calder,Crest,2022,5018.0,not supported,Electric,A/T,Blue,,114998.0',
    ].join('\n');
    expect((await rig.take(file)).result).toMatchObject({ created: 2 });
    expect((await rig.take(file)).result).toMatchObject({ unchanged: 2 });
    const [found] = await rig.vehicles('&make=Borrow');
    expect(found).toMatchObject({ mileage: 49_000, price: { amount: 6_300_000 } });
    expect(found).not.toHaveProperty('exteriorColor');
    expect((await rig.vehicles('&make=Calder'))[0]).not.toHaveProperty('fuelType');
  });

  it.each([
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`), ','],
    ['UTF-16, little end first', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'), '\t'],
    [
      'UTF-16, big end first',
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      '|',
    ],
    ['windows-1252', (text: string) => Buffer.from(text.replace('€', '\x80'), 'latin1'), ';'],
  ])('may be in %s', async (_name, encode, delimiter) => {
    const cells = [
      ['make', 'model', 'trim', 'stock'],
      ['Citroën', 'ë-C4', 'Édition 5€', 'S1'],
    ];
    const text = cells.map((row) => row.join(delimiter)).join('\r');
    const operation = await rig.take(encode(text));
    expect(operation.result).toMatchObject({ total: 1, failed: 1 });
    const years = text.replace('stock', `stock${delimiter}year`).concat(`${delimiter}2021`);
    expect((await rig.take(encode(years))).result).toMatchObject({ created: 1 });
    expect(await rig.single()).toMatchObject({ make: 'Citroën', trim: 'Édition 5€' });
  });

  it('names showrooms by a column, of which it takes those that one has access to', async () => {
    const { showroom, otherShowroom } = rig.group;
    const rows = [showroom.name.toUpperCase(), showroom.id, otherShowroom.name, 'Nowhere'].map(
      (name, index) => `${name},Mazda,CX-5,2022,S${index}`,
    );
    const file = ['Dealership,make,model,year,stock', ...rows].join('\n');
    const query = new URLSearchParams({}).toString();
    const send = (token: string): Promise<string> =>
      rig.app
        .request(token)
        .post(`/api/v1/vehicles/imports?${query}`)
        .set('Content-Type', 'text/csv')
        .send(file)
        .expect(202)
        .then((answer) => (answer.body as { id: string }).id);
    const own = await send(rig.group.manager.token);
    await rig.app.app.idle();
    expect((await rig.operation(own)).result).toMatchObject({ created: 2, failed: 2 });
    const all = await send(rig.group.admin.token);
    await rig.app.app.idle();
    expect((await rig.operation(all)).result).toMatchObject({
      created: 1,
      unchanged: 2,
      failed: 1,
    });
  });
});

describe('a file that a spreadsheet has made', () => {
  it('may have empty rows, which are nothing; the others keep their numbers', async () => {
    const rows = ['S1,Mazda,CX-5,2022', ',,,', '', ' , ,"",', 'S2,,CX-5,2022', ',,,,', ''];
    const { id, result } = await rig.take(['stock,make,model,year', ...rows].join('\r\n'));
    expect(result).toMatchObject({ total: 2, created: 1, failed: 1 });
    expect(await rig.rows(id)).toMatchObject([
      { row: 1, status: 'created' },
      { row: 5, status: 'failed', errors: [{ code: 'required', pointer: '/make' }] },
    ]);
    const { body } = await rig.manager.get(`/api/v1/operations/${id}`).expect(200);
    expect(body).toMatchObject({ processed: 2 });
  });

  it.each([
    ['what separates its columns', 'sep=;\r\n', ';'],
    ['the same in quotes, by a tab', '"sep=\t"\r', '\t'],
    ['another sign than it uses', 'sep=:\n', ','],
    ['nothing, in empty rows', '\n,,,,\n;;;;;;;;\n"","",\n', ','],
    ['both', 'SEP=|\r\n||||\r\n', '|'],
  ])('may tell %s above the names of the columns', async (_name, above, delimiter) => {
    const lines = ['stock,make,model,year', '"S,1;",Mazda,CX-5,2022', 'S2,Mazda,CX-5,2022'];
    const [names = '', first = '', second = ''] = lines.map((text) =>
      text.split(/,(?!1)/).join(delimiter),
    );
    const { id, result } = await rig.take(`${above}${names}\n${first}\n\n${second}\n`);
    expect(result).toMatchObject({ total: 2, created: 2, failed: 0 });
    expect(await rig.rows(id)).toMatchObject([{ row: 1 }, { row: 3 }]);
    expect(await rig.vehicles(`&stockNumber=${encodeURIComponent('S,1;')}`)).toHaveLength(1);
  });

  it('fails for want of names of columns when there is nothing but empty rows', async () => {
    const operation = await rig.take('sep=;\n;;;\n\n');
    expect(operation).toMatchObject({ status: 'failed', error: { code: 'file_unreadable' } });
  });
});

describe('handing a file in', () => {
  const post = (token: string | undefined, query: string) =>
    rig.app.request(token).post(`/api/v1/vehicles/imports${query}`).set('Content-Type', 'text/csv');

  it('is for managers, in their showrooms, with something in it', async () => {
    await post(rig.group.reps[0]?.token, '').send('make,model\n').expect(403);
    const other = `?showroomId=${rig.group.otherShowroom.id}`;
    await post(rig.group.manager.token, other).send('make,model\n').expect(403);
    const own = `?showroomId=${rig.group.showroom.id}`;
    await post(rig.group.manager.token, own).expect(400);
    const bad = await post(rig.group.manager.token, `${own}&mapping=%7B%22a%22%3A1%7D`)
      .send('make,model\n')
      .expect(400);
    expect(bad.body).toMatchObject({ errors: [{ code: 'mapping_unreadable' }] });
    const stored =
      'SELECT COUNT(*) AS n FROM import_chunks WHERE organization_id = $organizationId';
    expect(await rig.count(stored)).toBe(0);
  });

  it('fails as a whole for what is no file of rows', async () => {
    const quote = await rig.take(`make,model\n"${'x'.repeat(2_000_000)}`);
    expect(quote).toMatchObject({ status: 'failed', error: { code: 'file_unreadable' } });
    const id = await rig.send('make,model,year\nMazda,CX-5,2022\n', {
      showroomId: rig.group.showroom.id,
    });
    await rig.app.app.idle();
    expect(await rig.operation(id)).toMatchObject({ status: 'succeeded' });
    const { body } = await rig.manager.get('/api/v1/vehicles/imports?limit=1').expect(200);
    expect(body).toMatchObject({ data: [{ id, status: 'succeeded' }], page: { hasMore: true } });
    const all = await rig.manager.get('/api/v1/vehicles/imports').expect(200);
    const [succeeded, failed] = (all.body as { data: object[] }).data;
    expect(failed).toMatchObject({ id: quote.id, status: 'failed', error: quote.error });
    expect(succeeded).not.toHaveProperty('error');
  });
});

describe('a file whose upload was cut off', () => {
  it('is forgotten after a day', async () => {
    const count = 'SELECT COUNT(*) AS n FROM import_chunks WHERE organization_id = $organizationId';
    const dayAgo = new Date(rig.app.clock.now().getTime() - 86_400_001);
    await rig.group.inContext(() =>
      rig.app.database.unitOfWork.run(async () => {
        for (const [number, createdAt] of [dayAgo, rig.app.clock.now()].entries()) {
          await rig.app.database.tenantDb.execute(
            `INSERT INTO import_chunks (organization_id, upload_id, number, bytes, created_at)
             VALUES ($organizationId, $uploadId, $number, 'x', $createdAt)`,
            { uploadId: newId(), number, createdAt },
          );
        }
      }),
    );
    rig.app.clock.advance(3_600_000);
    await eventually(
      () => rig.count(count),
      (left) => left === 1,
    );
  });
});

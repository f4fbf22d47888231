import { describe, expect, it } from '@jest/globals';
import { rigForEach } from './import-rig.js';
import type { ImportRig } from './import-rig.js';

let rig: ImportRig;

rigForEach((fresh) => {
  rig = fresh;
});

describe('a full file', () => {
  const file = (from: number, to: number): string =>
    [
      'stock,make,model,year',
      ...Array.from({ length: to - from + 1 }, (_, index) => `F${from + index},Mazda,CX-5,2022`),
    ].join('\n');

  it('withdraws what it does not name, if it is large enough', async () => {
    await rig.take(file(1, 10), { full: 'true' });
    const short = await rig.take(file(1, 7), { full: 'true' });
    expect(short.result).toMatchObject({ withdrawn: 0, warnings: [{ code: 'too_few_rows' }] });
    expect(await rig.vehicles('&status=available')).toHaveLength(10);
    const dry = await rig.take(file(1, 8), { full: 'true', dryRun: 'true' });
    expect(dry.result).toMatchObject({ withdrawn: 2 });
    expect(await rig.vehicles('&status=available')).toHaveLength(10);
  });

  it('keeps what is held and what is sold, and brings back what it names again', async () => {
    await rig.take(file(1, 10), { full: 'true' });
    const [held, sold] = await rig.vehicles('&stockNumber=F10').then(async ([last]) => {
      const [before] = await rig.vehicles('&stockNumber=F9');
      return [last, before];
    });
    await rig.manager
      .post(`/api/v1/vehicles/${held?.id ?? ''}/holds`)
      .set('Idempotency-Key', `hold-${held?.id ?? ''}`)
      .send({})
      .expect(201);
    await rig.manager
      .patch(`/api/v1/vehicles/${sold?.id ?? ''}`)
      .set('If-Match', '"1"')
      .send({ status: 'sold' })
      .expect(200);
    const operation = await rig.take(file(1, 8), { full: 'true' });
    expect(operation.result).toMatchObject({ unchanged: 9, withdrawn: 0 });
    const last = (await rig.rows(operation.id)).at(-1);
    expect(last).toMatchObject({ status: 'unchanged', errors: [{ code: 'vehicle_already_held' }] });
    const smaller = await rig.take(file(2, 8), { full: 'true' });
    expect(smaller.result).toMatchObject({ withdrawn: 1 });
    expect(await rig.vehicles('&stockNumber=F1')).toMatchObject([{ status: 'withdrawn' }]);
    const back = await rig.take(file(1, 9));
    expect(back.result).toMatchObject({ updated: 1, unchanged: 8 });
    expect(await rig.vehicles('&stockNumber=F1')).toMatchObject([{ status: 'available' }]);
    expect(await rig.vehicles('&stockNumber=F9')).toMatchObject([{ status: 'sold' }]);
  });

  it('is compared with the last one that was complete, however often a short one comes', async () => {
    await rig.take(file(1, 10), { full: 'true' });
    const few = { withdrawn: 0, warnings: [{ code: 'too_few_rows' }] };
    expect((await rig.take(file(1, 7), { full: 'true' })).result).toMatchObject(few);
    expect((await rig.take(file(1, 7), { full: 'true' })).result).toMatchObject(few);
    const none = await rig.take(`${file(1, 0)}\n,,,`, { full: 'true' });
    expect(none.result).toMatchObject({ total: 0, warnings: [{ code: 'nothing_taken_in' }] });
    expect((await rig.take(file(1, 1), { full: 'true' })).result).toMatchObject(few);
    expect(await rig.vehicles('&status=available')).toHaveLength(10);
    const enough = await rig.take(file(1, 8), { full: 'true' });
    expect(enough.result).toMatchObject({ withdrawn: 2 });
    expect((await rig.take(file(1, 7), { full: 'true' })).result).toMatchObject({ withdrawn: 1 });
  });

  it('is as short as it likes when all that is in stock stands in it', async () => {
    await rig.take(file(1, 10), { full: 'true' });
    for (const { id } of (await rig.vehicles()).slice(0, 3)) {
      await rig.manager.delete(`/api/v1/vehicles/${id}`).set('If-Match', '"1"').expect(204);
    }
    const left = (await rig.vehicles('&status=available')).map((one) => one['stockNumber']);
    const rest = (stock: readonly unknown[]): string =>
      ['stock,make,model,year', ...stock.map((one) => `${String(one)},Mazda,CX-5,2022`)].join('\n');
    const shrunk = await rig.take(rest(left), { full: 'true' });
    expect(shrunk.result).toMatchObject({ total: 7, unchanged: 7, withdrawn: 0 });
    expect(shrunk.result).not.toHaveProperty('warnings');
    const next = await rig.take(rest(left.slice(1)), { full: 'true' });
    expect(next.result).toMatchObject({ withdrawn: 1 });
  });

  it('of some showrooms says nothing of the others that the last one named', async () => {
    const [first, second] = [rig.group.showroom.name, rig.group.otherShowroom.name];
    const admin = rig.app.request(rig.group.admin.token);
    const take = async (...showrooms: string[]): Promise<unknown> => {
      const rows = showrooms.map((name, index) => `${name},W${index},Mazda,CX-5,2022`);
      const answer = await admin
        .post('/api/v1/vehicles/imports?full=true')
        .set('Content-Type', 'text/csv')
        .send(['Dealership,stock,make,model,year', ...rows].join('\n'))
        .expect(202);
      await rig.app.app.idle();
      return (await rig.operation((answer.body as { id: string }).id)).result;
    };
    await take(first, first, second, second, second);
    const few = { warnings: [{ code: 'too_few_rows' }] };
    expect(await take(first, first)).toMatchObject(few);
    expect(await take(first)).toMatchObject(few);
  });

  it('has as many rows as say something', async () => {
    await rig.take(file(1, 10), { full: 'true' });
    const padded = await rig.take(`${file(1, 7)}\n,,,\n,,,\n,,,`, { full: 'true' });
    expect(padded.result).toMatchObject({ total: 7, warnings: [{ code: 'too_few_rows' }] });
  });
});

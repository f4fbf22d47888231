import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { ImportRig } from './import-rig.js';

const HEADER = 'stock,vin,make,model,year';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

describe('a dry run', () => {
  it('only looks at the file', async () => {
    const rig = await ImportRig.create(app);
    const line = (stock: string): string => `${stock},,Mazda,CX-5,2022`;
    const file = [HEADER, line('S1'), line('S2'), line('S2')].join('\n');
    const operation = await rig.take(file, { dryRun: 'true' });
    expect(operation.result).toMatchObject({ created: 2, failed: 1, dryRun: true });
    expect(await rig.vehicles()).toEqual([]);
    const rows = await rig.rows(operation.id);
    expect(rows[2]).toMatchObject({ status: 'failed', errors: [{ code: 'duplicate_in_file' }] });
  });

  it('tells of each row what the real one tells, also where nothing names the vehicle', async () => {
    const file = [HEADER, ',TOO-SHORT,Mazda,CX-5,2022', ',NO-VIN,Mazda,CX-30,2021'].join('\n');
    const told = async (dryRun: string): Promise<unknown> => {
      const rig = await ImportRig.create(app);
      const { id } = await rig.take(file, { dryRun });
      return (await rig.rows(id)).map(({ row, status, errors }) => ({ row, status, errors }));
    };
    const real = await told('false');
    expect(real).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
    expect(await told('true')).toEqual(real);
  });

  it('knows new vehicles again in a file of any length', async () => {
    const rig = await ImportRig.create(app);
    const lines = Array.from({ length: 1_200 }, (_, index) => `D${index},,Mazda,CX-5,2022`);
    const file = [HEADER, ...lines, ...lines.slice(0, 2)].join('\n');
    const { status, result } = await rig.take(file, { dryRun: 'true' });
    expect({ status, result }).toMatchObject({
      status: 'succeeded',
      result: { created: 1_200, failed: 2 },
    });
    expect(await rig.vehicles()).toEqual([]);
  });
});

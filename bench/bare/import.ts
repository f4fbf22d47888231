import type { IncomingMessage } from 'node:http';
import { parse } from 'csv-parse';
import type { Pool } from 'mariadb';
import { v7 as newId } from 'uuid';
import type { BareAnswer } from './main.js';

/** Rows of one statement. */
const ROWS_AT_ONCE = 1_000;

const COLUMNS = [
  ...['id', 'organization_id', 'showroom_id', 'vin', 'stock_number', 'status'],
  ...['vehicle_condition', 'model_year', 'make', 'model', 'trim', 'body_style', 'fuel_type'],
  ...['transmission', 'drivetrain', 'exterior_color', 'interior_color', 'mileage', 'currency'],
  ...['price', 'msrp', 'cost', 'features', 'photos', 'displayed', 'in_stock_since'],
  ...['created_at', 'updated_at', 'version'],
];

const INSERT = `INSERT INTO vehicles (${COLUMNS.join(', ')})
  VALUES (${COLUMNS.map(() => '?').join(', ')})`;

/** Reads the file as it comes and inserts its rows by the thousand; nothing of it is doubted. */
export async function importVehicles(pool: Pool, request: IncomingMessage): Promise<BareAnswer> {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const showroomId = searchParams.get('showroomId');
  let rows: unknown[][] = [];
  let total = 0;
  for await (const cells of request.pipe(parse({ from_line: 2 }))) {
    rows.push(valuesOf(cells as string[], showroomId));
    total += 1;
    if (rows.length < ROWS_AT_ONCE) continue;
    await pool.batch(INSERT, rows);
    rows = [];
  }
  if (rows.length > 0) await pool.batch(INSERT, rows);
  return { status: 200, body: { total } };
}

function valuesOf(cells: readonly string[], showroomId: string | null): unknown[] {
  const cell = (index: number): string => cells[index] ?? '';
  const cents = (index: number): number => Math.round(Number(cell(index)) * 100);
  const now = new Date().toISOString().slice(0, -1);
  const alt = `${cell(3)} ${cell(4)} ${cell(5)}`;
  const photos = cell(18).split('|');
  return [
    ...[newId(), process.env['BENCH_ORGANIZATION_ID'], showroomId, cell(1), cell(0), 'available'],
    ...[cell(2), Number(cell(3)), cell(4), cell(5), cell(6), cell(7), cell(8)],
    ...[cell(9), cell(10), cell(11), cell(12), Number(cell(13)), 'USD'],
    ...[cents(14), cents(15), cents(16), JSON.stringify(cell(17).split('|'))],
    ...[JSON.stringify(photos.map((url) => ({ url, alt }))), 0, cell(19), now, now, 1],
  ];
}

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { withCheckDigit } from '../../../src/shared/vin.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

/** What an operation answers, as far as imports go. */
export interface SeenOperation {
  readonly id: string;
  readonly status: string;
  readonly progress: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string };
}

export interface SeenRow {
  readonly row?: number;
  readonly status: string;
  readonly resourceId?: string;
  readonly errors: ReadonlyArray<{ readonly code: string; readonly pointer?: string }>;
}

export interface SeenVehicle extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

export type Query = Readonly<Record<string, string>>;

/** A VIN that nobody else has, with the right check digit. */
export function someVin(): string {
  return withCheckDigit(`1HGCM8263${randomBytes(4).toString('hex').toUpperCase()}`);
}

/** A dealer group whose manager hands in files. */
export class ImportRig {
  private constructor(
    readonly app: TestApp,
    readonly group: DealerGroup,
  ) {}

  static async create(app: TestApp): Promise<ImportRig> {
    return new ImportRig(app, await createDealerGroup(app, { reps: 1 }));
  }

  get manager(): ReturnType<TestApp['request']> {
    return this.app.request(this.group.manager.token);
  }

  /** Hands a file in; answers the id of its operation. */
  async send(file: string | Buffer, query: Query = {}, type = 'text/csv'): Promise<string> {
    const all = new URLSearchParams({ showroomId: this.group.showroom.id, ...query });
    const answer = await this.manager
      .post(`/api/v1/vehicles/imports?${all.toString()}`)
      .set('Content-Type', type)
      .send(file)
      .expect(202);
    const { id } = answer.body as SeenOperation;
    if (answer.get('Location') !== `/api/v1/operations/${id}`) throw new Error('No Location.');
    return id;
  }

  /** Hands a file in and waits for its end. */
  async take(file: string | Buffer, query: Query = {}, type?: string): Promise<SeenOperation> {
    const id = await this.send(file, query, type);
    await this.app.app.idle();
    return this.operation(id);
  }

  async operation(id: string): Promise<SeenOperation> {
    return (await this.manager.get(`/api/v1/operations/${id}`).expect(200)).body as SeenOperation;
  }

  async rows(id: string): Promise<readonly SeenRow[]> {
    const answer = await this.manager.get(`/api/v1/operations/${id}/rows?limit=100`).expect(200);
    return (answer.body as { data: SeenRow[] }).data;
  }

  async vehicles(query = ''): Promise<readonly SeenVehicle[]> {
    const answer = await this.manager
      .get(`/api/v1/vehicles?limit=100&sort=createdAt${query}`)
      .expect(200);
    return (answer.body as { data: SeenVehicle[] }).data;
  }

  async single(): Promise<SeenVehicle> {
    const [vehicle, second] = await this.vehicles();
    if (vehicle === undefined || second !== undefined) throw new Error('Not one vehicle.');
    return vehicle;
  }

  async count(sql: string): Promise<number> {
    const row = await this.group.inContext(() =>
      this.app.database.tenantDb.selectOne<{ n: number }>(sql),
    );
    return row?.n ?? 0;
  }
}

/** Gives each test of the file a dealer group of its own, on one application. */
export function rigForEach(use: (rig: ImportRig) => void | Promise<void>): void {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => use(await ImportRig.create(app)));
  afterAll(() => app.stop());
}

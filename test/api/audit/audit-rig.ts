import { createAuditModule } from '../../../src/modules/audit/index.js';
import type { AuditModule, ChainReport } from '../../../src/modules/audit/index.js';
import type { Database } from '../../../src/database/create-database.js';
import { createLogger } from '../../../src/observability/logger.js';
import { asOrganization } from '../../../src/observability/request-context.js';
import { newId } from '../../../src/shared/ids.js';
import { createTestDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { TestClock } from '../../support/test-clock.js';

/** Audit alone, on a schema in which a test may plant what nobody else may. */
export class AuditRig {
  readonly clock = new TestClock();
  readonly logLines: Array<Record<string, unknown>> = [];

  private constructor(
    private readonly schema: TestDatabase,
    readonly database: Database,
  ) {}

  static async open(): Promise<AuditRig> {
    const schema = await createTestDatabase();
    return new AuditRig(schema, schema.open());
  }

  /** The module on a pool of its own: another process. */
  instance(): AuditModule {
    return this.instanceOn(this.schema.open());
  }

  /** The module on a pool on which a test opens runs. */
  instanceOn(database: Database): AuditModule {
    const logger = createLogger('info', {
      write: (line: string) => {
        this.logLines.push(JSON.parse(line) as Record<string, unknown>);
      },
    });
    return createAuditModule({ database, clock: this.clock, logger });
  }

  /** An organization with this many events, sealed unless told otherwise. */
  async organization(events: number, { sealed = true } = {}): Promise<string> {
    const id = newId();
    await this.run(
      `INSERT INTO organizations (id, name, created_at) VALUES ('${id}', 'G', NOW(3))`,
    );
    const { trail, sealer } = this.instance();
    for (let index = 0; index < events; index += 1) {
      this.clock.advance(1);
      await this.read(trail, id);
    }
    if (sealed) await sealer.seal(id);
    return id;
  }

  async read(trail: AuditModule['trail'], organizationId: string): Promise<void> {
    await asOrganization(organizationId, () =>
      trail.record({
        action: 'customers.read',
        outcome: 'success',
        actor: { type: 'user', id: newId() },
        subjectType: 'customer',
        subjectIds: [newId()],
      }),
    );
  }

  async positions(organizationId: string): Promise<ReadonlyArray<number | null>> {
    const rows = await this.database.rawDb.select<{ position: number | null }>(
      `SELECT chain_position AS position FROM audit_events
        WHERE organization_id = $organizationId ORDER BY id`,
      { organizationId },
    );
    return rows.map(({ position }) => position);
  }

  async verify(organizationId: string): Promise<ChainReport> {
    return this.instance().verifier.verify(organizationId);
  }

  /** One statement, as somebody sends it who has the rights of the product. */
  run(sql: string): Promise<void> {
    return this.schema.run(sql);
  }

  /** Statements of somebody who may also take triggers away. */
  async tamper(...statements: readonly string[]): Promise<void> {
    for (const name of TRIGGERS) await this.run(`DROP TRIGGER IF EXISTS ${name}`);
    for (const sql of statements) await this.run(sql);
  }

  get url(): string {
    return this.schema.url;
  }

  drop(): Promise<void> {
    return this.schema.drop();
  }
}

const TRIGGERS = [
  'tr_audit_events_sealed_once',
  'tr_audit_events_kept',
  'tr_audit_chains_forward',
  'tr_audit_chains_kept',
];

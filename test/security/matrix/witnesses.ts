import type { TestApp } from '../../support/test-app.js';
import { readTenantTables } from '../../support/tenancy/statement-watch.js';
import type { Witness } from './matrix.js';
import type { Mismatch } from './report.js';
import type { Operation } from './specification.js';
import type { World } from './world.js';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const PUBLIC_PAGES = ['website', 'kiosk'];

interface Sighting {
  readonly operation: string;
  readonly caller: string;
}

/** What was done is listed with what it was tried on: nothing that its caller did not say. */
const REPEATS_WHAT_WAS_ASKED = 'listAuditEvents';

/** Every id that was answered, by the organization it was answered to. */
export class IdWitness {
  private readonly seen = new Map<string, Map<string, Sighting>>();
  private readonly asked = new Set<string>();

  /** Ids that were in the request are no news. */
  readonly look: Witness = ({ operation, caller }, request, answer) => {
    const organizationId = caller.world?.organizationId;
    if (organizationId === undefined || operation.authz.object === 'public') return;
    const sent = [...idsIn(request.path), ...idsIn(JSON.stringify(request.body ?? ''))];
    for (const id of sent) this.asked.add(id);
    const known = operation.operationId === REPEATS_WHAT_WAS_ASKED ? this.asked : new Set(sent);
    const seen = this.seen.get(organizationId) ?? new Map<string, Sighting>();
    this.seen.set(organizationId, seen);
    for (const id of idsIn(answer.text)) {
      if (known.has(id)) continue;
      seen.set(id, { operation: operation.operationId, caller: caller.name });
    }
  };

  /** What was shown to callers of one organization, and is of another. */
  async strangers(app: TestApp, worlds: readonly World[]): Promise<readonly Mismatch[]> {
    const pairs = worlds.flatMap((world) =>
      worlds.filter((other) => other !== world).map((other) => [world, other] as const),
    );
    const mismatches: Mismatch[] = [];
    for (const [world, other] of pairs) {
      const ids = await idsOf(app, other.organizationId);
      const seen = [...(this.seen.get(world.organizationId) ?? [])];
      const strange = seen.filter(([id]) => ids.has(id));
      mismatches.push(...strange.map(([id, where]) => leak(where, `the foreign id ${id}`)));
    }
    return mismatches;
  }

  /** How many ids were looked at. */
  get size(): number {
    return [...this.seen.values()].reduce((sum, seen) => sum + seen.size, 0);
  }
}

/** What pages that anybody may read were answered: no personal value may be in it. */
export class PersonalWitness {
  readonly mismatches: Mismatch[] = [];
  answers = 0;

  constructor(private readonly values: () => readonly string[]) {}

  readonly look: Witness = ({ operation, caller }, request, answer) => {
    if (!PUBLIC_PAGES.includes(caller.type) || operation.authz.object === 'public') return;
    this.answers += 1;
    const written = operation.method === 'post' ? textsIn(request.body) : [];
    for (const value of [...this.values(), ...written]) {
      if (!answer.text.includes(value)) continue;
      const where = { operation: operation.operationId, caller: caller.name };
      this.mismatches.push(leak(where, `the personal value ${value}`));
    }
  };
}

/** Who was shown which of the fields that not everybody may see. */
export class FieldWitness {
  readonly mismatches: Mismatch[] = [];
  private readonly shown = new Set<string>();

  readonly look: Witness = ({ operation, caller }, _request, { body }) => {
    for (const [field, types] of Object.entries(operation.authz.visibleTo ?? {})) {
      if (!hasField(body, field)) continue;
      this.shown.add(`${operation.operationId} ${field}`);
      if (types.includes(caller.type)) continue;
      const where = { operation: operation.operationId, caller: caller.name };
      this.mismatches.push(leak(where, `the field ${field}`));
    }
  };

  /** Fields that nobody was shown: nothing was proven of them. */
  neverShown(operations: readonly Operation[]): readonly string[] {
    return operations.flatMap(({ operationId, authz, answersBody }) =>
      Object.keys(answersBody ? (authz.visibleTo ?? {}) : {})
        .map((field) => `${operationId} ${field}`)
        .filter((name) => !this.shown.has(name)),
    );
  }
}

/** All personal values of a world, as the database of the product has them. */
export async function personalValues(app: TestApp, worlds: readonly World[]): Promise<string[]> {
  const texts: string[] = [];
  for (const { organizationId, office } of worlds) {
    const select = (sql: string): Promise<Array<{ text: string | null }>> =>
      app.database.rawDb.select(sql, { organizationId });
    const rows = [
      ...(await select(`SELECT name AS text FROM users WHERE ${OURS}`)),
      ...(await select(`SELECT email AS text FROM users WHERE ${OURS}`)),
      ...(await select(`SELECT first_name AS text FROM customers WHERE ${OURS}`)),
      ...(await select(`SELECT last_name AS text FROM customers WHERE ${OURS}`)),
      ...(await select(`SELECT comments AS text FROM leads WHERE ${OURS}`)),
    ];
    texts.push(...rows.flatMap(({ text }) => text ?? []), office.group.admin.email);
  }
  return [...new Set(texts)].filter((text) => text.length > 4);
}

const OURS = 'organization_id = $organizationId';

async function idsOf(app: TestApp, organizationId: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>([organizationId]);
  const withId = await app.database.rawDb.select<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = DATABASE() AND column_name = 'id'`,
  );
  const names = new Set(withId.map(({ name }) => name));
  for (const table of await readTenantTables(app.database)) {
    if (!names.has(table)) continue;
    const rows = await app.database.rawDb.select<{ id: string }>(
      `SELECT id FROM \`${table}\` WHERE organization_id = $organizationId`,
      { organizationId },
    );
    for (const { id } of rows) ids.add(id);
  }
  return ids;
}

function leak({ operation, caller }: Sighting, got: string): Mismatch {
  return { operation, caller, situation: 'in an answer', expected: 'nothing of the kind', got };
}

function idsIn(text: string): readonly string[] {
  return text.match(UUID) ?? [];
}

/** The words that somebody wrote of himself. */
function textsIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  const { customer, comments } = body as { customer?: unknown; comments?: unknown };
  const values = [...Object.values(Object(customer ?? {}) as object), comments];
  return values.filter((value): value is string => typeof value === 'string');
}

function hasField(value: unknown, field: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => (name === field && inner !== undefined) || hasField(inner, field),
  );
}

import { createHash } from 'node:crypto';
import type { TenantDb } from '../../database/tenant-db.js';

/** An address or a number in its one form, by which a person is known again. */
export interface ContactPoint {
  readonly kind: 'email' | 'phone';
  readonly value: string;
}

/** A contact point and the customer that it leads to. */
export interface Identity extends ContactPoint {
  readonly customerId: string;
}

/** Which customer a contact point leads to: the first one that claimed it. */
export class IdentityRepository {
  constructor(private readonly tenantDb: TenantDb) {}

  /**
   * Claims the points for a customer, locks them until the end of the run, and answers whom each
   * leads to: this customer, or the one who had it before. Insert-first, in the order of the
   * key: two runs with the same point follow one another, and no two wait for each other.
   */
  async claim(customerId: string, points: readonly ContactPoint[]): Promise<Identity[]> {
    if (points.length === 0) return [];
    const sorted = points.map(withDigest).sort(byKey);
    const binds: Record<string, unknown> = { customerId };
    const tuples = sorted.map(({ kind, digest }, index) => {
      binds[`kind${index}`] = kind;
      binds[`digest${index}`] = digest;
      return `($organizationId, $kind${index}, UNHEX($digest${index}), $customerId)`;
    });
    const rows = await this.tenantDb.select<{ customerId: string }>(
      `INSERT INTO customer_identities (organization_id, kind, digest, customer_id)
       VALUES ${tuples.join(', ')} ON DUPLICATE KEY UPDATE customer_id = customer_id
       RETURNING customer_id AS customerId`,
      binds,
    );
    return sorted.map(({ kind, value }, index) => {
      const owner = rows[index]?.customerId;
      if (owner === undefined) throw new Error('A claimed contact point leads to nobody.');
      return { kind, value, customerId: owner };
    });
  }

  /** Lets a point, claimed in this run, lead to another customer. */
  async reassign(point: ContactPoint, customerId: string): Promise<void> {
    const { kind, digest } = withDigest(point);
    await this.tenantDb.execute(
      `UPDATE customer_identities SET customer_id = $customerId
       WHERE organization_id = $organizationId AND kind = $kind AND digest = UNHEX($digest)`,
      { customerId, kind, digest },
    );
  }
}

type DigestedPoint = ContactPoint & { readonly digest: string };

function withDigest(point: ContactPoint): DigestedPoint {
  return { ...point, digest: createHash('sha256').update(point.value).digest('hex') };
}

/** As the primary key sorts them: e-mail before phone, then by digest. */
function byKey(left: DigestedPoint, right: DigestedPoint): number {
  const [one, other] = [left, right].map(({ kind, digest }) => `${kind}${digest}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

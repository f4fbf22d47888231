import type { AuditOutcome, AuditTrail } from '../shared/audit-trail.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { RoomRule } from './realtime-ports.js';
import { asPrincipal } from './room-access.js';
import type { RoomName } from './room-name.js';

/** Records who entered, or was not let into, rooms in which personal data is read. */
export class RoomAudit {
  private readonly rules: ReadonlyMap<string, RoomRule>;

  /** Throws when a room is to be watched and there is nobody to do it. */
  constructor(
    rules: readonly RoomRule[],
    private readonly trail: AuditTrail | undefined,
  ) {
    this.rules = new Map(rules.map((rule) => [rule.kind, rule]));
    const watched = rules.find((rule) => rule.audit !== undefined);
    if (watched !== undefined && trail === undefined) {
      throw new Error(`Rooms of kind ${watched.kind} are to be recorded, and there is no trail.`);
    }
  }

  /** To be awaited before anything of the room is sent. Throws when it could not be recorded. */
  async entered(principal: UserPrincipal, name: RoomName): Promise<void> {
    await this.record(principal, name, 'success');
  }

  /** Somebody asked for a room that is not open to him, or is not there. */
  async refused(principal: UserPrincipal, name: RoomName): Promise<void> {
    await this.record(principal, name, 'denied');
  }

  private async record(
    principal: UserPrincipal,
    { kind, id }: RoomName,
    outcome: AuditOutcome,
  ): Promise<void> {
    const rule = this.rules.get(kind)?.audit;
    if (rule === undefined) return;
    const entry = { ...rule, outcome, subjectIds: [id] };
    await asPrincipal(principal, async () => this.trail?.record(entry));
  }
}

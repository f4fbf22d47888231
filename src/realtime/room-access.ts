import { runInContext } from '../observability/request-context.js';
import { newId } from '../shared/ids.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { RoomRule } from './realtime-ports.js';
import type { RoomName } from './room-name.js';

/** Everybody has a room, and nobody else enters it. */
export const userRoomRule: RoomRule = {
  kind: 'user',
  mayEnter: (principal, id) => Promise.resolve(principal.userId === id),
};

/** Runs work for the person behind a socket, in that person's organization. */
export function asPrincipal<T>(principal: UserPrincipal, work: () => T): T {
  const { organizationId } = principal;
  return runInContext({ requestId: newId(), principal, organizationId }, work);
}

/** Asks the rule of the room's kind; a kind without a rule is a room that does not exist. */
export class RoomAccess {
  private readonly rules: ReadonlyMap<string, RoomRule>;

  constructor(rules: readonly RoomRule[]) {
    this.rules = new Map([userRoomRule, ...rules].map((rule) => [rule.kind, rule]));
  }

  /** True when the person may be in the room now. */
  async mayEnter(principal: UserPrincipal, { kind, id }: RoomName): Promise<boolean> {
    const rule = this.rules.get(kind);
    if (rule === undefined) return false;
    return asPrincipal(principal, () => rule.mayEnter(principal, id));
  }
}

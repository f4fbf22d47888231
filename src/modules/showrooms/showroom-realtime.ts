import { asOrganization } from '../../observability/request-context.js';
import type { RoomRule } from '../../realtime/realtime-ports.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { Showroom } from './showroom-types.js';

interface Showrooms {
  find(showroomId: string): Promise<Showroom | undefined>;
}

/** A showroom's room is open to those of the same organization who have access to it. */
export function showroomRoomRule(showrooms: Showrooms): RoomRule {
  return {
    kind: 'showroom',
    audit: { action: 'floor.follow', subjectType: 'floor' },
    mayEnter: async (principal, id) => {
      if (!mayEnterShowroom(principal, id)) return false;
      const find = (): Promise<Showroom | undefined> => showrooms.find(id);
      return (await asOrganization(principal.organizationId, find)) !== undefined;
    },
  };
}

import type { DomainEvent, NewEvent, RealtimeMapping, RoomFrame } from '../../events/event.js';
import type { Lead, Score } from './lead-types.js';
import { leadFrames } from './lead-frame-schema.js';

/** A lead has come in; its score follows. */
export function leadCreated(lead: Lead): NewEvent {
  const { id, customerId, showroomId, source, upType, duplicateOf } = lead;
  return {
    stream: 'lead',
    streamId: id,
    type: 'lead.created',
    showroomId,
    version: 1,
    data: {
      leadId: id,
      customerId,
      source,
      upType,
      ...(duplicateOf !== undefined && { duplicateOf }),
    },
  };
}

/** A lead has a new score. */
export function leadScored(lead: Lead, score: Score): NewEvent {
  const { id, customerId, showroomId } = lead;
  return {
    stream: 'lead',
    streamId: id,
    type: 'lead.scored',
    showroomId,
    data: {
      leadId: id,
      customerId,
      score: score.score,
      source: score.source,
      modelVersion: score.modelVersion,
    },
  };
}

/** What tablets in the showroom hear of leads. */
export const leadRealtime: RealtimeMapping = {
  types: ['lead.created'],
  frames: leadFrames,
  toFrames(event: DomainEvent): readonly RoomFrame[] {
    const { showroomId, data } = event;
    if (showroomId === undefined) return [];
    const { leadId, customerId } = data;
    const payload = { showroomId, leadId, customerId, assignedTo: null };
    return [{ room: `showroom:${showroomId}`, type: 'LEAD_CREATED', payload }];
  },
};

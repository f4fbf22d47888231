import type { FrameEnricher, OutgoingFrame, RoomRule } from '../../realtime/realtime-ports.js';
import type { UserDirectory } from './user-directory.js';

/** A person's own room is open to that person alone. */
export const userRoomRule: RoomRule = {
  kind: 'user',
  mayEnter: async (principal, id) => principal.userId === id,
};

/** Adds `salesRepName` where a payload names a rep by `salesRepId`. */
export function salesRepNames(users: Pick<UserDirectory, 'namesOf'>): FrameEnricher {
  return async (frames) => {
    const ids = frames.flatMap((frame) => salesRepId(frame) ?? []);
    if (ids.length === 0) return frames;
    const names = await users.namesOf(ids);
    return frames.map((frame) => withName(frame, names));
  };
}

function salesRepId({ payload }: OutgoingFrame): string | undefined {
  const id = payload['salesRepId'];
  return typeof id === 'string' ? id : undefined;
}

function withName(frame: OutgoingFrame, names: ReadonlyMap<string, string>): OutgoingFrame {
  const salesRepName = names.get(salesRepId(frame) ?? '');
  if (salesRepName === undefined) return frame;
  return { ...frame, payload: { ...frame.payload, salesRepName } };
}

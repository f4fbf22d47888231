/** A room, taken apart: `showroom:{id}`, `user:{id}`. */
export interface RoomName {
  /** The whole name, in lower case. */
  readonly room: string;
  readonly kind: string;
  readonly id: string;
}

const ROOM = /^([a-z]{1,24}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Takes a room's name apart; undefined for what cannot be one. */
export function parseRoom(text: string): RoomName | undefined {
  const room = text.toLowerCase();
  const [, kind, id] = ROOM.exec(room) ?? [];
  return kind === undefined || id === undefined ? undefined : { room, kind, id };
}

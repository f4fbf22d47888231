import type { FrameDescription, RoomKind } from '../../events/frame-description.js';
import type { JsonObject } from '../../http/openapi/json-value.js';

const CONNECTION = 'connection';

const ROOMS: ReadonlyArray<{ kind: RoomKind; description: string; id: string }> = [
  {
    kind: 'showroom',
    description: 'What happens in one showroom, for its staff. One of the rooms of a connection.',
    id: 'Id of the showroom.',
  },
  {
    kind: 'user',
    description: 'What one person is told. Every connection is in that of its user.',
    id: 'Id of the user.',
  },
];

/** The connection itself, and the rooms that are followed over it. */
export function channelsOf(frames: readonly FrameDescription[]): JsonObject {
  const ownServer = [{ $ref: '#/servers/own' }];
  const rooms = ROOMS.map(({ kind, description, id }) => [
    channelOf(kind),
    {
      address: `${kind}:{${kind}Id}`,
      description,
      servers: ownServer,
      parameters: { [`${kind}Id`]: { description: id } },
      messages: messageMap(heardIn(frames, kind)),
    },
  ]);
  const connection = {
    address: '/realtime',
    description: 'One WebSocket: what a client asks, and what it is answered.',
    servers: ownServer,
    messages: messageMap(frames.filter((frame) => !isHeard(frame))),
    bindings: {
      ws: {
        method: 'GET',
        query: {
          type: 'object',
          properties: { ticket: { type: 'string', description: 'Or among the protocols.' } },
        },
        bindingVersion: '0.1.0',
      },
    },
  };
  return { [CONNECTION]: connection, ...(Object.fromEntries(rooms) as JsonObject) };
}

/** What the server receives, with what it answers, and what it sends by itself. */
export function operationsOf(frames: readonly FrameDescription[]): JsonObject {
  const commands = frames.filter(({ form }) => form === 'command');
  const answers = new Set(commands.flatMap((command) => command.answers ?? []));
  const notices = frames.filter(
    (frame) => !isHeard(frame) && frame.form !== 'command' && !answers.has(frame.type),
  );
  const received = commands.map((command) => [
    operationId('receive', command.type),
    receive(command),
  ]);
  const sent = ROOMS.map(({ kind }) => [
    `send_${kind}_events`,
    send(channelOf(kind), `What happens in a room of a ${kind}.`, heardIn(frames, kind)),
  ]);
  const notice = send(CONNECTION, 'What the server says by itself.', notices);
  return { ...Object.fromEntries([...received, ['send_notices', notice], ...sent]) } as JsonObject;
}

function receive({ type, summary, answers = [] }: FrameDescription): JsonObject {
  const replies = [...answers, 'ERROR'].map((answer) => messageIn(CONNECTION, answer));
  return {
    action: 'receive',
    summary,
    channel: channelReference(CONNECTION),
    messages: [messageIn(CONNECTION, type)],
    reply: { channel: channelReference(CONNECTION), messages: replies },
  };
}

function send(channel: string, summary: string, frames: readonly FrameDescription[]): JsonObject {
  const messages = frames.map(({ type }) => messageIn(channel, type));
  return { action: 'send', summary, channel: channelReference(channel), messages };
}

function operationId(action: string, type: string): string {
  return `${action}_${type.toLowerCase()}`;
}

function channelOf(kind: RoomKind): string {
  return `${kind}_room`;
}

function isHeard({ form }: FrameDescription): boolean {
  return form === 'event' || form === 'live';
}

function heardIn(frames: readonly FrameDescription[], kind: RoomKind): FrameDescription[] {
  return frames.filter((frame) => isHeard(frame) && frame.rooms?.includes(kind) === true);
}

function messageMap(frames: readonly FrameDescription[]): JsonObject {
  return Object.fromEntries(
    frames.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
  );
}

function messageIn(channel: string, type: string): JsonObject {
  return { $ref: `#/channels/${channel}/messages/${type}` };
}

function channelReference(channel: string): JsonObject {
  return { $ref: `#/channels/${channel}` };
}

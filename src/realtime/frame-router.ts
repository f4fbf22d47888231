import { asUnavailable } from '../database/database-errors.js';
import type { Logger } from '../observability/logger.js';
import { isProblem } from '../shared/errors.js';
import { InvalidFrameError, readPayload } from './client-frame.js';
import type { ClientFrame } from './client-frame.js';
import { subscribeSchema, unsubscribeSchema } from './client-frame-schema.js';
import { CLOSE } from './connection.js';
import type { Connection } from './connection.js';
import type { SocketCommand } from './realtime-ports.js';
import { asPrincipal } from './room-access.js';
import type { RoomAccess } from './room-access.js';
import type { RoomAudit } from './room-audit.js';
import type { RoomDirectory } from './room-directory.js';
import type { RoomJoiner } from './room-joiner.js';
import { parseRoom } from './room-name.js';
import type { RoomName } from './room-name.js';
import { errorFrame } from './server-frames.js';
import type { ErrorPayload } from './server-frames.js';

interface FrameRouterDeps {
  readonly access: RoomAccess;
  readonly audit: RoomAudit;
  readonly directory: RoomDirectory;
  readonly joiner: RoomJoiner;
  /** What modules let clients do. */
  readonly commands: readonly SocketCommand[];
  readonly logger: Logger;
  readonly maxRoomsPerConnection: number;
  readonly maxRefusedRooms: number;
}

type Handler = (connection: Connection, frame: ClientFrame) => Promise<void>;

/** Does what a client's frame asks for; knows rooms and pings, and is given all the rest. */
export class FrameRouter {
  private readonly handlers: ReadonlyMap<string, Handler>;

  constructor(private readonly deps: FrameRouterDeps) {
    this.handlers = new Map<string, Handler>([
      ...deps.commands.map((command): [string, Handler] => [command.type, asHandler(command)]),
      ['PING', (connection) => this.pong(connection)],
      ['SUBSCRIBE', (connection, frame) => this.subscribe(connection, frame)],
      ['UNSUBSCRIBE', (connection, frame) => this.unsubscribe(connection, frame)],
    ]);
  }

  /** Handles one frame; a failure is told to the client, and the connection stays. */
  async handle(connection: Connection, frame: ClientFrame): Promise<void> {
    const handler = this.handlers.get(frame.type);
    try {
      if (handler === undefined) throw new InvalidFrameError('There is no such type of frame.');
      await handler(connection, frame);
    } catch (error) {
      connection.sendFrame(errorFrame({ ...this.explain(error), inReplyTo: frame.type }));
    }
  }

  private pong(connection: Connection): Promise<void> {
    connection.sendFrame({ type: 'PONG', payload: {} });
    return Promise.resolve();
  }

  private async subscribe(connection: Connection, frame: ClientFrame): Promise<void> {
    const { room, resumeFrom } = readPayload(subscribeSchema, frame);
    const { access, directory, joiner, maxRoomsPerConnection } = this.deps;
    const name = parseRoom(room);
    const rooms = directory.roomsOf(connection);
    // Asked first, because it costs nothing: who wants ten thousand rooms gets no query for each.
    if (rooms.size >= maxRoomsPerConnection && !rooms.has(name?.room ?? room)) {
      const detail = `A connection is in ${maxRoomsPerConnection} rooms at most.`;
      connection.sendFrame(errorFrame({ code: 'TOO_MANY_ROOMS', detail, room }));
      return;
    }
    if (name === undefined || !(await access.mayEnter(connection.principal, name))) {
      await this.refuse(connection, room, name);
      return;
    }
    await joiner.join(connection, name, resumeFrom);
  }

  /** Each refusal is recorded: somebody who tries one room after the other is cut off. */
  private async refuse(
    connection: Connection,
    room: string,
    name: RoomName | undefined,
  ): Promise<void> {
    const { audit, maxRefusedRooms } = this.deps;
    connection.refusedRooms += 1;
    if (name !== undefined) await audit.refused(connection.principal, name);
    connection.sendFrame(errorFrame(forbiddenRoom(room)));
    if (connection.refusedRooms >= maxRefusedRooms) {
      connection.close(CLOSE.notAllowed, 'too many forbidden rooms');
    }
  }

  private unsubscribe(connection: Connection, frame: ClientFrame): Promise<void> {
    const { room } = readPayload(unsubscribeSchema, frame);
    const name = parseRoom(room)?.room ?? room;
    this.deps.directory.leave(connection, name);
    connection.sendFrame({ type: 'UNSUBSCRIBED', room: name, payload: { room: name } });
    return Promise.resolve();
  }

  private explain(error: unknown): ErrorPayload {
    if (error instanceof InvalidFrameError) return invalidMessage(error);
    const known = isProblem(error) ? error : asUnavailable(error);
    if (known === undefined) {
      this.deps.logger.error({ err: error }, 'a frame could not be processed');
      const detail = 'The frame could not be processed.';
      return { code: 'PROCESSING_ERROR', detail, problem: 'internal_error' };
    }
    const { message, data } = known;
    const problem = data?.code ?? 'internal_error';
    const payload: ErrorPayload = { code: 'PROCESSING_ERROR', detail: message, problem };
    return data?.errors === undefined ? payload : { ...payload, errors: data.errors };
  }
}

/** `FORBIDDEN_ROOM`: not yours, another tenant's, or not there; which, is not told. */
export function forbiddenRoom(room: string): ErrorPayload {
  return { code: 'FORBIDDEN_ROOM', detail: 'You may not be in this room.', room };
}

/** `INVALID_MESSAGE`, with the faults by field where there are some. */
export function invalidMessage({ message, errors }: InvalidFrameError): ErrorPayload {
  const payload: ErrorPayload = { code: 'INVALID_MESSAGE', detail: message };
  return errors === undefined ? payload : { ...payload, errors };
}

function asHandler(command: SocketCommand): Handler {
  return async (connection, frame) => {
    const payload = readPayload(command.payload, frame);
    const { principal } = connection;
    const answer = await asPrincipal(principal, () => command.handle(principal, payload));
    if (answer !== undefined) connection.sendFrame(answer);
  };
}

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { ServerFrame } from '../../clients/typescript/src/realtime/frames.js';

type ClientFrame = ServerFrame & { readonly payload?: Readonly<Record<string, unknown>> };

/** What a planted server does with a frame of a client. */
export type Reaction = (frame: ClientFrame, server: PlantedServer) => void;

/** A server of sockets that does as it is told, right or wrong, and remembers what it was asked. */
export class PlantedServer {
  readonly asked: ClientFrame[] = [];
  readonly protocols: string[] = [];
  connections = 0;
  private socket: WebSocket | undefined;

  private constructor(
    private readonly server: WebSocketServer,
    private react: Reaction,
  ) {
    server.on('connection', (socket, request) => {
      this.socket = socket;
      this.connections += 1;
      this.protocols.push(request.headers['sec-websocket-protocol'] ?? '');
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString('utf8')) as ClientFrame;
        this.asked.push(frame);
        this.react(frame, this);
      });
      this.tell({ type: 'WELCOME', payload: { connectionId: 'c', userId: 'u', rooms: [] } });
    });
  }

  /** Listens on a free port. */
  static async start(react: Reaction): Promise<PlantedServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return new PlantedServer(server, react);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on does otherwise. */
  reactWith(react: Reaction): void {
    this.react = react;
  }

  tell(frame: object): void {
    this.socket?.send(JSON.stringify(frame));
  }

  /** Puts an event into a room. */
  happen(room: string, seq: number): void {
    const occurredAt = '2026-11-20T15:04:05.000Z';
    this.tell({ type: 'VISIT_WAITING', room, seq, eventId: `e${seq}`, occurredAt, payload: {} });
  }

  /** Closes the present connection. */
  hangUp(code = 1001): void {
    this.socket?.close(code);
  }

  /** Leaves the present connection open, and answers nothing any more. */
  fallSilent(): void {
    this.socket?.removeAllListeners('message');
    this.socket?.pause();
  }

  async stop(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Lets clients into every room, with the head and no state. */
export function admit(head: number): Reaction {
  return ({ type, payload }, server) => {
    const room = payload?.['room'];
    if (type === 'SUBSCRIBE')
      server.tell({ type: 'SUBSCRIBED', room, payload: { room, seq: head } });
    if (type === 'PING') server.tell({ type: 'PONG', payload: {} });
  };
}

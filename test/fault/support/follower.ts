import { WebSocket } from 'ws';
import { RealtimeClient } from '../../../clients/typescript/src/realtime/realtime-client.js';
import type { SocketConstructor } from '../../../clients/typescript/src/realtime/socket-like.js';

/** A room event, as little of it as a checker needs. */
export interface SeenEvent {
  readonly seq: number;
  readonly eventId: string;
}

/** Who follows which room, and where. */
export interface FollowerOptions {
  /** Instances to connect to: each time one by chance, as a load balancer would. */
  readonly origins: readonly string[];
  readonly token: string;
  readonly room: string;
}

const BACKOFF = { baseMs: 100, capMs: 1_000, stableMs: 1_000 };

/** A tablet that follows a room from its beginning, and whose line a test can break. */
export class Follower {
  /** What came over the wire, over all connections, before the client made anything of it. */
  readonly onWire: number[] = [];
  /** What the client handed over. */
  readonly heard: SeenEvent[] = [];
  /** Events that it was told it would never get. */
  gaps = 0;
  connections = 0;
  /** Times that it was told when to come back. */
  hints = 0;
  private socket: WebSocket | undefined;
  private readonly client: RealtimeClient;

  constructor(private readonly options: FollowerOptions) {
    this.client = new RealtimeClient({
      url: () => this.origin(),
      ticket: () => this.ticket(),
      webSocket: this.breakable(),
      backoff: BACKOFF,
      onFrame: (frame) => {
        if (frame.type === 'RECONNECT') this.hints += 1;
        if (frame.room === options.room && frame.seq !== undefined) this.onWire.push(frame.seq);
      },
    });
    this.client.join(
      options.room,
      {
        onEvent: ({ seq, eventId }) => this.heard.push({ seq, eventId }),
        onGap: () => (this.gaps += 1),
      },
      0,
    );
  }

  get last(): number {
    return this.heard.at(-1)?.seq ?? 0;
  }

  /** Breaks the line as if a cable had been pulled. */
  breakLine(): void {
    this.socket?.terminate();
  }

  /** Reads nothing for a while. */
  doze(milliseconds: number): void {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.pause();
    setTimeout(() => socket.resume(), milliseconds);
  }

  close(): void {
    this.client.close();
    this.breakLine();
  }

  private origin(): string {
    const { origins } = this.options;
    return origins[Math.floor(Math.random() * origins.length)] ?? '';
  }

  private async ticket(): Promise<string> {
    const answer = await fetch(`${this.origin()}/api/v1/realtime/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.options.token}` },
    });
    const body = (await answer.json()) as { ticket?: unknown };
    if (typeof body.ticket !== 'string') throw new Error(`No ticket: ${answer.status}`);
    return body.ticket;
  }

  private breakable(): SocketConstructor {
    const keep = (socket: WebSocket): void => {
      this.socket = socket;
      this.connections += 1;
    };
    return class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        keep(this);
      }
    };
  }
}

import { openSocket } from '../../realtime/support/socket-client.js';
import type { SocketClient } from '../../realtime/support/socket-client.js';

/** A tablet in a room, which notes what it gets. */
export class SocketWatch {
  /** How the far end closed it, if it did. */
  closeCode: number | undefined;

  private constructor(
    private readonly client: SocketClient,
    private readonly room: string,
    /** The `seq` that it was told on joining. */
    readonly from: number,
  ) {
    void client.ended.then(({ code }) => (this.closeCode = code));
  }

  /** Takes a ticket, connects to the instance and enters the room. */
  static async join(origin: string, token: string, room: string): Promise<SocketWatch> {
    const ticket = await ticketFrom(origin, token);
    const url = `${origin.replace('http', 'ws')}/realtime?ticket=${ticket}`;
    const client = await openSocket(url);
    await client.untilType('WELCOME');
    client.send('SUBSCRIBE', { room });
    const { payload } = await client.untilType('SUBSCRIBED');
    await client.untilType('RECENT_ACTIVITY');
    return new SocketWatch(client, room, Number(payload?.['seq']));
  }

  /** The `seq` of the room's events, in the order of arrival. */
  get received(): readonly number[] {
    return this.client.seqs(this.room);
  }

  get types(): readonly string[] {
    return this.client.types();
  }

  get isOpen(): boolean {
    return this.client.socket.readyState === this.client.socket.OPEN;
  }

  close(): void {
    this.client.socket.terminate();
  }
}

async function ticketFrom(origin: string, token: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/realtime/tickets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const body = (await answer.json()) as { ticket?: unknown };
  if (typeof body.ticket !== 'string') throw new Error(`No ticket: ${answer.status}`);
  return body.ticket;
}

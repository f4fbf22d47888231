import { createConnection, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A proxy on loopback that can fall silent: it accepts and keeps connections, and says nothing. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private silent = false;

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {}

  /** Listens on a free port, or on the given one. */
  static async start(target: { host: string; port: number }, port = 0): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    server.on('connection', (client) => proxy.join(client));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Passes nothing on from now on, in either direction. */
  fallSilent(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** Passes on again, also what has come meanwhile. */
  speak(): void {
    this.silent = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Ends what is open: as who closes a connection, or as the system of who has died. */
  breakAll(how: 'reset' | 'closed'): void {
    for (const socket of this.sockets) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    const upstream = createConnection(this.target);
    this.relay(client, upstream);
    this.relay(upstream, client);
  }

  private relay(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    // A broken socket also closes; that is all that matters here.
    from.on('error', () => undefined);
    if (this.silent) from.pause();
  }
}

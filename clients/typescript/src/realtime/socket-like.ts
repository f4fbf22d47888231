/** What is used of the events of a WebSocket: each kind has a part of it. */
export interface SocketEvent {
  readonly type?: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}

/** What is used of a WebSocket: the browser's own, Node's since 22, or that of the package `ws`. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: SocketEvent) => void,
  ): void;
  /** Only `ws` has it: drops the connection without a word. */
  terminate?(): void;
}

/** Makes a WebSocket. */
export type SocketConstructor = new (url: string, protocols: string[]) => SocketLike;

/** The WebSocket of this platform. Throws where there is none: Node before 22 needs `ws`. */
export function platformSocket(): SocketConstructor {
  const { WebSocket: found } = globalThis as { WebSocket?: SocketConstructor };
  if (found === undefined) throw new Error('No WebSocket here: pass that of the package `ws`.');
  return found;
}

/** `https://host` and `http://host/realtime` become `wss://host/realtime`, `ws://host/realtime`. */
export function socketUrl(url: string): string {
  const target = new URL(url);
  if (target.protocol === 'https:') target.protocol = 'wss:';
  if (target.protocol === 'http:') target.protocol = 'ws:';
  if (target.pathname === '/') target.pathname = '/realtime';
  return target.href;
}

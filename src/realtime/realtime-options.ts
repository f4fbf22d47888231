/** Times, sizes and limits of the sockets (docs/adr/0005-websocket-resume.md, api.md). */
export interface RealtimeOptions {
  /** Longest time in milliseconds until a new event is found without a hint. */
  readonly pollMs: number;
  /** Milliseconds between pings; two that are not answered close the socket. */
  readonly pingMs: number;
  /**
   * Milliseconds between the beginnings of two looks at whether the people behind the sockets are
   * still welcome. With what a look takes, nobody stays longer than 30 s.
   */
  readonly principalCheckMs: number;
  /** Milliseconds that a peer has for its part of a closing handshake. */
  readonly closeGraceMs: number;
  /** Milliseconds that a reader has to take what a replay sends before it is too slow. */
  readonly drainMs: number;
  /** Milliseconds that putting in names may take before a frame goes out without them. */
  readonly enrichMs: number;
  readonly ticketSeconds: number;
  readonly maxFrameBytes: number;
  readonly framesPerSecond: number;
  /** Frames over the limit, without a quiet second in between, that close the socket. */
  readonly maxDroppedFrames: number;
  /** Frames of one socket that may wait for their turn. */
  readonly maxWaitingFrames: number;
  /** Bytes waiting for a reader that make it too slow. */
  readonly maxBufferedBytes: number;
  readonly maxRoomsPerConnection: number;
  /** Rooms that a connection may ask for in vain before it is closed. */
  readonly maxRefusedRooms: number;
  readonly maxConnectionsPerUser: number;
  readonly maxConnections: number;
  /** Upgrades a minute: per address without a valid ticket, per person with one. */
  readonly upgradesPerMinute: number;
  readonly upgradeBlockMs: number;
  /** Events read at once. */
  readonly pageSize: number;
  /** Events that are replayed at most; who is further behind starts again. */
  readonly maxReplay: number;
  /** Newcomers that are served by the database at the same time. */
  readonly concurrentJoins: number;
}

/** What the contract says, and where it is silent, what a dealership needs. */
export const defaultRealtimeOptions: RealtimeOptions = {
  pollMs: 500,
  pingMs: 30_000,
  principalCheckMs: 20_000,
  closeGraceMs: 5_000,
  drainMs: 10_000,
  enrichMs: 2_000,
  ticketSeconds: 30,
  maxFrameBytes: 1_048_576,
  framesPerSecond: 20,
  maxDroppedFrames: 100,
  maxWaitingFrames: 100,
  maxBufferedBytes: 1_048_576,
  maxRoomsPerConnection: 50,
  maxRefusedRooms: 50,
  maxConnectionsPerUser: 20,
  maxConnections: 20_000,
  upgradesPerMinute: 100,
  upgradeBlockMs: 300_000,
  pageSize: 500,
  maxReplay: 10_000,
  concurrentJoins: 6,
};

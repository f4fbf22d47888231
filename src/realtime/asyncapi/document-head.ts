/** What is the same whatever the frames are. */
export const DOCUMENT_HEAD = {
  asyncapi: '3.0.0',
  info: {
    title: 'Showroom sales, live',
    version: '1.0.0',
    description: [
      'What happens on the showroom floor, as it happens, over one WebSocket.',
      '**Connecting.** `POST /api/v1/realtime/tickets` answers a ticket that opens one ' +
        'connection, once, within 30 seconds: connect to `/realtime?ticket=…`, or, so that it ' +
        'stands in no address, offer the protocols `showroom.v1` and `ticket.{ticket}`. The ' +
        'first frame is `WELCOME`.',
      '**Rooms.** `SUBSCRIBE` enters a room. A showroom’s room then tells, in this order: ' +
        '`SUBSCRIBED`, `INITIAL_STATE`, `RECENT_ACTIVITY`, what was missed, what happens. ' +
        'Each event has a `seq` that rises by one in its room: what is missing or comes twice ' +
        'can be seen. After a break, `resumeFrom` with the last `seq` gives what came after ' +
        'it, without a gap or a double, from any instance, for 24 hours or 10,000 events; who ' +
        'is further behind is told `RESYNC`. Frames without `seq` are not kept.',
      '**Names** of customers are in frames for those who may read them.',
      '**Limits.** 20 frames a second and 1 MiB a frame. `ERROR` tells what could not be ' +
        'done; the connection stays. It is closed with 1001 (shutdown, or two pings ' +
        'unanswered; `RECONNECT` says when to come back), 1008 (not authenticated, not ' +
        'allowed), 1009 (frame too large), 1011 (failure) and 1013 (too slow a reader: come ' +
        'back and resume).',
      'Clients pass over types of frames that they do not know.',
    ].join('\n\n'),
    license: {
      name: 'Apache License 2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
  },
  defaultContentType: 'application/json',
  servers: {
    own: {
      host: '{host}',
      protocol: 'wss',
      description: 'The server that serves this document.',
      variables: {
        host: { default: 'localhost:3000', description: 'Name and port of the server.' },
      },
      security: [{ $ref: '#/components/securitySchemes/ticket' }],
    },
  },
} as const;

/** How a client proves who it is. */
export const TICKET_SCHEME = {
  type: 'httpApiKey',
  name: 'ticket',
  in: 'query',
  description: 'From `POST /api/v1/realtime/tickets`; good for one connection, for 30 seconds.',
} as const;

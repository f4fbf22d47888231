import { z } from 'zod';
import '../http/common-schema.js';
import { defineRoute } from '../http/define-route.js';
import { ALL_ROLES } from '../shared/principal.js';
import type { AnyRoute } from '../http/define-route.js';
import type { TicketStore } from './ticket-store.js';

interface TicketRoutesDeps {
  readonly tickets: TicketStore;
  readonly ticketSeconds: number;
}

const EXAMPLE = { ticket: 'kB0o2xS2Jm0m3X0F8bqvO6r1n9m0Zc4yqk1Xv7t5uYw', expiresIn: 30 };

const ticketSchema = z
  .strictObject({
    ticket: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .max(43)
      .describe('Opens one WebSocket, once.'),
    expiresIn: z.int().min(1).max(300).describe('Seconds until it is worth nothing.'),
  })
  .openapi('RealtimeTicket', { example: EXAMPLE });

/** The one HTTP operation of the sockets: a ticket, so that no access token stands in a URL. */
export function createTicketRoutes({ tickets, ticketSeconds }: TicketRoutesDeps): AnyRoute[] {
  const createTicket = defineRoute({
    method: 'post',
    path: '/realtime/tickets',
    operationId: 'createRealtimeTicket',
    summary: 'Get a ticket for the WebSocket',
    description:
      'Answers a ticket that opens one WebSocket, once, within 30 seconds: connect to ' +
      '`/realtime?ticket=…` at the root, or offer it in `Sec-WebSocket-Protocol`, alone or as ' +
      '`showroom.v1, ticket.{ticket}`. The answer is never stored for an idempotency key.',
    tag: 'Realtime',
    access: { roles: ALL_ROLES, scope: 'realtime:write', object: 'own' },
    responses: {
      200: { description: 'The ticket.', schema: ticketSchema, example: EXAMPLE },
    },
    async handle({ principal }) {
      const ticket = await tickets.issue(principal);
      return { status: 200, body: { ticket, expiresIn: ticketSeconds } };
    },
  });
  return [createTicket];
}

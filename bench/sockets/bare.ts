/**
 * The baseline of the sockets: `ws` as it comes, compression off. Whoever connects is let in;
 * what is posted is sent to every socket of the one room, and nothing else happens.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

const room = new Set<WebSocket>();

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}

const server = createServer((request, response) => {
  bodyOf(request).then(
    (text) => {
      for (const payload of JSON.parse(text) as object[]) {
        const occurredAt = new Date().toISOString();
        const frame = JSON.stringify({ type: 'CUSTOMER_MOVED', room: 'room', occurredAt, payload });
        for (const socket of room) socket.send(frame);
      }
      response.writeHead(201).end('{}');
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});

const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
sockets.on('connection', (socket, request) => {
  if (request.url?.includes('room') !== true) return;
  room.add(socket);
  socket.on('close', () => room.delete(socket));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(JSON.stringify({ port: address?.port }));
});

import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** Does one thing that the benchmark asks for; what it answers is sent back. */
export type Action = (input: never) => unknown;

/** Listens for `POST /{action}` with a JSON body on a free port of loopback, and says which. */
export function serveActions(actions: Readonly<Record<string, Action>>): void {
  const server = createServer((request, response) => {
    perform(actions, request).then(
      (answer) => response.end(JSON.stringify(answer ?? {})),
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end(String(error));
      },
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object') console.log(JSON.stringify({ port: address?.port }));
  });
}

async function perform(
  actions: Readonly<Record<string, Action>>,
  request: IncomingMessage,
): Promise<unknown> {
  const name = (request.url ?? '').slice(1);
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return action(JSON.parse(text === '' ? '{}' : text) as never);
}

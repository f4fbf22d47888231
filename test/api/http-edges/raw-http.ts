import { connect } from 'node:net';

/** Sends bytes as they are and answers all that comes back until the server closes. */
export function sendRaw(url: string, text: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(received);
    });
    socket.setTimeout(5_000, () => socket.destroy(new Error('The server keeps silent.')));
    socket.write(text);
  });
}

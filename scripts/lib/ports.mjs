/** Ports on loopback: free ones, and servers that begin to answer. */
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;

/** A loopback port that nobody listens on at this moment. */
export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/**
 * Whether a server could listen there.
 * @returns {Promise<string | undefined>} the system's error code when it could not
 */
export function listeningFault(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** Whether somebody listens there. */
export function isListening(port, host) {
  return new Promise((resolve) => {
    const socket = net.connect(port, host, () => finish(true));
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3000, () => finish(false));
    socket.on('error', () => finish(false));
  });
}

/** Waits until MariaDB greets who connects: it listens before it serves. */
export function waitForGreeting(port, signal) {
  const protocolVersion = 10;
  return waitFor(signal, async () => {
    const packet = await exchange(port, '', 5);
    return packet[4] === protocolVersion;
  });
}

/** Waits until Redis takes the password and answers. */
export function waitForRedis(port, password, signal) {
  const answer = '+OK\r\n+PONG\r\n';
  return waitFor(signal, async () => {
    const said = await exchange(port, `AUTH ${password}\r\nPING\r\n`, answer.length);
    return said.toString() === answer;
  });
}

/**
 * Asks again and again until the answer is yes.
 * @param {AbortSignal} signal ends the asking
 * @param {() => Promise<boolean>} ask a rejection counts as no
 */
export async function waitFor(signal, ask, withinMs = READY_WITHIN_MS) {
  const deadline = Date.now() + withinMs;
  while (!signal.aborted) {
    if (await ask().catch(() => false)) return;
    if (Date.now() > deadline) throw new Error(`no answer within ${withinMs / 1000} s`);
    await delay(25);
  }
  throw new Error('given up');
}

function exchange(port, request, answerLength) {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request));
    socket.setTimeout(2000, () => socket.destroy(new Error('silent')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < answerLength) return;
      resolve(answer);
      socket.destroy();
    });
  });
}

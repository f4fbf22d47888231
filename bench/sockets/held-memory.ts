import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ServerProcess } from '../server-process.js';

const RETURN_MS = 500;

/**
 * What a process holds of the machine's memory after it was told to collect its garbage, in KiB;
 * told through the inspector, so that the program is the one that runs elsewhere. Only on Linux.
 */
export async function heldKiB({ pid, inspectorUrl }: ServerProcess): Promise<number> {
  if (inspectorUrl === undefined) throw new Error('The server was started without inspector.');
  const inspector = new WebSocket(inspectorUrl);
  await new Promise<void>((resolve, reject) => {
    inspector.on('open', () => {
      inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
    });
    inspector.on('message', () => resolve());
    inspector.on('error', reject);
  });
  inspector.terminate();
  // Pages go back to the system a little later.
  await sleep(RETURN_MS);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

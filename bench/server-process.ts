import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 30_000;
const INSPECTED = /listening on (ws:\S+)/;
const LISTENING = /"port":(\d+)/;
const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** What to run, and with what. */
export interface Program {
  readonly name: string;
  readonly script: string;
  readonly words?: readonly string[];
  /** Options for Node itself. */
  readonly options?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A server that answers. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number | undefined;
  /** There when Node was told to be inspected. */
  readonly inspectorUrl: string | undefined;
  /** Processor time it has used so far, in milliseconds; NaN where the system does not tell. */
  cpuMs(): number;
  /** The most memory that it has held, in bytes; NaN where the system does not tell. */
  peakBytes(): number;
  stop(): Promise<void>;
}

/**
 * Starts a server in a process of its own; what it says goes to a file of `directory`, where it
 * has to name its port. Throws with the end of that file when it does not.
 */
export async function startServer(program: Program, directory: string): Promise<ServerProcess> {
  const logFile = path.join(directory, `${program.name}.log`);
  const child = launch(program, logFile);
  const url = `http://127.0.0.1:${await portOf(child, logFile, program.name)}`;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url,
    pid: child.pid,
    inspectorUrl: INSPECTED.exec(readFileSync(logFile, 'utf8'))?.[1],
    cpuMs: () => cpuMsOf(child.pid),
    peakBytes: () => peakBytesOf(child.pid),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Runs a program to its end; throws with what it said when it fails. */
export async function runProgram(program: Program, directory: string): Promise<void> {
  const logFile = path.join(directory, `${program.name}.log`);
  const child = launch(program, logFile);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${program.name} failed:\n${lastOf(logFile)}`);
}

function launch({ script, words = [], options = [], env }: Program, logFile: string): ChildProcess {
  const output = openSync(logFile, 'w');
  const child = spawn(process.execPath, [...options, script, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function portOf(child: ChildProcess, logFile: string, name: string): Promise<string> {
  const giveUpAt = performance.now() + START_MS;
  while (child.exitCode === null && performance.now() < giveUpAt) {
    const port = LISTENING.exec(readFileSync(logFile, 'utf8'))?.[1];
    if (port !== undefined) return port;
    await sleep(50);
  }
  throw new Error(`${name} did not start:\n${lastOf(logFile)}`);
}

const MS_PER_TICK = 10;

/** User and system time of `/proc/{pid}/stat`, counted from after the name in parentheses. */
function cpuMsOf(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (pid === undefined || !existsSync(file)) return Number.NaN;
  const stat = readFileSync(file, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

function peakBytesOf(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(file)) return Number.NaN;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1]) * 1_024;
}

function lastOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n');
}

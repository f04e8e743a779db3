import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endLater } from './ending';

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  close(): Promise<void>;
}

/** Milliseconds until a server that does not end is killed. */
const CLOSE_MS = 15_000;

/**
 * Starts a server process and waits until it prints its GraphQL URL. With a channel for messages, the program does not
 * choose the flags of its heap.
 */
export async function startServer(
  args: readonly string[],
  env: Record<string, string>,
  { channel = true } = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
  });
  const close = endLater(() => end(child));
  return { url: await firstAddress(child), pid: child.pid as number, child, close };
}

/** Starts a server that is not a Node.js program, and waits until `url` answers a query. Throws after 30 s. */
export async function startProgram(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  url: string,
): Promise<ServerProcess> {
  const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  child.once('error', () => undefined);
  const close = endLater(() => end(child));
  for (let tries = 0; tries < 150; tries++) {
    if (await answers(url)) return { url, pid: child.pid as number, child, close };
    if (child.exitCode !== null || child.pid === undefined) break;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  await close();
  throw new Error(`${program} does not answer at ${url}.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const kill = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(kill);
}

async function answers(url: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ __typename }' });
  return fetch(url, { method: 'POST', headers, body }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const address = /http:\/\/\S+\/graphql/.exec(line)?.[0];
        if (address) found(address);
      });
    }
    child.once('exit', (code) => failed(new Error(`The server ended with ${code}:\n${lines.join('\n')}`)));
  });
}

/** Waits until a server is ready. Throws after `seconds`, with what the server answered last. */
export async function untilReady(url: string, seconds = 300): Promise<void> {
  const until = Date.now() + seconds * 1000;
  let last = '';
  while (Date.now() < until) {
    const response = await fetch(url);
    if (response.ok) return;
    last = await response.text();
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`${url} was not ready after ${seconds} s: ${last.slice(0, 500)}`);
}

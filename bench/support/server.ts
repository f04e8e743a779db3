import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  close(): Promise<void>;
}

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
  const url = await firstAddress(child);
  return {
    url,
    pid: child.pid as number,
    child,
    async close() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
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

/** Waits until a server is ready. Throws after `seconds`. */
export async function untilReady(url: string, seconds = 60): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    if ((await fetch(url)).ok) return;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error(`${url} was not ready after ${seconds} s.`);
}

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, untilReady, type ServerProcess } from './server';

const SAMPLE_MS = 20;

/** A gateway in a process of its own, whose event loop and memory can be watched. */
export interface InstrumentedServer extends Pick<ServerProcess, 'url' | 'close'> {
  /** Watches the server while `work` runs. */
  watch(work: () => Promise<void>): Promise<ServerUse>;
  /** Measures the server while `work` runs, without a pause before. Memory is not that of an idle server. */
  measure(work: () => Promise<void>): Promise<ServerUse>;
}

export interface ServerUse {
  /** The longest time that the event loop was held, in milliseconds of the processor. */
  readonly holdMs: number;
  /** Resident memory above that of the idle server before, in MiB. */
  readonly rssMb: number;
  /** CPU time of the process. */
  readonly cpuMs: number;
}

/** Starts the built gateway and waits until it is ready. */
export async function startInstrumentedServer(env: Record<string, string>): Promise<InstrumentedServer> {
  const preload = join(__dirname, 'watch-process.cjs');
  const args = ['--expose-gc', '--max-semi-space-size=64', '--require', preload, 'dist/cli/main.js', 'serve'];
  const { url, child, close } = await startServer(args, { PORT: '0', LOG_LEVEL: 'error', ...env });
  await untilReady(new URL('/readyz', url).href, 300);
  const ask = async (request: 'collect' | 'look') => {
    const answered = once(child, 'message') as Promise<[{ readonly holdMs: number; readonly cpuMs: number }]>;
    child.send(request);
    return (await answered)[0];
  };
  const measure = async (work: () => Promise<void>): Promise<ServerUse> => {
    const idle = residentMb(child.pid!);
    let most = idle;
    const sampler = setInterval(() => (most = Math.max(most, residentMb(child.pid!))), SAMPLE_MS);
    const before = await ask('look');
    try {
      await work();
    } finally {
      clearInterval(sampler);
    }
    const { holdMs, cpuMs } = await ask('look');
    return { holdMs: Math.round(holdMs), cpuMs: Math.round(cpuMs - before.cpuMs), rssMb: Math.round(most - idle) };
  };
  return {
    ...{ url, close, measure },
    async watch(work) {
      await ask('collect');
      await new Promise((resume) => setTimeout(resume, 300));
      return measure(work);
    },
  };
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
}

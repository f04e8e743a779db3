import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkFaults, TcpProxy } from '../../support/database/tcp-proxy';
import type { SoakDatabase } from './database';
import type { Random } from './requests';

/** A fault that is being injected, for the report. */
export interface Disturbance {
  readonly name: string;
  /** Milliseconds since the start of the soak. */
  readonly from: number;
  readonly to: number;
}

const NETWORK: Readonly<Record<string, NetworkFaults>> = {
  refused: { refuse: true },
  hanging: { blackhole: true },
  'slow, 200 ms': { latencyMs: 200 },
  'slow, 1 s': { latencyMs: 1_000 },
  'cut once': { resetAfterBytes: 2_000, resets: 1 },
  'cut always': { resetAfterBytes: 2_000 },
  'sliced in parts of 3 bytes': { sliceBytes: 3 },
  // the signature of a success message of Bolt
  noise: { replace: ['\u00b1\u0070', '\u00ff\u00ff'] },
};

type Fault = (proxy: TcpProxy, database: SoakDatabase) => Promise<void>;

const network =
  (faults: NetworkFaults): Fault =>
  async (proxy) => {
    proxy.set(faults);
    await sleep(6_000);
    proxy.set({});
  };

const FAULTS: readonly (readonly [name: string, inject: Fault])[] = [
  ...Object.entries(NETWORK).map(([name, faults]) => [name, network(faults)] as const),
  ['suspended', suspend],
  ['killed and started again', restart],
];

/** Kills it, as a power failure would, and starts it again. */
async function restart(_: TcpProxy, database: SoakDatabase): Promise<void> {
  await database.kill();
  await database.restart();
}

async function suspend(_: TcpProxy, database: SoakDatabase): Promise<void> {
  process.kill(database.pid, 'SIGSTOP');
  await sleep(6_000);
  process.kill(database.pid, 'SIGCONT');
}

/** Injects faults one after the other, in random order, with 10 to 30 s between them, until `isOver`. */
export async function disturb(
  proxy: TcpProxy,
  database: SoakDatabase,
  random: Random,
  isOver: (afterMs: number) => boolean,
): Promise<readonly Disturbance[]> {
  const done: Disturbance[] = [];
  const start = performance.now();
  let left: (typeof FAULTS)[number][] = [];
  for (;;) {
    await sleep(10_000 + random() * 20_000);
    if (isOver(40_000)) return done;
    if (left.length === 0) left = [...FAULTS];
    const [[name, inject]] = left.splice(Math.floor(random() * left.length), 1) as [(typeof FAULTS)[number]];
    const from = performance.now() - start;
    await inject(proxy, database);
    done.push({ name, from, to: performance.now() - start });
    process.stderr.write(`${Math.round(from / 1000)} s: ${name}\n`);
  }
}

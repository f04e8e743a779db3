import { setTimeout as sleep } from 'node:timers/promises';
import type { Supergraph } from '../../federation/supergraph/supergraph';
import type { Subgraph } from '../../resolvers/subgraph';
import type { CommandContext } from '../command';
import { openComposition } from '../open-supergraph';
import { listenForShutdown, type ShutdownSignal } from '../shutdown-signal';

/** Milliseconds between two looks at the files. */
const LOOK_MS = 250;
/** Milliseconds after which what failed is tried again: a subgraph may have started. */
const RETRY_MS = 5_000;

/**
 * Composes, and again whenever a source changes, until a signal stops it. Errors are reported, each once in a row, and do not
 * end it. `use` gets each supergraph that composes.
 */
export async function watchComposition(
  context: CommandContext,
  subgraph: Subgraph,
  use: (supergraph: Supergraph) => Promise<void>,
  stop: ShutdownSignal = listenForShutdown(),
): Promise<void> {
  const { report } = context;
  const composition = openComposition(context, subgraph);
  let failure = '';
  let next = 0;
  try {
    while (!stop.requested) {
      if (performance.now() >= next || (await composition.isDue())) await attempt();
      await Promise.race([sleep(LOOK_MS), stop.signal]);
    }
  } finally {
    await composition.close();
  }

  async function attempt(): Promise<void> {
    next = Infinity;
    try {
      const supergraph = await composition.compose((message) => report.line(message));
      failure = '';
      await use(supergraph).catch((error: Error) => report.line(error.message));
    } catch (error) {
      const { message } = error as Error;
      if (message !== failure) report.line(message);
      failure = message;
      next = performance.now() + RETRY_MS;
    }
  }
}

import { setTimeout as after } from 'node:timers/promises';
import { Command } from 'commander';
import type { Graph } from '../../graph/graph';
import { databaseProblemOf } from '../../graph/neo4j/database-problem';
import type { Config } from '../../config';
import { checkDataDir } from '../check-folders';
import { CommandError, type CommandContext } from '../command';
import type { GatewayServices } from '../open-gateway';
import { listenForShutdown, type ShutdownSignal } from '../shutdown-signal';

/** ods-graph serve */
export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('start the server; starts the local Neo4j, and loads the sample if the graph is empty')
    .action(() => serve(context));
}

/** Serves until SIGTERM or SIGINT. Builds the schema while the database starts. */
async function serve(context: CommandContext): Promise<void> {
  const stop = listenForShutdown();
  const config = context.config();
  checkDataDir(config);
  const { checkPorts } = await import('../listen');
  await checkPorts(config);
  const [open, serveParts] = await openParts(context, stop);
  const onUnhandledRejection = (err: unknown) =>
    serveParts.services.logger.error({ err }, 'unhandled promise rejection');
  process.on('unhandledRejection', onUnhandledRejection);
  try {
    if (!stop.requested) await serveGraph(open.graph, serveParts, stop, context);
  } finally {
    process.off('unhandledRejection', onUnhandledRejection);
    await open.close();
  }
}

async function openParts(context: CommandContext, stop: ShutdownSignal) {
  const config = context.config();
  const { openGraph } = await import('../open-neo4j');
  const preparing = prepareServe(context);
  if (config.SUBGRAPHS !== undefined || config.SUPERGRAPH !== undefined) await preparing; // report invalid subgraphs before starting a database
  const onAvailability = (error?: unknown) =>
    void preparing.then(({ services }) => logAvailability(services, error)).catch(() => undefined);
  const opening = Promise.all([openGraph(config, context.report, { mayWait: true, onAvailability }), preparing]);
  const opened = new AbortController();
  try {
    return await Promise.race([opening, startAborted(stop, opened.signal)]);
  } finally {
    opened.abort();
  }
}

function logAvailability({ logger }: GatewayServices, error: unknown): void {
  if (error === undefined) logger.info('the database can be used again');
  else logger.error({ reason: databaseProblemOf(error)?.reason, err: error }, 'the database cannot be used');
}

/** Rejects if the start does not finish within START_ABORT_MS after a signal to stop. */
async function startAborted(stop: ShutdownSignal, opened: AbortSignal): Promise<never> {
  await stop.signal;
  const finished = await after(START_ABORT_MS, false, { signal: opened }).catch(() => true);
  if (finished) return new Promise<never>(() => undefined);
  throw new CommandError('Stopped before the server had started.');
}

const START_ABORT_MS = 8_000;

type ServeParts = Awaited<ReturnType<typeof prepareServe>>;

async function prepareServe(context: CommandContext) {
  const { openListeners } = await import('../listen');
  const { gatewayParts, prepareServices } = await import('../open-gateway');
  const { logCaches } = await import('../choose-caches');
  const sample = await import('../load-sample');
  const { createReadSide } = await import('../../graph/read-side');
  const { warmUp } = await import('../../graph/warm-up');
  const { becomeReady, WARM_UP_MS } = await import('../become-ready');
  const { readAhead } = await import('../read-ahead');
  const { openPages } = await import('../pages');
  const { preparePlaces } = await import('../../domain/nearby/places');
  const services = await prepareServices(context);
  logCaches(services.cacheChoice, context, services.logger);
  const tracing = await openTracing(context.config(), services);
  const reads = { createReadSide, warmUp, becomeReady, readAhead, WARM_UP_MS, preparePlaces };
  return { tracing, services, openListeners, gatewayParts, sample, openPages, ...reads };
}

/** Loads the tracing module only if it is needed, because that slows down the start. */
async function openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Config, { logger }: GatewayServices) {
  if (endpoint === undefined) return undefined;
  const tracing = await import('../../telemetry/tracing');
  return tracing.openTracing({ endpoint, logger });
}

async function serveGraph(
  graph: Graph,
  serveParts: ServeParts,
  stop: ShutdownSignal,
  context: CommandContext,
): Promise<void> {
  const config = context.config();
  const { sample, services, tracing } = serveParts;
  const pages = serveParts.openPages(config, context.report);
  const parts = { ...serveParts.gatewayParts(config, graph, services), pages, trace: tracing?.start };
  const { textIndexes } = parts.reads;
  const uncached = serveParts.createReadSide(graph, { cacheBytes: 0, deadlineMs: serveParts.WARM_UP_MS, textIndexes });
  const checking = sample.isEmpty(parts.probe, context, stop);
  const empty = await Promise.race([checking, after(FIRST_ANSWER_MS, undefined, { ref: false })]);
  if (empty === false) await serveParts.warmUp(uncached, { enoughMs: serveParts.WARM_UP_MS, rounds: 1 });
  const listeners = await serveParts.openListeners(parts, services.subgraph, config);
  try {
    const printAddresses = () => context.out(addressLines([...listeners.addresses, ...pagesOf(pages, listeners.url)]));
    if (empty === undefined) printAddresses();
    const readAhead = () => serveParts.readAhead({ makeContext: () => parts.makeContext(undefined), stop });
    const starting = (async () => {
      const isEmpty = await checking;
      if (isEmpty !== undefined && sample.needsSample(isEmpty, config)) await sample.loadSample(isEmpty, context, stop);
      if (empty !== undefined && !stop.requested) printAddresses();
      void serveParts
        .becomeReady(uncached, { health: parts.health, logger: parts.logger, stop, readAhead })
        .then(() => stop.requested || pages.build())
        .then(async () => stop.requested || serveParts.preparePlaces(await parts.makeContext(undefined)))
        .catch(() => undefined); // the first search near a place reads them
      await stop.signal;
    })();
    await Promise.race([starting, stop.signal]);
    context.report.line('Stopping: /readyz returns 503, requests in progress are finished.');
    parts.health.stop();
    await delayOf(config.SHUTDOWN_DELAY_MS, stop);
    await starting.catch((error: Error) => context.report.line(error.message));
  } finally {
    pages.close();
    await listeners.close();
    await tracing?.close();
  }
}

/** Milliseconds that the database has for its first answer. The server then starts without it, and waits for it. */
const FIRST_ANSWER_MS = 5_000;
const NAME_WIDTH = 'Playground'.length;

type Addresses = readonly (readonly [name: string, address: string])[];

function addressLines(addresses: Addresses): string {
  return addresses.map(([name, address]) => `${name.padEnd(NAME_WIDTH)} ${address}\n`).join('');
}

function pagesOf({ addresses }: { readonly addresses: Addresses }, url: string): Addresses {
  return addresses.map(([name, path]) => [name, `${url}${path}`]);
}

/** Resolves after the shutdown delay, or with the second signal. */
async function delayOf(ms: number, { repeated }: ShutdownSignal): Promise<void> {
  const skipped = new AbortController();
  void repeated.then(() => skipped.abort());
  await after(ms, undefined, { signal: skipped.signal }).catch(() => undefined);
}

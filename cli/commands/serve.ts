import { setTimeout as after } from 'node:timers/promises';
import { Command } from 'commander';
import type { Graph } from '../../graph/graph';
import type { Config } from '../../config';
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
  const { openGraph } = await import('../open-neo4j');
  const preparing = prepareServe(context);
  if (config.SUBGRAPHS !== undefined || config.SUPERGRAPH !== undefined) await preparing; // report invalid subgraphs before starting a database
  const opening = Promise.all([openGraph(config, context.report), preparing]);
  const [open, serveParts] = await Promise.race([opening, startAborted(stop)]);
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

/** Rejects if the start does not finish within START_ABORT_MS after a signal. */
async function startAborted(stop: ShutdownSignal): Promise<never> {
  await stop.signal;
  await after(START_ABORT_MS);
  throw new CommandError('Stopped before the server had started.');
}

const START_ABORT_MS = 8_000;

type ServeParts = Awaited<ReturnType<typeof prepareServe>>;

async function prepareServe(context: CommandContext) {
  const { openListeners } = await import('../listen');
  const { gatewayParts, prepareServices } = await import('../open-gateway');
  const { isEmpty, loadSample } = await import('../load-sample');
  const { createReadSide } = await import('../../graph/read-side');
  const { warmUp } = await import('../../graph/warm-up');
  const { becomeReady, WARM_UP_MS } = await import('../become-ready');
  const { openPages } = await import('../pages');
  const services = await prepareServices(context);
  const tracing = await openTracing(context.config(), services);
  return {
    tracing,
    services,
    openListeners,
    gatewayParts,
    isEmpty,
    loadSample,
    createReadSide,
    openPages,
    warmUp,
    becomeReady,
    WARM_UP_MS,
  };
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
  const pages = serveParts.openPages(config, context.report);
  const parts = {
    ...serveParts.gatewayParts(config, graph, serveParts.services),
    pages,
    trace: serveParts.tracing?.start,
  };
  const uncached = serveParts.createReadSide(graph, { cacheBytes: 0, deadlineMs: serveParts.WARM_UP_MS });
  const empty = await serveParts.isEmpty(parts.probe, context);
  if (!empty) await serveParts.warmUp(uncached, { enoughMs: serveParts.WARM_UP_MS, rounds: 1 });
  const listeners = await serveParts.openListeners(parts, serveParts.services.subgraph, config);
  try {
    if (empty) await serveParts.loadSample(context, stop);
    const addresses = [
      ...listeners.addresses,
      ...pages.addresses.map(([name, path]) => [name, `${listeners.url}${path}`]),
    ];
    context.out(addresses.map(([name, address]) => `${name!.padEnd(NAME_WIDTH)} ${address}\n`).join(''));
    void serveParts
      .becomeReady(uncached, { health: parts.health, logger: parts.logger, stop })
      .then(() => stop.requested || pages.build());
    await stop.signal;
    context.report.line('Stopping: /readyz returns 503, requests in progress are finished.');
    parts.health.stop();
    await Promise.race([after(config.SHUTDOWN_DELAY_MS), stop.repeated]);
  } finally {
    pages.close();
    await listeners.close();
    await serveParts.tracing?.close();
  }
}

const NAME_WIDTH = 'Playground'.length;

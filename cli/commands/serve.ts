import { setTimeout as after } from 'node:timers/promises';
import { Command } from 'commander';
import { databaseProblemOf } from '../../graph/neo4j/database-problem';
import { checkDataDir } from '../check-folders';
import { CommandError, type CommandContext } from '../command';
import type { GatewayServices } from '../open-gateway';
import { listenForShutdown, type ShutdownSignal } from '../shutdown-signal';
import type { Addresses } from '../serving/messages';
import type { WorkerRole } from '../serving/worker';

/** ods-graph serve */
export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('start the server; starts the local Neo4j, and loads the sample if the graph is empty')
    .action(() => serve(context));
}

/** Serves until SIGTERM or SIGINT. Builds the schema while the database starts. */
async function serve(context: CommandContext): Promise<void> {
  const { workerRole } = await import('../serving/worker');
  const role = workerRole(context.env);
  const stop = listenForShutdown(role && ['SIGINT']); // a terminal sends it to all processes, and the primary one passes it on
  const config = context.config();
  if (!role) {
    checkDataDir(config);
    const { checkPorts } = await import('../listen');
    await checkPorts(config);
  }
  return config.WORKERS > 1 && !role ? serveByWorkers(context, stop) : serveHere(context, stop, role);
}

/** Starts the processes that serve, and the local Neo4j for all of them. */
async function serveByWorkers(context: CommandContext, stop: ShutdownSignal): Promise<void> {
  const config = context.config();
  const { openLocalNeo4j } = await import('../../database/local-neo4j');
  const { localSettings } = await import('../open-neo4j');
  const { startWorkers } = await import('../serving/primary');
  const { report } = context;
  const local =
    config.NEO4J_URI === undefined
      ? await openLocalNeo4j({ ...localSettings(config, report), restart: true })
      : undefined;
  try {
    if (stop.requested) return;
    const onListening = (addresses: Addresses) => announce(addresses, context);
    const workers = startWorkers({ count: config.WORKERS, report, stop, onListening });
    await Promise.race([stop.signal, workers.failed]);
    await workers.close();
  } finally {
    await local?.close();
  }
}

async function serveHere(context: CommandContext, stop: ShutdownSignal, role: WorkerRole | undefined): Promise<void> {
  const [open, serveParts] = await openParts(context, stop);
  const onUnhandledRejection = (err: unknown) =>
    serveParts.services.logger.error({ err }, 'unhandled promise rejection');
  process.on('unhandledRejection', onUnhandledRejection);
  try {
    const { serveGraph } = await import('../serving/serve-graph');
    const onListening = role?.announce ?? ((addresses: Addresses) => announce(addresses, context));
    if (!stop.requested) await serveGraph(open.graph, serveParts, { stop, role, announce: onListening }, context);
  } finally {
    process.off('unhandledRejection', onUnhandledRejection);
    await open.close();
  }
}

async function openParts(context: CommandContext, stop: ShutdownSignal) {
  const config = context.config();
  const { openGraph } = await import('../open-neo4j');
  const { prepareServe } = await import('../serving/serve-graph');
  const preparing = prepareServe(context);
  if (config.SUBGRAPHS !== undefined || config.SUPERGRAPH !== undefined || config.CONTRACTS !== undefined)
    await preparing; // report invalid subgraphs before starting a database
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

const NAME_WIDTH = 'Playground'.length;

/** Prints the addresses, and a query to begin with. */
function announce(addresses: Addresses, { out, report }: CommandContext): void {
  out(addressLines(addresses));
  const [, url] = addresses.find(([name]) => name === 'GraphQL') ?? [];
  if (url !== undefined) report.line(`A query to begin with:\n  ${firstQuery(url)}`);
}

const REGIONS = '{ search(kinds: [REGION], first: 3) { nodes { code name childCount(view: COMMISSIONING) } } }';
const firstQuery = (url: string) =>
  `curl -s ${url} -H 'content-type: application/json' -d '${JSON.stringify({ query: REGIONS })}'`;

function addressLines(addresses: Addresses): string {
  return addresses.map(([name, address]) => `${name.padEnd(NAME_WIDTH)} ${address}\n`).join('');
}

import { hostname } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { Command } from 'commander';
import { isFederated } from '../../config';
import { databaseProblemOf } from '../../graph/neo4j/database-problem';
import { CommandError, flagsOf, type CommandContext } from '../command';
import type { Finding } from '../doctor/finding';
import type { GatewayServices } from '../open-gateway';
import type { OpenGraph } from '../open-neo4j';
import { listenForShutdown, type ShutdownSignal } from '../shutdown-signal';
import type { Addresses } from '../serving/messages';
import type { ServeParts } from '../serving/serve-graph';
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
  const flags = role ? [] : await heapFlags(context);
  if (config.WORKERS === 1) context.restart?.(flags);
  if (!role) await checkBeforeStart(context);
  return config.WORKERS > 1 && !role ? serveByWorkers(context, stop, flags) : serveHere(context, stop, role);
}

/** Returns the flags of V8 for each serving process. */
async function heapFlags({ config, env }: CommandContext): Promise<string[]> {
  const { chooseHeapFlags, memoryBytes } = await import('../serving/heap-flags');
  const { heapLimit } = await import('../../gateway/memory/heap');
  const flags = flagsOf(env);
  return chooseHeapFlags(config(), { flags, memory: memoryBytes(), heapMib: heapLimit(flags) / 2 ** 20 });
}

/** Runs the checks of ods-graph doctor that can be made before a start. Throws a CommandError that lists all problems. */
async function checkBeforeStart(context: CommandContext): Promise<void> {
  const { report } = context;
  const { findingsBeforeStart } = await import('../doctor/before-start');
  const findings = await findingsBeforeStart(context, { toOpen: true });
  const problems = findings.filter(({ state }) => state === 'problem');
  if (problems.length > 0) throw new CommandError(problems.map(sentencesOf).join('\n'));
  for (const finding of findings.filter(({ state }) => state === 'warning'))
    report.line(`${finding.name}: ${sentencesOf(finding)}`);
  report.line(`Checked before the start: ${findings.map(({ name }) => name).join(', ')}.`);
}

const sentencesOf = ({ seen, next = '' }: Finding) => `${seen} ${next}`.trim();

/** Starts the processes that serve, and the local Neo4j for all of them. */
async function serveByWorkers(context: CommandContext, stop: ShutdownSignal, flags: readonly string[]): Promise<void> {
  const config = context.config();
  const { openLocalNeo4j } = await import('../../database/local-neo4j');
  const { localSettings } = await import('../local-settings');
  const { startWorkers } = await import('../serving/primary');
  const { report } = context;
  const local =
    config.NEO4J_URI === undefined
      ? await openLocalNeo4j({ ...localSettings(config, report), restart: true })
      : undefined;
  try {
    if (stop.requested) return;
    const onListening = (addresses: Addresses) => announce(addresses, context);
    const workers = startWorkers({ count: config.WORKERS, flags, report, stop, onListening });
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
    const finished = (addresses: Addresses) => (role?.loadsSample ?? true) && showWhatToOpen(addresses, context);
    const serving = { stop, role, announce: onListening, finished };
    if (!stop.requested) await serveGraph(open.graph, serveParts, serving, context);
  } finally {
    process.off('unhandledRejection', onUnhandledRejection);
    await open.close();
  }
}

async function openParts(context: CommandContext, stop: ShutdownSignal) {
  const opened = new AbortController();
  try {
    return await Promise.race([openAndPrepare(context), startAborted(stop, opened.signal)]);
  } finally {
    opened.abort();
  }
}

/** Opens the graph, and builds beside the start of a local Neo4j what does not need it. */
async function openAndPrepare(context: CommandContext): Promise<[OpenGraph, ServeParts]> {
  const config = context.config();
  const { openGraph } = await import('../open-neo4j');
  const prepared: { parts?: Promise<ServeParts> } = {};
  const onAvailability = (error?: unknown) =>
    void prepared.parts?.then(({ services }) => logAvailability(services, error)).catch(() => undefined);
  let onLaunched = () => {};
  const launched = new Promise<void>((resolve) => (onLaunched = resolve));
  const gateway = { host: hostname(), pid: process.pid, requestMs: config.REQUEST_TIMEOUT_MS };
  const open = () => openGraph(config, context.report, { mayWait: true, onAvailability, gateway, onLaunched });
  const needsSubgraphs = isFederated(config); // invalid subgraphs are reported before a database starts
  const opening = needsSubgraphs && config.NEO4J_URI === undefined ? undefined : open();
  // Imports keep this process busy: a Neo4j starts before them. A wrong password is named before the schema is built.
  if (config.NEO4J_URI === undefined) await Promise.race([opening, launched, opening && after(LAUNCH_MS)]);
  else await opening;
  const { prepareServe } = await import('../serving/serve-graph');
  const preparing = (prepared.parts = prepareServe(context));
  void preparing.catch(() => opening?.then(({ close }) => close()).catch(() => undefined));
  if (needsSubgraphs) await preparing;
  return Promise.all([opening ?? open(), preparing]);
}

/** Milliseconds until the schema is built although Neo4j has not been started: it is being downloaded. */
const LAUNCH_MS = 2_000;

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

/** Prints the addresses as soon as they are served. */
function announce(addresses: Addresses, { out }: CommandContext): void {
  out(addressLines(addresses));
}

/** The addresses for people, which end a start. */
const TO_OPEN = ['Explorer', 'Playground', 'GraphQL'];

/** Prints what to open and a query to paste, when everything is ready. */
function showWhatToOpen(addresses: Addresses, { report }: CommandContext): void {
  const shown = TO_OPEN.flatMap((name) => addresses.filter(([known]) => known === name));
  report.line(`Open one of these:\n${addressLines(shown).replaceAll(/^/gm, '  ').trimEnd()}`);
  const [, url] = shown.at(-1)!;
  report.line(`Or paste a query:\n  ${firstQuery(url)}`);
}

const REGIONS = '{ search(kinds: [REGION], first: 3) { nodes { code name childCount(view: COMMISSIONING) } } }';
const firstQuery = (url: string) =>
  `curl -s ${url} -H 'content-type: application/json' -d '${JSON.stringify({ query: REGIONS })}'`;

function addressLines(addresses: Addresses): string {
  return addresses.map(([name, address]) => `${name.padEnd(NAME_WIDTH)} ${address}\n`).join('');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFederated, type Config } from '../config';
import type { AnswerCache } from '../federation/caching/answer-cache';
import { contractSupergraph } from '../federation/contracts/contract-sdl';
import { readContractsFile, type ServedContracts } from '../federation/contracts/contracts-file';
import { authSettings } from './auth-settings';
import { openSupergraphManager, type SupergraphManager } from '../federation/supergraph-manager';
import { createPoller } from '../federation/supergraph/poller';
import type { SdlFallback } from '../federation/supergraph/sdl-fallback';
import { createSdlStore } from '../federation/supergraph/sdl-store';
import type { SupergraphSources } from '../federation/supergraph/sources';
import { buildSupergraph, httpSubgraphsOf } from '../federation/build-federation';
import { OWN_SUBGRAPH } from '../gateway/own-subgraph';
import { createExecutorPool } from '../federation/subgraphs/executor-pool';
import { SubgraphsFileError } from '../federation/supergraph/config-file';
import type { Supergraph } from '../federation/supergraph/supergraph';
import type { Subgraph } from '../resolvers/subgraph';
import { CommandError, type CommandContext } from './command';
import { urlOf } from './serving/address';
import type { Logger } from '../telemetry/logger';
import type { Metrics } from '../telemetry/metrics';

/** Returns the contracts of the configuration; undefined if there are none. Throws a CommandError for an invalid file. */
export function configuredContracts({ CONTRACTS: path }: Config): ServedContracts | undefined {
  if (path === undefined) return undefined;
  try {
    return readContractsFile(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`CONTRACTS names a file that cannot be used: ${path}: ${(error as Error).message}`, 2);
  }
}

const sdlFolderOf = ({ DATA_DIR }: Config): string => join(DATA_DIR, 'subgraphs');

type Context = Pick<CommandContext, 'env' | 'config' | 'report'>;

/** Opens the configured supergraph; undefined if there is only our own subgraph. Throws a CommandError for an invalid file. */
export async function openSupergraph(
  context: Context,
  {
    subgraph,
    logger,
    metrics,
    answers,
  }: {
    readonly subgraph: Subgraph;
    readonly logger: Logger;
    readonly metrics: Metrics;
    readonly answers?: AnswerCache | undefined;
  },
): Promise<SupergraphManager | undefined> {
  const config = context.config();
  if (!isFederated(config)) return undefined;
  const { REQUEST_TIMEOUT_MS: timeoutMs, LIMIT_RESPONSE: maxResponseBytes } = config;
  const sources = sourcesOf(context, subgraph);
  const sdlFolder = sdlFolderOf(config);
  const refuseUnauthorized = authSettings(config)?.unauthorized === 'refuse';
  const limits = { timeoutMs, maxResponseBytes, refuseUnauthorized };
  const contracts = configuredContracts(config);
  const settings = { sources, logger, ...limits, metrics, sdlFolder, answers, contracts };
  return explainFileError(() => openSupergraphManager(settings));
}

/**
 * Returns the configured supergraph, with the same checks as a start. Throws a CommandError for an invalid file. With
 * `onFallback`, a subgraph that is down is no error where it does not hold up `serve` either.
 */
export async function configuredSupergraph(
  context: Context,
  subgraph: Subgraph,
  warn = (message: string) => context.report.line(message),
  onFallback?: (fallback: SdlFallback) => void,
): Promise<Supergraph> {
  const composition = openComposition(context, subgraph, onFallback);
  try {
    return await composition.compose(warn);
  } finally {
    await composition.close();
  }
}

/** Composes the configured subgraphs, once or whenever they change. */
export interface Composition {
  /** Throws a CommandError for an invalid file. `warn` gets what the checks leave open. */
  compose(warn: (message: string) => void): Promise<Supergraph>;
  /** Whether a source may have changed since the last time. */
  isDue(): Promise<boolean>;
  close(): Promise<void>;
}

const INTERVALS = { files: 250, subgraphs: 5_000 };

/** Absent `onFallback`, each subgraph has to give its SDL. */
export function openComposition(
  context: Context,
  subgraph: Subgraph,
  onFallback?: (fallback: SdlFallback) => void,
): Composition {
  const executors = createExecutorPool();
  const sources = sourcesOf(context, subgraph);
  const store = onFallback && createSdlStore(sdlFolderOf(context.config()));
  const poller = createPoller(sources, executors, INTERVALS, store);
  return {
    compose: (warn) =>
      explainFileError(async () => {
        const loaded = await poller.read();
        for (const fallback of loaded.reading.fallbacks) onFallback?.(fallback);
        const supergraph = await buildSupergraph(loaded, sources.own, warn, sources);
        const contracts = configuredContracts(context.config());
        for (const contract of contracts?.list ?? [])
          contractSupergraph(supergraph, contract, contracts?.tags, sources);
        httpSubgraphsOf(supergraph, loaded.httpSubgraphs, OWN_SUBGRAPH);
        return supergraph;
      }),
    isDue: poller.isDue,
    close: () => executors.closeAllExcept([]),
  };
}

function sourcesOf({ config, env }: Context, { sdl, schema }: Subgraph): SupergraphSources {
  const { AUTH, SUPERGRAPH: supergraph, SUBGRAPHS: subgraphs, SUBGRAPH_HOST: host, SUBGRAPH_PORT: port } = config();
  const url = port ? `${urlOf(host, port)}/graphql` : '';
  const own = { name: OWN_SUBGRAPH, url, sdl, schema, sdlCommand: 'ods-graph schema --subgraph' };
  return { own, supergraph, subgraphs, isSecured: AUTH !== undefined, env };
}

/** An invalid file is wrong usage (exit code 2); subgraphs that do not compose are a failure (exit code 1). */
async function explainFileError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SubgraphsFileError ? new CommandError(error.message, 2) : error;
  }
}

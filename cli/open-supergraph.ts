import { join } from 'node:path';
import type { Config } from '../config';
import { authSettings } from './auth-settings';
import { openSupergraphManager, type SupergraphManager } from '../federation/supergraph-manager';
import { createPoller } from '../federation/supergraph/poller';
import type { SupergraphSources } from '../federation/supergraph/sources';
import { buildSupergraph, httpSubgraphsOf } from '../federation/build-federation';
import { OWN_SUBGRAPH } from '../gateway/own-subgraph';
import { createExecutorPool } from '../federation/subgraphs/executor-pool';
import { SubgraphsFileError } from '../federation/supergraph/config-file';
import type { Supergraph } from '../federation/supergraph/supergraph';
import type { Subgraph } from '../resolvers/subgraph';
import { CommandError, type CommandContext } from './command';
import type { Logger } from '../telemetry/logger';
import type { Metrics } from '../telemetry/metrics';

/** Returns whether subgraphs other than ours are configured. */
export function isFederated({ SUBGRAPHS, SUPERGRAPH }: Config): boolean {
  return SUBGRAPHS !== undefined || SUPERGRAPH !== undefined;
}

type Context = Pick<CommandContext, 'env' | 'config' | 'report'>;

/** Opens the configured supergraph; undefined if there is only our own subgraph. Throws a CommandError for an invalid file. */
export async function openSupergraph(
  context: Context,
  { subgraph, logger, metrics }: { readonly subgraph: Subgraph; readonly logger: Logger; readonly metrics: Metrics },
): Promise<SupergraphManager | undefined> {
  const config = context.config();
  if (!isFederated(config)) return undefined;
  const { REQUEST_TIMEOUT_MS: timeoutMs, LIMIT_RESPONSE: maxResponseBytes } = config;
  const sources = sourcesOf(context, subgraph);
  const sdlFolder = join(config.DATA_DIR, 'subgraphs');
  const refuseUnauthorized = authSettings(config)?.unauthorized === 'refuse';
  const settings = { sources, logger, timeoutMs, maxResponseBytes, refuseUnauthorized, metrics, sdlFolder };
  return explainFileError(() => openSupergraphManager(settings));
}

/** Returns the configured supergraph, with the same checks as a start. Throws a CommandError for an invalid file. */
export async function configuredSupergraph(
  context: Context,
  subgraph: Subgraph,
  warn = (message: string) => context.report.line(message),
): Promise<Supergraph> {
  const composition = openComposition(context, subgraph);
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

export function openComposition(context: Context, subgraph: Subgraph): Composition {
  const executors = createExecutorPool();
  const sources = sourcesOf(context, subgraph);
  const poller = createPoller(sources, executors, INTERVALS);
  return {
    compose: (warn) =>
      explainFileError(async () => {
        const loaded = await poller.read();
        const supergraph = await buildSupergraph(loaded, sources.own, warn, sources);
        httpSubgraphsOf(supergraph, loaded.httpSubgraphs, OWN_SUBGRAPH);
        return supergraph;
      }),
    isDue: poller.isDue,
    close: () => executors.closeAllExcept([]),
  };
}

function sourcesOf({ config, env }: Context, { sdl, schema }: Subgraph): SupergraphSources {
  const { AUTH, SUPERGRAPH: supergraph, SUBGRAPHS: subgraphs, SUBGRAPH_HOST: host, SUBGRAPH_PORT: port } = config();
  const url = port ? `http://${host}:${port}/graphql` : '';
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

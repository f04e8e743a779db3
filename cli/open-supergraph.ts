import type { Config } from '../config';
import { openGraphs, type Graphs } from '../federation/supergraph-manager';
import { readGraph, type GraphSources } from '../federation/supergraph/sources';
import { makeSupergraph, remotesOf } from '../federation/build-federation';
import { OWN } from '../federation/subgraphs/own-executor';
import { openRemotes } from '../federation/subgraphs/executor-pool';
import { SubgraphsFileError } from '../federation/supergraph/config-file';
import type { Supergraph } from '../federation/supergraph/supergraph';
import { watchFiles } from '../federation/supergraph/file-watcher';
import type { Subgraph } from '../resolvers/subgraph';
import { CommandError, type CommandContext } from './command';
import type { Offer } from './open-gateway';

/** Whether other subgraphs than ours are configured. */
export function isFederated({ SUBGRAPHS, SUPERGRAPH }: Config): boolean {
  return SUBGRAPHS !== undefined || SUPERGRAPH !== undefined;
}

type Given = Pick<CommandContext, 'env' | 'config'>;

/** The graph of the configuration, ready to be served; undefined when it is our own subgraph alone. Errors: a CommandError. */
export async function openConfigured(
  given: Given,
  { subgraph, logger, metrics }: Pick<Offer, 'subgraph' | 'logger' | 'metrics'>,
): Promise<Graphs | undefined> {
  const config = given.config();
  if (!isFederated(config)) return undefined;
  const { schema } = subgraph;
  const timeoutMs = config.REQUEST_TIMEOUT_MS;
  const sources = sourcesOf(given, subgraph);
  return explained(() => openGraphs({ sources, schema, logger, timeoutMs, metrics }));
}

/** The supergraph of the configuration, composed or read, with everything checked that a start checks. Errors: a CommandError. */
export async function configuredSupergraph(given: Given, subgraph: Subgraph): Promise<Supergraph> {
  const remotes = openRemotes();
  try {
    return await explained(async () => {
      const text = await readGraph(sourcesOf(given, subgraph), watchFiles(), remotes);
      const supergraph = makeSupergraph(text, subgraph.schema);
      remotesOf(supergraph, text.remotes);
      return supergraph;
    });
  } finally {
    await remotes.keepOnly([]);
  }
}

function sourcesOf({ config, env }: Given, { sdl }: Subgraph): GraphSources {
  const { SUPERGRAPH: supergraph, SUBGRAPHS: subgraphs, SUBGRAPH_HOST: host, SUBGRAPH_PORT: port } = config();
  const url = port ? `http://${host}:${port}/graphql` : '';
  return { own: { name: OWN, url, sdl }, supergraph, subgraphs, env };
}

/** A file that is wrong is a wrong setting; subgraphs that do not fit together are a failure. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SubgraphsFileError ? new CommandError(error.message, 2) : error;
  }
}

import { dirname, resolve } from 'node:path';
import type { SubgraphDefinition } from './compose';
import { OWN } from '../subgraphs/own-executor';
import type { RemoteSettings } from '../subgraphs/http-executor';
import type { Remotes } from '../subgraphs/executor-pool';
import { definitionsOf } from './subgraph-sdl';
import { readSubgraphsFile, SubgraphsFileError, type ConfiguredSubgraph } from './config-file';
import type { WatchedFiles } from './file-watcher';

/** Where the graph comes from. With a supergraph nothing is composed, and `subgraphs` only says how each one is asked. */
export interface GraphSources {
  /** Our own subgraph. */
  readonly own: SubgraphDefinition;
  /** Path of a supergraph SDL that was composed elsewhere. */
  readonly supergraph?: string | undefined;
  /** Path of the YAML file of subgraphs. */
  readonly subgraphs?: string | undefined;
  /** Where the secrets of subgraphs are taken from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the sources say; equal values make equal graphs. */
export interface GraphText {
  /** The supergraph that was composed elsewhere, where there is one. */
  readonly supergraph?: string;
  readonly definitions: readonly SubgraphDefinition[];
  readonly remotes: readonly RemoteSettings[];
  /** Whether some subgraph was asked for its SDL. */
  readonly asked: boolean;
}

/** Reads the sources. Throws a SubgraphsFileError for a file that is wrong, a CompositionError for an SDL that is missing. */
export async function readGraph(sources: GraphSources, files: WatchedFiles, remotes: Remotes): Promise<GraphText> {
  const { own, supergraph, subgraphs, env } = sources;
  const configured = subgraphs === undefined ? [] : await configuredIn(subgraphs, env, files);
  const settings = configured.map(({ schema: _, ...each }) => each);
  if (supergraph !== undefined) {
    const text = await readSource('SUPERGRAPH', supergraph, files);
    return { supergraph: text, definitions: [], remotes: settings, asked: false };
  }
  const definitions = await definitionsOf(configured, {
    readFile: (path) => files.read(resolve(dirname(subgraphs ?? ''), path)),
    executorOf: (name) => remotes.of(settings.find((each) => each.name === name)!),
  });
  const asked = configured.some(({ schema }) => schema === 'introspect');
  return { definitions: [own, ...definitions], remotes: settings, asked };
}

async function configuredIn(
  path: string,
  env: GraphSources['env'],
  files: WatchedFiles,
): Promise<readonly ConfiguredSubgraph[]> {
  const text = await readSource('SUBGRAPHS', path, files);
  try {
    return withoutOurs(readSubgraphsFile(text, env));
  } catch (error) {
    throw new SubgraphsFileError(`${path}: ${(error as Error).message}`);
  }
}

function withoutOurs(configured: readonly ConfiguredSubgraph[]): readonly ConfiguredSubgraph[] {
  if (configured.every(({ name }) => name.toLowerCase() !== OWN)) return configured;
  throw new SubgraphsFileError(`${OWN} is our own subgraph, which is always there: give the other one another name.`);
}

async function readSource(setting: string, path: string, files: WatchedFiles): Promise<string> {
  try {
    return await files.read(path);
  } catch (error) {
    throw new SubgraphsFileError(`${setting} names a file that cannot be read: ${(error as Error).message}`);
  }
}

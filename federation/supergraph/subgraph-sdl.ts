import { parse } from 'graphql';
import { CompositionError, type SubgraphDefinition } from '../composition/compose';
import type { CompositionProblem } from '../composition/composition-problem';
import type { SubgraphExecutor } from '../subgraphs/subgraph-executor';
import type { ConfiguredSubgraph } from './config-file';
import type { SdlFallback } from './sdl-fallback';
import type { SdlStore } from './sdl-store';

/** How the SDL of a subgraph is read. */
export interface SdlSources {
  /** Reads a file that the SUBGRAPHS file names. */
  readFile(path: string): Promise<string>;
  /** The path of such a file for messages. Absent: the path as the file has it. */
  pathOf?(path: string): string;
  executorOf(name: string): SubgraphExecutor;
  /** Where a subgraph that does not give its SDL is looked up. Absent: each subgraph has to give it. */
  readonly store?: Pick<SdlStore, 'find'> | undefined;
}

export interface LoadedDefinitions {
  readonly definitions: readonly SubgraphDefinition[];
  /** Subgraphs that gave their SDL themselves. */
  readonly introspected: readonly string[];
  readonly fallbacks: readonly SdlFallback[];
}

/**
 * Loads the SDL of every configured subgraph. One that does not give its SDL is used with its last known one, or left out
 * if it is not required. Rejects with a CompositionError that lists each missing one.
 */
export async function loadDefinitions(
  subgraphs: readonly ConfiguredSubgraph[],
  sources: SdlSources,
): Promise<LoadedDefinitions> {
  const loaded = await Promise.all(subgraphs.map((subgraph) => load(subgraph, sources)));
  const problems = loaded.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new CompositionError(problems);
  return {
    definitions: loaded.flatMap(({ definition }) => definition ?? []),
    introspected: loaded.flatMap(({ introspected }) => introspected ?? []),
    fallbacks: loaded.flatMap(({ fallback }) => fallback ?? []),
  };
}

interface Loaded {
  readonly definition?: SubgraphDefinition;
  readonly introspected?: string;
  readonly fallback?: SdlFallback;
  readonly problem?: CompositionProblem;
}

async function load(subgraph: ConfiguredSubgraph, sources: SdlSources): Promise<Loaded> {
  const { name, url, schema, required = true } = subgraph;
  const isIntrospected = schema === 'introspect';
  try {
    const definition = { name, url, sdl: await sdlOf(subgraph, sources), file: fileOf(subgraph, sources) };
    return { definition, ...(isIntrospected && { introspected: name }) };
  } catch (error) {
    const reason = error as Error;
    const known = isIntrospected ? await sources.store?.find(name, url) : undefined;
    if (known) return { definition: { name, url, sdl: known.sdl, file: url }, fallback: { name, known, reason } };
    const isLeftOut = isIntrospected && sources.store && !required;
    return isLeftOut ? { fallback: { name, known, reason } } : { problem: unreadable(subgraph, reason) };
  }
}

/** What to name in messages about the SDL. */
function fileOf({ url, schema }: ConfiguredSubgraph, { pathOf = (path) => path }: SdlSources): string {
  return schema === 'introspect' ? url : pathOf(schema);
}

async function sdlOf({ name, schema }: ConfiguredSubgraph, { readFile, executorOf }: SdlSources): Promise<string> {
  return schema === 'introspect' ? introspect(name, executorOf(name)) : readFile(schema);
}

const SERVICE = '{_service{sdl}}';

/** Fetches a subgraph's SDL with the query of the federation specification. */
async function introspect(subgraph: string, execute: SubgraphExecutor): Promise<string> {
  const operation = { subgraph, kind: 'query', query: SERVICE } as const;
  const result = await execute({ operation, variables: {}, variablesText: () => '{}', context: undefined });
  const { sdl } = (result.data?._service ?? {}) as { sdl?: unknown };
  if (typeof sdl !== 'string') throw result.errors?.[0] ?? new Error('It does not support { _service { sdl } }.');
  checkSyntax(sdl);
  return sdl;
}

/** SDL that cannot be parsed is no SDL, so that it does not hold up other subgraphs. */
function checkSyntax(sdl: string): void {
  try {
    parse(sdl, { noLocation: true });
  } catch (error) {
    throw new Error(`It is not a GraphQL schema: ${(error as Error).message}`);
  }
}

function unreadable({ name, schema }: ConfiguredSubgraph, reason: Error): CompositionProblem {
  const isIntrospected = schema === 'introspect';
  return {
    code: 'SDL_UNAVAILABLE',
    subgraphs: [name],
    message: `Its SDL could not be read: ${reason.message.replace(/\.$/, '')}.`,
    examples: [],
    count: 1,
    next: isIntrospected ? 'Start it, or provide its SDL as a file.' : 'Correct the path of its schema.',
  };
}

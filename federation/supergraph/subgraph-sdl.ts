import { CompositionError, type SubgraphDefinition } from './compose';
import type { CompositionProblem } from './composition-errors';
import type { SubgraphExecutor } from '../subgraphs/subgraph-executor';
import type { ConfiguredSubgraph } from './config-file';

/** How the SDL of a subgraph is read. */
export interface SdlSources {
  /** Reads a file that the SUBGRAPHS file names. */
  readFile(path: string): Promise<string>;
  executorOf(name: string): SubgraphExecutor;
}

/** Loads the SDL of every configured subgraph. Rejects with a CompositionError that lists each missing one. */
export async function loadDefinitions(
  subgraphs: readonly ConfiguredSubgraph[],
  sources: SdlSources,
): Promise<SubgraphDefinition[]> {
  const settled = await Promise.allSettled(subgraphs.map((subgraph) => sdlOf(subgraph, sources)));
  const problems = settled.flatMap((result, at) =>
    result.status === 'rejected' ? [unreadable(subgraphs[at]!, result.reason)] : [],
  );
  if (problems.length > 0) throw new CompositionError(problems);
  return subgraphs.map(({ name, url }, at) => {
    const result = settled[at]!;
    return { name, url, sdl: result.status === 'fulfilled' ? result.value : '' };
  });
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
  return sdl;
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

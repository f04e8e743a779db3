import { CompositionError, type SubgraphDefinition } from './compose';
import type { Problem } from './composition-errors';
import type { SubgraphExecutor } from '../subgraphs/subgraph-executor';
import type { ConfiguredSubgraph } from './config-file';

/** Where the SDL of a subgraph comes from. */
export interface SdlSources {
  /** Reads a file named in the configuration. */
  readFile(path: string): Promise<string>;
  executorOf(name: string): SubgraphExecutor;
}

/** Every configured subgraph with its SDL. Throws a CompositionError that names each one without. */
export async function definitionsOf(
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

/** Asks a subgraph for its own SDL, as federation defines it. */
async function introspect(subgraph: string, execute: SubgraphExecutor): Promise<string> {
  const operation = { subgraph, kind: 'query', query: SERVICE } as const;
  const result = await execute({ operation, variables: {}, variablesText: () => '{}', context: undefined });
  const { sdl } = (result.data?._service ?? {}) as { sdl?: unknown };
  if (typeof sdl !== 'string') throw result.errors?.[0] ?? new Error('It does not answer { _service { sdl } }.');
  return sdl;
}

function unreadable({ name, schema }: ConfiguredSubgraph, reason: Error): Problem {
  const asked = schema === 'introspect';
  return {
    code: 'SDL_UNAVAILABLE',
    subgraphs: [name],
    message: `Its SDL could not be read: ${reason.message.replace(/\.$/, '')}.`,
    examples: [],
    count: 1,
    next: asked ? 'Start it, or give its SDL as a file.' : 'Correct the path of its schema.',
  };
}

import { CompositionError, type SubgraphDefinition } from '../composition/compose';
import type { CompositionProblem } from '../composition/composition-problem';
import type { SubgraphExecutor } from '../subgraphs/subgraph-executor';
import { introspect } from './introspection/introspect';
import { IntrospectionError } from './introspection/failure';
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

async function sdlOf({ name, url, schema }: ConfiguredSubgraph, { readFile, executorOf }: SdlSources): Promise<string> {
  return schema === 'introspect' ? introspect(name, url, executorOf(name)) : readFile(schema);
}

/** For operators: with what the subgraph sent. */
function unreadable({ name, url }: ConfiguredSubgraph, reason: Error): CompositionProblem {
  const problem = { code: 'SDL_UNAVAILABLE', subgraphs: [name], examples: [], count: 1 };
  if (!(reason instanceof IntrospectionError)) {
    const message = `Its SDL could not be read: ${withoutStop(reason.message)}.`;
    return { ...problem, message, next: 'Correct the path of its schema.' };
  }
  const { message, details, next } = reason;
  const { origin, pathname } = new URL(url);
  const text = `Its SDL could not be read from ${origin}${pathname}: ${message} Seen: ${withoutStop(details)}.`;
  return { ...problem, message: text, next };
}

const withoutStop = (text: string) => text.trim().replace(/\.$/, '');

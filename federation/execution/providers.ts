import type { FlattenNodePathSegment, PlanNode } from '../planning/planner';
import { responseKeys, type ResponseKeys } from './response-keys';

/** Returns the subgraphs whose fetches return the field at a path of keys of the merged data, without list positions. */
export type ProvidersOf = (path: readonly string[]) => readonly string[];

/** A fetch, and where its response is merged. */
interface Source {
  readonly subgraph: string;
  readonly at: readonly string[];
  readonly keys: ResponseKeys;
}

/** Finds providers in plans. Operations are parsed only if a provider is asked for. */
export function createProviders(plans: readonly PlanNode[]): ProvidersOf {
  let sources: readonly Source[] | undefined;
  return (path) => {
    sources ??= plans.flatMap((plan) => sourcesIn(plan, []));
    return [...new Set(sources.filter((source) => provides(source, path)).map(({ subgraph }) => subgraph))];
  };
}

function provides({ at, keys }: Source, path: readonly string[]): boolean {
  return at.length < path.length && at.every((key, index) => path[index] === key) && keys.has(path.slice(at.length));
}

function sourcesIn(node: PlanNode | null | undefined, at: readonly string[]): Source[] {
  switch (node?.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((each) => sourcesIn(each, at));
    case 'Condition':
      return [...sourcesIn(node.ifClause, at), ...sourcesIn(node.elseClause, at)];
    case 'Flatten':
      return sourcesIn(node.node, keysIn(node.path));
    case 'Fetch': {
      const below = at.length > 0 ? '_entities' : undefined;
      return [{ subgraph: node.serviceName, at, keys: responseKeys(node.operation, node.outputRewrites, below) }];
    }
    case 'BatchFetch':
      return node.entityBatch.aliases.flatMap(({ alias, paths, outputRewrites }) => {
        const keys = responseKeys(node.operation, outputRewrites, alias);
        return paths.map((path) => ({ subgraph: node.serviceName, at: keysIn(path), keys }));
      });
    default:
      return [];
  }
}

/** The keys of a plan's path. */
export function keysIn(path: readonly FlattenNodePathSegment[]): string[] {
  return path.flatMap((segment) => (segment !== '@' && 'Field' in segment ? [segment.Field] : []));
}

import type { GraphQLSchema } from 'graphql';
import { compose } from './supergraph/compose';
import { createFederation, type Federation } from './federation';
import type { GraphText } from './supergraph/sources';
import type { GraphMetrics } from '../telemetry/metrics';
import { checkOwnPart, readScalarsAs } from './supergraph/own-subgraph';
import { OWN } from './subgraphs/own-executor';
import type { RemoteSettings } from './subgraphs/http-executor';
import type { Remotes } from './subgraphs/executor-pool';
import type { SubgraphExecutor } from './subgraphs/subgraph-executor';
import { wrongUrl } from './subgraphs/url-guard';
import { readSupergraph, SupergraphError, type Supergraph } from './supergraph/supergraph';

/** A graph that can be served, and the subgraphs of other teams that it asks. */
export interface MadeGraph {
  readonly federation: Federation;
  readonly remotes: readonly RemoteSettings[];
}

/** What every graph is made with. */
export interface GraphTools {
  readonly own: { readonly schema: GraphQLSchema; readonly execute: SubgraphExecutor };
  readonly remotes: Remotes;
  readonly metrics: GraphMetrics;
}

/** Composes a graph, or takes the one composed elsewhere. Throws a CompositionError or a SupergraphError. */
export function makeSupergraph(text: GraphText, own: GraphQLSchema): Supergraph {
  const supergraph = readSupergraph(text.supergraph ?? compose(text.definitions));
  checkOwnPart(supergraph, own);
  readScalarsAs(own, supergraph);
  return supergraph;
}

/** A graph with connections to its subgraphs. Throws a CompositionError or a SupergraphError. */
export function makeGraph(text: GraphText, { own, remotes: open, metrics }: GraphTools): MadeGraph {
  const supergraph = makeSupergraph(text, own.schema);
  const remotes = remotesOf(supergraph, text.remotes);
  const executors = remotes.map((settings) => [settings.name, open.of(settings)] as const);
  const subgraphs = { ...Object.fromEntries(executors), [OWN]: own.execute };
  return { federation: createFederation({ supergraph, subgraphs, metrics }), remotes };
}

/** How each subgraph of a supergraph is asked: as configured, else at the URL that the supergraph says. */
export function remotesOf({ subgraphs }: Supergraph, configured: readonly RemoteSettings[]): RemoteSettings[] {
  const unknown = configured.find(({ name }) => !subgraphs.has(name));
  if (unknown)
    throw new SupergraphError(`The supergraph has no subgraph ${unknown.name}, which the file of subgraphs names.`);
  return [...subgraphs]
    .filter(([name]) => name !== OWN)
    .map(([name, url]) => configured.find((each) => each.name === name) ?? { name, url: checked(name, url) });
}

function checked(name: string, url: string): string {
  const wrong = wrongUrl(url);
  if (!wrong) return url;
  throw new SupergraphError(
    `The supergraph has no URL for ${name} that may be asked (${wrong}): correct it, or name the subgraph in SUBGRAPHS.`,
  );
}

import { SupergraphError, type Supergraph } from '../supergraph/supergraph';
import { planProbes } from './plan-process';
import { probeQueries, type Probe } from './probe-queries';

/** Queries named in one error. */
const MOST_NAMED = 5;
/** Probes of one check. Each takes less than a millisecond to plan. */
const MOST_PROBES = 5_000;

/**
 * Plans a query for each way from one subgraph to another: a supergraph may compose although some of its fields cannot be
 * reached, and clients would get an internal error, or the planner would even end the process. Rejects with a
 * SupergraphError.
 */
export async function checkPlans(supergraph: Supergraph): Promise<void> {
  const probes: Probe[] = [];
  for (const probe of probeQueries(supergraph)) if (probes.push(probe) === MOST_PROBES) break;
  const { refused, unreadable } = await planProbes(supergraph.sdl, probes, MOST_NAMED);
  if (unreadable !== undefined)
    throw new SupergraphError(
      `The query planner cannot read the supergraph: ${unreadable}. Correct the field set that names it. [NOT_PLANNABLE]`,
    );
  if (refused.size === 0) return;
  const lines = [...refused].slice(0, MOST_NAMED).map(([query, reason]) => `- ${query}: ${reason}`);
  throw new SupergraphError(`${HEAD}\n${lines.join('\n')}\n${NEXT}`);
}

const HEAD = 'The supergraph has fields that cannot be reached: the query planner refuses these queries.';
const NEXT =
  'Give the types on the way a @key of scalar fields that both subgraphs have, or resolve the last field where the query starts. [NOT_PLANNABLE]';

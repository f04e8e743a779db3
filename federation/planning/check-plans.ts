import { isInterfaceType, isObjectType } from 'graphql';
import { SupergraphError, type Supergraph } from '../supergraph/supergraph';
import { planProbes } from './probe-process';
import { probeQueries, type Probe } from './probe-queries';
import { inPlannerOrder } from './subgraph-order';

/** Queries named in one error. */
const MOST_NAMED = 5;

export interface CheckLimits {
  /** Queries of one check. Each takes about a millisecond to plan, in a large graph up to ten. */
  readonly probes: number;
  readonly ms: number;
}

const LIMITS: CheckLimits = { probes: 5_000, ms: 60_000 };

/**
 * Plans a query for each way from one subgraph to another: a supergraph may compose although some of its fields cannot be
 * reached, and clients would get an error. Returns a warning if a limit ended the check. Rejects with a SupergraphError.
 */
export async function checkPlans(supergraph: Supergraph, limits = LIMITS): Promise<string | undefined> {
  const { probes, isComplete } = firstProbes(supergraph, limits.probes);
  const most = { mostRefused: MOST_NAMED, mostMs: limits.ms };
  const { planned, refused, unreadable } = await planProbes(inPlannerOrder(supergraph.sdl).sdl, probes, most);
  if (unreadable !== undefined)
    throw new SupergraphError(
      `The query planner cannot read the supergraph: ${unreadable}. Correct the field set that names it. [NOT_PLANNABLE]`,
    );
  if (refused.size > 0) {
    const lines = [...refused].slice(0, MOST_NAMED).map(([query, reason]) => `- ${query}: ${reason}`);
    throw new SupergraphError(`${HEAD}\n${lines.join('\n')}\n${NEXT}`);
  }
  return isComplete && planned === probes.length ? undefined : warning(probes.slice(0, planned), supergraph);
}

const HEAD = 'The supergraph has fields that cannot be reached: the query planner refuses these queries.';
const NEXT =
  'Give the types on the way a @key of scalar fields that both subgraphs have, or resolve the last field where the query starts. [NOT_PLANNABLE]';

function firstProbes(supergraph: Supergraph, most: number) {
  const probes: Probe[] = [];
  for (const probe of probeQueries(supergraph)) {
    if (probes.length === most) return { probes, isComplete: false };
    probes.push(probe);
  }
  return { probes, isComplete: true };
}

function warning(probes: readonly Probe[], { apiSchema }: Supergraph): string {
  const checked = new Set(probes.flatMap(({ fields }) => fields)).size;
  const types = Object.values(apiSchema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const roots = new Set([apiSchema.getQueryType(), apiSchema.getMutationType()]);
  const counted = types.filter((type) => !type.name.startsWith('__') && !roots.has(type as never));
  const all = counted.reduce((sum, type) => sum + Object.keys(type.getFields()).length, 0);
  return `The query planner was checked in part: with ${checked} of ${all} fields (queries: ${probes.length}). An operation on the others may get the error NOT_PLANNABLE.`;
}

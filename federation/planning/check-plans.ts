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
 * reached, and clients would get an error. Returns warnings: the queries that the planner refuses although others reach
 * their fields, and what a limit left unchecked. Rejects with a SupergraphError if no query reaches a field.
 */
export async function checkPlans(supergraph: Supergraph, limits = LIMITS): Promise<readonly string[]> {
  const { probes, isComplete } = firstProbes(supergraph, limits.probes);
  const { planned, refused, isEnded, unreadable } = await planProbes(
    inPlannerOrder(supergraph.sdl).sdl,
    probes,
    limits.ms,
  );
  if (unreadable !== undefined)
    throw new SupergraphError(
      `The query planner cannot read the supergraph: ${unreadable}. Correct the field set that names it. [NOT_PLANNABLE]`,
    );
  const checked = probes.slice(0, planned);
  const lost = isEnded ? [...refused.keys()] : unreachedBy(checked, refused, supergraph);
  if (lost.length > 0) throw new SupergraphError(`${HEAD}\n${linesOf(refused, lost)}\n${NEXT}`);
  const isPartial = !isComplete || planned < probes.length;
  return [
    ...(refused.size > 0 ? [`${SOME}\n${linesOf(refused, [...refused.keys()])}\n${NEXT}`] : []),
    ...(isPartial ? [warning(checked, supergraph)] : []),
  ];
}

const HEAD = 'The supergraph has fields that cannot be reached: the query planner refuses these queries.';
const SOME =
  'The query planner refuses these queries, although others reach their fields. Clients get NOT_PLANNABLE for them.';
const NEXT =
  'Give the types on the way a @key of scalar fields that both subgraphs have, or resolve the last field where the query starts. [NOT_PLANNABLE]';

function linesOf(refused: ReadonlyMap<string, string>, queries: readonly string[]): string {
  const lines = queries.slice(0, MOST_NAMED).map((query) => `- ${query}: ${refused.get(query)}`);
  return [...lines, ...(queries.length > MOST_NAMED ? [`- and ${queries.length - MOST_NAMED} more`] : [])].join('\n');
}

/** The queries whose field no other query reaches. A field of an interface is reached where those of all its types are. */
function unreachedBy(
  probes: readonly Probe[],
  refused: ReadonlyMap<string, string>,
  { apiSchema, possibleTypes }: Supergraph,
): string[] {
  const alone = probes.flatMap(({ fields, single }) => fields.map((field, at) => ({ field, query: single[at]! })));
  const reached = new Set(alone.filter(({ query }) => !refused.has(query)).map(({ field }) => field));
  const isReached = (field: string): boolean => {
    const [typeName, name] = field.split('.') as [string, string];
    if (reached.has(field) || !isInterfaceType(apiSchema.getType(typeName))) return reached.has(field);
    const types = [...possibleTypes(typeName)].filter((each) => each !== typeName && apiSchema.getType(each));
    return types.length > 0 && types.every((each) => reached.has(`${each}.${name}`));
  };
  return alone.filter(({ field, query }) => refused.has(query) && !isReached(field)).map(({ query }) => query);
}

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

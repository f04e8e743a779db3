import { parse, print } from 'graphql';
import { WORDS } from '../words';
import { fetchesOf, type Fetch, type PlanReport } from './plan-report';

/** What a plan did, in sentences. */
export function planSummary({ nodes, planningMs, reads, text }: PlanReport): readonly string[] {
  const words = WORDS.plan;
  const sent = fetchesOf(nodes).filter(({ fetched }) => fetched !== null);
  const isOwn = text.startsWith('No plan');
  const made = planningMs === null ? words.cached : words.planned(planningMs);
  const all = (reads ?? []).reduce((sum, each) => sum + each.reads, 0);
  const read = all === 0 ? words.noReads : words.reads(all);
  return [
    isOwn ? words.own : made,
    words.fetches(sent.length, new Set(sent.map(({ subgraph }) => subgraph)).size),
    ...(reads === undefined ? [] : [read]),
  ];
}

/** What a fetch asked for, and from whom. */
export function fetchTitle({ subgraph, paths }: Fetch): string {
  return paths ? WORDS.plan.fetchAt(subgraph, paths.join(', ')) : WORDS.plan.fetch(subgraph);
}

/** How a fetch ended, in figures. */
export function fetchFigures({ fetched }: Fetch): string {
  const words = WORDS.plan;
  if (fetched === null) return words.notSent;
  const { outcome, ms, representations, cached, bytes } = fetched;
  const figures = [
    words.outcome[outcome] ?? outcome,
    words.ms(ms),
    representations === null ? undefined : words.entities(representations),
    cached === undefined ? undefined : words.cachedEntities(cached),
    bytes === null ? undefined : words.bytes(bytes),
  ];
  return figures.filter((figure) => figure !== undefined).join(', ');
}

/** An operation on several lines; as it is if it cannot be parsed. */
export function prettyOperation(operation: string): string {
  try {
    return print(parse(operation));
  } catch {
    return operation;
  }
}

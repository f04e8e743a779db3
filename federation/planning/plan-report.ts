import { print, stripIgnoredCharacters, type DocumentNode } from 'graphql';
import { OWN } from '../subgraphs/own-executor';
import type { BatchFetchNode, FetchNode, FlattenNodePathSegment, PlanNode } from './planner';
import type { RequestWatch, SeenFetch } from '../../telemetry/request-telemetry';

/** A step of a plan, with what it took. Times are milliseconds. */
export type ShownNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly ShownNode[] }
  | { readonly kind: 'Condition'; readonly variable: string; readonly yes?: ShownNode; readonly no?: ShownNode }
  | ShownFetch;

export interface ShownFetch {
  readonly kind: 'Fetch';
  readonly subgraph: string;
  /** Where the entities are that it asks about, for example ['payments.@.network']; absent for root fields. */
  readonly paths?: readonly string[];
  readonly operation: string;
  /** Null where it was not sent: nothing to ask about, or a condition that does not hold. */
  readonly fetched: {
    /** Since the request came. */
    readonly startMs: number;
    readonly ms: number;
    /** `answered`, `errors`, or the code of a failure. */
    readonly outcome: string;
    /** Different entities that were asked about; null for root fields. */
    readonly representations: number | null;
    /** Of the answer; null for our own subgraph. */
    readonly bytes: number | null;
  } | null;
}

/** What `extensions.queryPlan` holds. */
export interface ShownPlan {
  readonly text: string;
  /** Null when the plan was there already. */
  readonly planningMs: number | null;
  readonly nodes: readonly ShownNode[];
}

/** A plan that was run, as JSON and as a text to read. It holds no values of variables. */
export function showPlan(
  plans: readonly PlanNode[],
  fetches: readonly SeenFetch[],
  planningMs: number | undefined,
): ShownPlan {
  const nodes = plans.map((plan) => shown(plan, fetches));
  const took = planningMs === undefined ? null : rounded(planningMs);
  const head = took === null ? 'Plan, known already' : `Plan, made in ${took} ms`;
  return { text: [head, ...nodes.flatMap((node) => lines(node, 1))].join('\n'), planningMs: took, nodes };
}

/** The plan of a graph that is our own subgraph alone: the document as it stands. `started` is of `performance.now()`. */
export function showAlone(document: DocumentNode, started: number, watch: RequestWatch): ShownPlan {
  const ms = performance.now() - started;
  const figures = {
    startMs: rounded(watch.since(started)),
    ms: rounded(ms),
    outcome: 'answered',
    representations: null,
    bytes: null,
  };
  const operation = stripIgnoredCharacters(print(document));
  const fetch: ShownFetch = { kind: 'Fetch', subgraph: OWN, operation, fetched: figures };
  return { text: ['No plan: our own subgraph alone', ...lines(fetch, 1)].join('\n'), planningMs: null, nodes: [fetch] };
}

function shown(node: PlanNode, fetches: readonly SeenFetch[]): ShownNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((each) => shown(each, fetches)) };
    case 'Condition': {
      const { condition: variable, ifClause, elseClause } = node;
      const yes = ifClause ? { yes: shown(ifClause, fetches) } : {};
      const no = elseClause ? { no: shown(elseClause, fetches) } : {};
      return { kind: 'Condition', variable, ...yes, ...no };
    }
    case 'Flatten':
      return shownFetch(node.node as FetchNode, fetches, [pathText(node.path)], ['representations']);
    case 'BatchFetch': {
      const { aliases } = node.entityBatch;
      const variables = new Set(aliases.map(({ representationsVariableName }) => representationsVariableName));
      const paths = aliases.flatMap(({ paths: several }) => several.map(pathText));
      return shownFetch(node, fetches, paths, [...variables]);
    }
    default:
      return shownFetch(node as FetchNode, fetches);
  }
}

function shownFetch(
  node: FetchNode | BatchFetchNode,
  fetches: readonly SeenFetch[],
  paths?: readonly string[],
  lists: readonly string[] = [],
): ShownFetch {
  const seen = fetches.find(({ request }) => request.operation.node === node);
  const operation = stripIgnoredCharacters(node.operation);
  const asked = (list: string) => (seen?.request.variables[list] as readonly unknown[] | undefined)?.length ?? 0;
  const representations = paths ? lists.reduce((sum, list) => sum + asked(list), 0) : null;
  return {
    kind: 'Fetch',
    subgraph: node.serviceName,
    ...(paths && { paths }),
    operation,
    fetched: seen ? { ...figures(seen), representations, bytes: seen.bytes ?? null } : null,
  };
}

function figures({ startMs, ms, outcome }: SeenFetch) {
  return { startMs: rounded(startMs), ms: rounded(ms), outcome };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/** A path of a plan: `@` for every item of a list, `|Type` where only some types are meant. */
function pathText(path: readonly FlattenNodePathSegment[]): string {
  return path
    .map((step) => (step === '@' ? '.@' : 'Field' in step ? `.${step.Field}` : `|${step.TypeCondition.join('|')}`))
    .join('')
    .replace(/^\./, '');
}

function lines(node: ShownNode, level: number): string[] {
  const indent = '  '.repeat(level);
  if (node.kind === 'Fetch') return [indent + sentence(node), `${indent}  ${node.operation}`];
  if (node.kind === 'Condition') {
    const part = (word: string, clause: ShownNode | undefined) =>
      clause ? [`${indent}${word} $${node.variable}`, ...lines(clause, level + 1)] : [];
    return [...part('If', node.yes), ...part('If not', node.no)];
  }
  return [`${indent}${node.kind}`, ...node.nodes.flatMap((each) => lines(each, level + 1))];
}

function sentence({ subgraph, paths, fetched }: ShownFetch): string {
  const what = `Fetch ${subgraph}${paths ? ` for ${paths.join(', ')}` : ''}`;
  if (!fetched) return `${what}: not sent`;
  const { ms, outcome, representations, bytes } = fetched;
  const entities = representations === null ? '' : `, ${representations} entities`;
  return `${what}: ${outcome}, ${ms} ms${entities}${bytes === null ? '' : `, ${bytes} bytes`}`;
}

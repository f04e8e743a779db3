import { stripIgnoredCharacters } from 'graphql';
import type { BatchFetchNode, FetchNode, FlattenNodePathSegment, PlanNode } from './planner';
import { withoutValues } from './without-values';
import type { FetchRecord, ReadRecord } from '../../telemetry/request-telemetry';

/** A node of a plan with the figures of its execution. Times are milliseconds. */
export type PlanReportNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanReportNode[] }
  | {
      readonly kind: 'Condition';
      readonly variable: string;
      readonly yes?: PlanReportNode;
      readonly no?: PlanReportNode;
    }
  | FetchReport;

export interface FetchReport {
  readonly kind: 'Fetch';
  readonly subgraph: string;
  /** Paths of the fetched entities, for example ['payments.@.network']; absent for root fields. */
  readonly paths?: readonly string[];
  readonly operation: string;
  /** Null where nothing was sent: there were no entities, or a condition was false. */
  readonly fetched: {
    /** Since the start of the request. */
    readonly startMs: number;
    readonly ms: number;
    /** `answered`, `errors`, `cached` if nothing was sent, or the code of a failure. */
    readonly outcome: string;
    /** Distinct entities that were fetched; null for root fields. */
    readonly representations: number | null;
    /** Distinct entities that the cache had. Absent: none. */
    readonly cached?: number;
    /** Size of the response; null for a subgraph in this process. */
    readonly bytes: number | null;
  } | null;
}

/** The value of `extensions.queryPlan`. */
export interface PlanReport {
  readonly text: string;
  /** Null when the plan was cached. */
  readonly planningMs: number | null;
  readonly nodes: readonly PlanReportNode[];
  /** The reads of the database that our own subgraph waited for, by query. */
  readonly reads?: readonly ReadRecord[];
}

/** Reports an executed plan as JSON and as readable text. It contains no values of variables. */
export function reportPlan(
  plans: readonly PlanNode[],
  fetches: readonly FetchRecord[],
  planningMs: number | undefined,
): PlanReport {
  const nodes = plans.map((plan) => reportNode(plan, fetches));
  const ms = planningMs === undefined ? null : roundMs(planningMs);
  const head = ms === null ? 'Plan, cached' : `Plan, made in ${ms} ms`;
  return toPlanReport(head, nodes, ms);
}

/** Describes an executed plan as text, without values of variables or of the document. */
export function describePlan(...args: Parameters<typeof reportPlan>): string {
  const { nodes, text } = reportPlan(...args);
  const [head] = text.split('\n');
  return [head, ...nodes.flatMap((node) => lines(node, 1, withoutValues))].join('\n');
}

/** The report of nodes as JSON and as text. `planningMs` is null without planning. */
export function toPlanReport(
  head: string,
  nodes: readonly PlanReportNode[],
  planningMs: number | null = null,
): PlanReport {
  return { text: [head, ...nodes.flatMap((node) => lines(node, 1))].join('\n'), planningMs, nodes };
}

function reportNode(node: PlanNode, fetches: readonly FetchRecord[]): PlanReportNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((each) => reportNode(each, fetches)) };
    case 'Condition': {
      const { condition: variable, ifClause, elseClause } = node;
      const yes = ifClause ? { yes: reportNode(ifClause, fetches) } : {};
      const no = elseClause ? { no: reportNode(elseClause, fetches) } : {};
      return { kind: 'Condition', variable, ...yes, ...no };
    }
    case 'Flatten':
      return reportFetch(node.node as FetchNode, fetches, [pathText(node.path)], ['representations']);
    case 'BatchFetch': {
      const { aliases } = node.entityBatch;
      const variables = new Set(aliases.map(({ representationsVariableName }) => representationsVariableName));
      const paths = aliases.flatMap(({ paths: several }) => several.map(pathText));
      return reportFetch(node, fetches, paths, [...variables]);
    }
    default:
      return reportFetch(node as FetchNode, fetches);
  }
}

function reportFetch(
  node: FetchNode | BatchFetchNode,
  fetches: readonly FetchRecord[],
  paths?: readonly string[],
  lists: readonly string[] = [],
): FetchReport {
  const own = fetches.filter(({ request }) => request.operation.node === node);
  const known = own.find(({ outcome }) => outcome === 'cached');
  const record = own.find((each) => each !== known) ?? known;
  const operation = stripIgnoredCharacters(node.operation);
  const count = (of: FetchRecord | undefined) =>
    lists.reduce(
      (sum, list) => sum + ((of?.request.variables[list] as readonly unknown[] | undefined)?.length ?? 0),
      0,
    );
  const requested = record === known ? 0 : count(record);
  const representations = paths ? requested : null;
  const cached = known && paths ? { cached: count(known) - requested } : {};
  return {
    kind: 'Fetch',
    subgraph: node.serviceName,
    ...(paths && { paths }),
    operation,
    fetched: record ? { ...figures(record), representations, ...cached, bytes: record.bytes ?? null } : null,
  };
}

function figures({ startMs, ms, outcome }: FetchRecord) {
  return { startMs: roundMs(startMs), ms: roundMs(ms), outcome };
}

/** Milliseconds rounded to two decimals. */
export function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/** A plan's path as text: `@` for the items of a list, `|Type` for a type condition. */
function pathText(path: readonly FlattenNodePathSegment[]): string {
  return path
    .map((step) => (step === '@' ? '.@' : 'Field' in step ? `.${step.Field}` : `|${step.TypeCondition.join('|')}`))
    .join('')
    .replace(/^\./, '');
}

function lines(node: PlanReportNode, level: number, textOf = (operation: string) => operation): string[] {
  const indent = '  '.repeat(level);
  if (node.kind === 'Fetch') return [indent + describeFetch(node), `${indent}  ${textOf(node.operation)}`];
  if (node.kind === 'Condition') {
    const part = (word: string, clause: PlanReportNode | undefined) =>
      clause ? [`${indent}${word} $${node.variable}`, ...lines(clause, level + 1, textOf)] : [];
    return [...part('If', node.yes), ...part('If not', node.no)];
  }
  return [`${indent}${node.kind}`, ...node.nodes.flatMap((each) => lines(each, level + 1, textOf))];
}

function describeFetch({ subgraph, paths, fetched }: FetchReport): string {
  const what = `Fetch ${subgraph}${paths ? ` for ${paths.join(', ')}` : ''}`;
  if (!fetched) return `${what}: not sent`;
  const { ms, outcome, representations, cached, bytes } = fetched;
  const entities = representations === null ? '' : `, ${representations} entities`;
  const known = cached === undefined ? '' : ` and ${cached} cached`;
  return `${what}: ${outcome}, ${ms} ms${entities}${known}${bytes === null ? '' : `, ${bytes} bytes`}`;
}

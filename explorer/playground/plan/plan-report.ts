/** `extensions.queryPlan` of a response. */
export interface PlanReport {
  /** Null when the plan was known, or when none was made. */
  readonly planningMs: number | null;
  readonly nodes: readonly PlanNode[];
  /** The reads of the database by query. Absent on servers that do not count them. */
  readonly reads?: readonly { readonly query: string; readonly reads: number; readonly keys: number }[];
  readonly text: string;
}

export type PlanNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanNode[] }
  | { readonly kind: 'Condition'; readonly variable: string; readonly yes?: PlanNode; readonly no?: PlanNode }
  | Fetch;

export interface Fetch {
  readonly kind: 'Fetch';
  readonly subgraph: string;
  readonly paths?: readonly string[];
  readonly operation: string;
  readonly fetched: {
    readonly ms: number;
    readonly outcome: string;
    readonly representations: number | null;
    readonly cached?: number;
    readonly bytes: number | null;
  } | null;
}

/** The fetches of a plan, in the order of the plan. */
export function fetchesOf(nodes: readonly PlanNode[]): readonly Fetch[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'Fetch') return [node];
    if (node.kind !== 'Condition') return fetchesOf(node.nodes);
    return fetchesOf([node.yes, node.no].filter((each) => each !== undefined));
  });
}

import type { Page } from '../../graphql/types';
import { request } from '../../graphql/request';
import DOWN from '../../documents/tree-down.graphql?raw';
import KINDS from '../../documents/tree-kinds.graphql?raw';
import UP from '../../documents/tree-up.graphql?raw';
import type { LevelPage, LevelSource } from './level-source';
import type { TreeNode } from './model';
import type { Direction } from './settings';

/** The hierarchy of a view in one direction, at one moment; with list sizes of `measure` if it is given. */
export interface HierarchyQuery {
  readonly view: string;
  readonly direction: Direction;
  readonly asOf: Record<string, string> | null;
  readonly measure?: string | undefined;
}

type RelatedOrganisation = Omit<TreeNode, 'nextLevelCount'>;
interface DownData {
  readonly organisation: {
    readonly children: Page<RelatedOrganisation & { readonly childCount: number }>;
  } | null;
}
interface UpData {
  readonly organisation: {
    readonly parents: readonly (RelatedOrganisation & { readonly parents: readonly unknown[] })[];
  } | null;
}
interface KindsData {
  readonly organisation: Readonly<Record<string, number>> | null;
}

export const DOCUMENTS: Readonly<Record<Direction, string>> = { DOWN, UP };

/** The variables of the document of a direction. */
export function variablesOf(code: string, { view, direction, asOf, measure }: HierarchyQuery) {
  const common = { code, view, asOf };
  return direction === 'UP'
    ? common
    : { ...common, measure: measure ?? 'gp-list-size', withMeasure: measure !== undefined };
}

/** Levels from the API. At most four requests run at once. */
export function apiSource(query: HierarchyQuery): LevelSource {
  const limited = atMost(4);
  const { view, asOf } = query;
  return {
    groups: (code, signal) =>
      limited(async () => {
        const { organisation } = await request<KindsData>(KINDS, { code, view, asOf }, signal);
        return Object.entries(organisation ?? {})
          .map(([kind, count]) => ({ kind, count }))
          .filter(({ count }) => count > 0);
      }),
    page: (code, kind, after, signal) =>
      limited(async () => {
        const variables = variablesOf(code, query);
        if (query.direction === 'UP') return parentsPage(await request<UpData>(UP, variables, signal));
        const ofKind = kind === undefined ? {} : { kinds: [kind] };
        return childrenPage(await request<DownData>(DOWN, { ...variables, ...ofKind, after }, signal));
      }),
  };
}

function parentsPage({ organisation }: UpData): LevelPage {
  const nodes = (organisation?.parents ?? []).map((one) => ({ ...one, nextLevelCount: one.parents.length }));
  return { nodes, total: nodes.length, endCursor: null };
}

function childrenPage({ organisation }: DownData): LevelPage {
  if (!organisation) return { nodes: [], total: 0, endCursor: null };
  const { nodes, totalCount, pageInfo } = organisation.children;
  return {
    nodes: nodes.map((child) => ({ ...child, nextLevelCount: child.childCount })),
    total: totalCount,
    endCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

/** Returns a function that runs tasks in order, at most `most` at once. */
function atMost(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(task: () => Promise<Result>): Promise<Result> => {
    if (running >= most) await new Promise<void>((start) => waiting.push(start));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

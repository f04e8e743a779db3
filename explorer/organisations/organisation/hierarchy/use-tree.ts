import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Page } from '../../graphql/types';
import { request } from '../../graphql/request';
import DOWN from '../../documents/tree-down.graphql?raw';
import UP from '../../documents/tree-up.graphql?raw';
import type { Direction, HierarchyQuery } from './hierarchy-query';
import { codeOf, loadMoreKey, visibleRows, type Level, type TreeNode, type TreeState } from './rows';

type RelatedOrganisation = Omit<TreeNode, 'nextLevelCount'>;
interface Data {
  readonly organisation: {
    readonly children?: Page<RelatedOrganisation & { readonly childCount: number }>;
    readonly parents?: readonly (RelatedOrganisation & { readonly parents: readonly unknown[] })[];
  } | null;
}

export const DOCUMENTS: Readonly<Record<Direction, string>> = { DOWN, UP };
const EMPTY_LEVEL: Level = { nodes: [], total: 0, endCursor: null, loading: false };

/** State of a tree that loads each level when it is opened, page by page. The root is open at the start. */
export function useTree(root: TreeNode, query: HierarchyQuery) {
  const [state, setState] = useState<TreeState>({ root, open: new Set([root.code]), levels: new Map() });
  const [active, setActive] = useState(root.code);
  const controller = useRef(new AbortController());
  const setLevel = (key: string, change: (level: Level) => Level) =>
    setState((current) => ({
      ...current,
      levels: new Map(current.levels).set(key, change(current.levels.get(key) ?? EMPTY_LEVEL)),
    }));

  /** Loads the next page below a node. If its "Show more" row has the focus, the first new row gets it. */
  const loadMore = (key: string) => {
    const level = state.levels.get(key) ?? EMPTY_LEVEL;
    if (level.loading) return;
    setLevel(key, ({ nodes, total, endCursor }) => ({ nodes, total, endCursor, loading: true }));
    const variables = { code: codeOf(key), view: query.view, asOf: query.asOf, after: level.endCursor };
    const { signal } = controller.current;
    request<Data>(DOCUMENTS[query.direction], variables, signal).then(
      (data) => {
        const page = toLevel(data);
        setLevel(key, ({ nodes }) => ({ ...page, nodes: [...nodes, ...page.nodes] }));
        const first = page.nodes[0] ? `${key}/${page.nodes[0].code}` : key;
        setActive((current) => (current === loadMoreKey(key) ? first : current));
      },
      (error: Error) => signal.aborted || setLevel(key, (current) => ({ ...current, loading: false, error })),
    );
  };
  const toggle = (key: string) => {
    setActive(key);
    const open = new Set(state.open);
    if (!open.delete(key)) open.add(key);
    setState((current) => ({ ...current, open }));
    if (open.has(key) && !state.levels.has(key)) loadMore(key);
  };
  useEffect(() => {
    controller.current = new AbortController();
    loadMore(root.code);
    return () => controller.current.abort();
  }, []);
  const rows = useMemo(() => visibleRows(state), [state]);
  return { rows, active, setActive, toggle, loadMore };
}

function toLevel({ organisation }: Data): Level {
  const { children, parents = [] } = organisation ?? {};
  if (!children) {
    const nodes = parents.map((parent) => ({ ...parent, nextLevelCount: parent.parents.length }));
    return { nodes, total: nodes.length, endCursor: null, loading: false };
  }
  const nodes = children.nodes.map((child) => ({ ...child, nextLevelCount: child.childCount }));
  const { hasNextPage, endCursor } = children.pageInfo;
  return { nodes, total: children.totalCount, endCursor: hasNextPage ? endCursor : null, loading: false };
}

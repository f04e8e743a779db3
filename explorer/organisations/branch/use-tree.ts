import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Page } from '../answers';
import { ask } from '../ask';
import DOWN from '../documents/tree-down.graphql?raw';
import UP from '../documents/tree-up.graphql?raw';
import type { Direction, Walk } from './walk';
import { codeOf, moreKey, rowsOf, type Level, type TreeNode, type TreeState } from './rows';

type Listed = Omit<TreeNode, 'further'>;
interface Answer {
  readonly organisation: {
    readonly children?: Page<Listed & { readonly childCount: number }>;
    readonly parents?: readonly (Listed & { readonly parents: readonly unknown[] })[];
  } | null;
}

export const DOCUMENTS: Readonly<Record<Direction, string>> = { DOWN, UP };
const NOTHING: Level = { nodes: [], total: 0, next: null, waiting: false };

/** A tree that reads a level when it is opened, a page of it at a time; its root is open from the beginning. */
export function useTree(root: TreeNode, walk: Walk) {
  const [state, setState] = useState<TreeState>({ root, open: new Set([root.code]), levels: new Map() });
  const [active, setActive] = useState(root.code);
  const leaving = useRef(new AbortController());
  const setLevel = (key: string, change: (level: Level) => Level) =>
    setState((now) => ({ ...now, levels: new Map(now.levels).set(key, change(now.levels.get(key) ?? NOTHING)) }));

  /** Reads the next page of the level below a node. Who waits at the rest of it goes on with what was read. */
  const read = (key: string) => {
    const level = state.levels.get(key) ?? NOTHING;
    if (level.waiting) return;
    setLevel(key, ({ nodes, total, next }) => ({ nodes, total, next, waiting: true }));
    const variables = { code: codeOf(key), view: walk.view, asOf: walk.asOf, after: level.next };
    const { signal } = leaving.current;
    ask<Answer>(DOCUMENTS[walk.direction], variables, signal).then(
      (answer) => {
        const page = pageOf(answer);
        setLevel(key, ({ nodes }) => ({ ...page, nodes: [...nodes, ...page.nodes] }));
        const first = page.nodes[0] ? `${key}/${page.nodes[0].code}` : key;
        setActive((now) => (now === moreKey(key) ? first : now));
      },
      (error: Error) => signal.aborted || setLevel(key, (now) => ({ ...now, waiting: false, error })),
    );
  };
  const toggle = (key: string) => {
    setActive(key);
    const open = new Set(state.open);
    if (!open.delete(key)) open.add(key);
    setState((now) => ({ ...now, open }));
    if (open.has(key) && !state.levels.has(key)) read(key);
  };
  useEffect(() => {
    leaving.current = new AbortController();
    read(root.code);
    return () => leaving.current.abort();
  }, []);
  const rows = useMemo(() => rowsOf(state), [state]);
  return { rows, active, setActive, toggle, read };
}

function pageOf({ organisation }: Answer): Level {
  const { children, parents = [] } = organisation ?? {};
  if (!children) {
    const nodes = parents.map((parent) => ({ ...parent, further: parent.parents.length }));
    return { nodes, total: nodes.length, next: null, waiting: false };
  }
  const nodes = children.nodes.map((child) => ({ ...child, further: child.childCount }));
  const { hasNextPage, endCursor } = children.pageInfo;
  return { nodes, total: children.totalCount, next: hasNextPage ? endCursor : null, waiting: false };
}

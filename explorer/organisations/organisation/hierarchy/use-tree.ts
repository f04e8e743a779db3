import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isFiltered, type Arrangement } from './arrange';
import { apiSource, type HierarchyQuery } from './api-source';
import { loadMoreKey, type Row, type TreeNode, type TreeState } from './model';
import { visibleRows } from './rows';
import { TreeStore, type Opened } from './tree-store';

interface Options extends Arrangement {
  readonly isGrouped: boolean;
  /** The kind of which everything is opened; '' for none. */
  readonly open: string;
}

/** A tree that loads each level when it is opened. The root is open at the start. */
export function useTree(root: TreeNode, query: HierarchyQuery, options: Options) {
  const [state, setState] = useState<TreeState>({ root, open: new Set([root.code]), levels: new Map() });
  const [opened, setOpened] = useState<Opened>();
  const [store] = useState(() => new TreeStore(state, apiSource(query), options.isGrouped, setState));
  const loaded = useLoading(store, query, options.isGrouped);
  useOpenKind(store, loaded, options, setOpened);
  useOpenGroups(store, state, isFiltered(options));
  const rows = useMemo(() => visibleRows(state, options), [state, options.sort, options.filter]);
  const { active, setActive } = useActive(rows, root.code);
  const toggle = (key: string) => {
    setActive(key);
    setOpened(undefined);
    if (state.open.has(key)) store.close(key);
    else void store.open(key);
  };
  const openAll = async (siblings: readonly Row[]) => setOpened(await store.openRows(siblings));
  const loadMore = useLoadMore(store, rows, active, setActive);
  return { state, rows, active, opened, setActive, toggle, openAll, loadMore };
}

/** Loads the rest of a level. The focus moves from the row that asks for it to the first new row. */
function useLoadMore(store: TreeStore, rows: readonly Row[], active: string, setActive: (key: string) => void) {
  const asked = useRef<{ readonly key: string; readonly loaded: number } | undefined>(undefined);
  useEffect(() => {
    if (!asked.current) return;
    const { key, loaded } = asked.current;
    const first = store.state.levels.get(key)?.nodes[loaded];
    if (!first || !rows.some((row) => row.key === `${key}/${first.code}`)) return;
    asked.current = undefined;
    if (active === loadMoreKey(key)) setActive(`${key}/${first.code}`);
  }, [rows]);
  return (key: string) => {
    asked.current = { key, loaded: store.state.levels.get(key)?.nodes.length ?? 0 };
    void store.load(key);
  };
}

/** Loads the tree, and again when its source or its groups change. Returns what ends when the first level is loaded. */
function useLoading(store: TreeStore, query: HierarchyQuery, isGrouped: boolean) {
  const loaded = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    loaded.current = store.restart(apiSource(query), isGrouped);
    return () => store.stop();
  }, [query.measure, isGrouped]);
  return loaded;
}

type Loaded = { readonly current: Promise<void> };

/** Opens everything of a kind when it is chosen, and closes everything when none is. */
function useOpenKind(
  store: TreeStore,
  loaded: Loaded,
  { open: kind, isGrouped }: Options,
  tell: (opened: Opened | undefined) => void,
) {
  const first = useRef(true);
  useEffect(() => {
    const isFirst = first.current;
    first.current = false;
    if (kind === '') {
      if (!isFirst) store.reopen(new Set([store.state.root.code]));
      return tell(undefined);
    }
    let current = true;
    void loaded.current.then(() => store.openKind(kind)).then((result) => current && tell(result));
    return () => void (current = false);
  }, [kind, isGrouped]);
}

/** Opens the groups while there is a filter, also those that are loaded later, and afterwards opens and closes as before. */
function useOpenGroups(store: TreeStore, { levels }: TreeState, filtered: boolean) {
  const before = useRef<ReadonlySet<string> | undefined>(undefined);
  const once = useRef(new Set<string>());
  useEffect(() => {
    if (filtered) {
      before.current ??= store.state.open;
      return store.openGroups(once.current);
    }
    if (before.current) store.reopen(before.current);
    before.current = undefined;
    once.current.clear();
  }, [filtered, levels]);
}

/** The active row. If it is gone, the row that is now in its place. */
function useActive(rows: readonly Row[], root: string) {
  const [chosen, setActive] = useState(root);
  const place = useRef(0);
  const at = rows.findIndex(({ key }) => key === chosen);
  if (at >= 0) place.current = at;
  const active = at >= 0 ? chosen : rows[Math.min(place.current, rows.length - 1)]!.key;
  useEffect(() => {
    if (active !== chosen) setActive(active);
  }, [active, chosen]);
  return { active, setActive };
}

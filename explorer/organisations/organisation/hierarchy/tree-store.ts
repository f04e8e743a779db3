import type { LevelSource } from './level-source';
import { EMPTY_LEVEL, codeOf, expandedOf, groupKey, isGroup, isNode, kindOf, nodeAt, parentKey } from './model';
import type { Level, Row, TreeNode, TreeState } from './model';
import { visibleRows } from './rows';

/** A level with more organisations is grouped by kind. */
const GROUPED_FROM = 20;
/** Pages that are loaded one after the other when a level is opened. The reader asks for further ones. */
const PAGES_AT_ONCE = 10;
/** Rows that are opened at once. */
const OPEN_AT_ONCE = 100;

/** What was opened at once, for the announcement. */
export interface Opened {
  readonly opened: number;
  /** Rows that stay closed. */
  readonly left: number;
  /** The kind that was asked for; absent for a level. */
  readonly kind?: string;
}

const UNARRANGED = { sort: 'name', filter: '' } as const;

/** The state of a tree. Each level is loaded when it is opened, and its first 2,000 organisations without being asked for. */
export class TreeStore {
  private controller = new AbortController();
  /** What was open when the filter began, and since then what was opened because all of its kind is. Absent: no filter. */
  private unfiltered?: ReadonlySet<string> | undefined;
  /** The groups that were opened for the filter. Each is opened once: the reader may close it. */
  private readonly openedOnce = new Set<string>();
  /** What ends when the last load of a level does. */
  private readonly loads = new Map<string, Promise<void>>();

  constructor(
    public state: TreeState,
    private source: LevelSource,
    private isGrouped: boolean,
    private readonly changed: (state: TreeState) => void,
  ) {}

  /** Loads every open level again, from another source. With other groups, only the root stays open. */
  restart(source: LevelSource, isGrouped: boolean): Promise<void> {
    this.stop();
    this.controller = new AbortController();
    this.source = source;
    this.loads.clear();
    if (isGrouped === this.isGrouped) this.set({ levels: new Map() });
    else this.set({ levels: new Map(), open: this.startOver() });
    this.isGrouped = isGrouped;
    return this.load(this.state.root.code);
  }

  stop(): void {
    this.controller.abort();
  }

  /** Opens a row, and ends when its level is loaded. */
  async open(key: string): Promise<void> {
    this.set({ open: new Set(this.state.open).add(key) });
    if (!this.state.levels.has(key)) await this.load(key);
  }

  close(key: string): void {
    const open = new Set(this.state.open);
    open.delete(key);
    this.set({ open });
  }

  /** Loads what is missing of a level, after a failure once more. */
  load(key: string): Promise<void> {
    const current = this.state.levels.get(key)?.loading ? this.loads.get(key) : undefined;
    if (current) return current;
    const load = this.loadNow(key);
    this.loads.set(key, load);
    return load;
  }

  private async loadNow(key: string): Promise<void> {
    const { signal } = this.controller;
    this.setLevel(key, ({ error: _again, ...level }) => ({ ...level, total: this.totalOf(key, level), loading: true }));
    try {
      if (this.hasGroups(key)) await this.loadGroups(key, signal);
      else await this.loadPages(key, signal);
    } catch (error) {
      if (!signal.aborted) this.setLevel(key, (level) => ({ ...level, loading: false, error: error as Error }));
    }
  }

  /** Opens rows that are closed, at most 100 of them. Returns how many were opened and how many were left. */
  async openRows(closed: readonly Row[]): Promise<Opened> {
    const keys = closed.filter((row) => expandedOf(row) === false).map(({ key }) => key);
    const now = keys.slice(0, OPEN_AT_ONCE);
    await Promise.all(now.map((key) => this.open(key)));
    return { opened: now.filter((key) => !this.hasFailed(key)).length, left: keys.length - now.length };
  }

  /** Opens the groups of a kind, then the organisations of that kind in the open levels. They stay open after a filter. */
  async openKind(kind: string): Promise<Opened> {
    const before = this.unfiltered ?? this.state.open;
    const ofKind = (row: Row) =>
      isGroup(row) ? row.group.kind === kind : isNode(row) && row.parent !== '' && row.node.kinds.includes(kind);
    const groups = await this.openRows(this.rows().filter((row) => isGroup(row) && ofKind(row)));
    await Promise.all(this.openKeys().map((key) => this.loads.get(key)));
    const nodes = await this.openRows(this.rows().filter((row) => isNode(row) && ofKind(row)));
    const open = this.openKeys(ofKind);
    if (this.unfiltered) this.unfiltered = new Set([...this.unfiltered, ...open.flatMap(withAncestors)]);
    const opened = open.filter((key) => !before.has(key) && !this.hasFailed(key)).length;
    return { kind, opened, left: groups.left + nodes.left };
  }

  /** Opens the groups of the open levels, so that a filter sees what is in them. */
  openGroups(): void {
    this.unfiltered ??= this.state.open;
    for (const row of this.rows()) {
      if (!isGroup(row) || this.openedOnce.has(row.key)) continue;
      this.openedOnce.add(row.key);
      if (!row.expanded) void this.open(row.key);
    }
  }

  /** Opens and closes as before the filter. */
  async endFilter(): Promise<void> {
    const open = this.unfiltered;
    this.unfiltered = undefined;
    this.openedOnce.clear();
    if (open) await this.reopen(open);
  }

  /** Closes everything but the root, and opens the groups again if there is a filter. */
  async closeAll(): Promise<void> {
    await this.reopen(this.startOver());
    if (this.unfiltered) this.openGroups();
  }

  /** Opens only these rows, and loads those of them that no longer have a level. */
  private async reopen(open: ReadonlySet<string>): Promise<void> {
    this.set({ open });
    await this.loadOpen(this.openKeys());
  }

  /** Returns the root alone, for what is open now and after a filter. Groups are opened for a filter once more. */
  private startOver(): ReadonlySet<string> {
    const open = new Set([this.state.root.code]);
    if (this.unfiltered) this.unfiltered = open;
    this.openedOnce.clear();
    return open;
  }

  private openKeys(among: (row: Row) => boolean = () => true): string[] {
    return this.rows()
      .filter((row) => expandedOf(row) && among(row))
      .map(({ key }) => key);
  }

  private hasFailed(key: string): boolean {
    return this.levelAt(key).error !== undefined;
  }

  private rows(): Row[] {
    return visibleRows(this.state, UNARRANGED);
  }

  private hasGroups(key: string): boolean {
    if (!this.isGrouped || kindOf(key) !== undefined) return false;
    return (nodeAt(this.state, key)?.nextLevelCount ?? 0) > GROUPED_FROM;
  }

  /** How many a level has, as far as it is known before the level is loaded. */
  private totalOf(key: string, level: Level): number {
    if (level.total > 0) return level.total;
    const kind = kindOf(key);
    if (kind === undefined) return nodeAt(this.state, key)?.nextLevelCount ?? 0;
    const parent = this.state.levels.get(key.slice(0, key.lastIndexOf('/')));
    return parent?.groups?.find((group) => group.kind === kind)?.count ?? 0;
  }

  private async loadGroups(key: string, signal: AbortSignal): Promise<void> {
    const groups = await this.source.groups(codeOf(key), signal);
    if (signal.aborted) return;
    this.setLevel(key, (level) => ({ ...level, groups, loading: false }));
    const keys = groups.map(({ kind }) => groupKey(key, kind));
    if (keys.length === 1) await this.open(keys[0]!);
    await this.loadOpen(keys);
  }

  private async loadPages(key: string, signal: AbortSignal): Promise<void> {
    for (let pages = 1; !signal.aborted; pages++) {
      const { endCursor: after } = this.levelAt(key);
      const { nodes, total, endCursor } = await this.source.page(codeOf(key), kindOf(key), after, signal);
      if (signal.aborted) return;
      const loading = endCursor !== null && pages < PAGES_AT_ONCE;
      this.setLevel(key, (level) => ({ ...level, nodes: withNew(level.nodes, nodes), total, endCursor, loading }));
      void this.loadOpen(nodes.map(({ code }) => `${key}/${code}`));
      if (!loading) return;
    }
  }

  /** Loads the levels of rows that are open already. */
  private async loadOpen(keys: readonly string[]): Promise<void> {
    const { open, levels } = this.state;
    await Promise.all(keys.map((key) => (open.has(key) && !levels.has(key) ? this.load(key) : undefined)));
  }

  private levelAt(key: string): Level {
    return this.state.levels.get(key) ?? EMPTY_LEVEL;
  }

  private setLevel(key: string, change: (level: Level) => Level): void {
    this.set({ levels: new Map(this.state.levels).set(key, change(this.levelAt(key))) });
  }

  private set(change: Partial<TreeState>): void {
    this.state = { ...this.state, ...change };
    this.changed(this.state);
  }
}

/** A row and those above it: what must be open to show what is in it. */
function withAncestors(key: string): string[] {
  return key === '' ? [] : [key, ...withAncestors(parentKey(key))];
}

/** Adds the nodes of a page. A code is listed once, as the key of its row is its code. */
function withNew(before: readonly TreeNode[], page: readonly TreeNode[]): readonly TreeNode[] {
  const known = new Set(before.map(({ code }) => code));
  return [...before, ...page.filter(({ code }) => !known.has(code))];
}

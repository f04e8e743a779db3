import type { LevelSource } from './level-source';
import { EMPTY_LEVEL, codeOf, expandedOf, groupKey, isGroup, isNode, kindOf, nodeAt } from './model';
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
    const { root, open } = this.state;
    this.set({ levels: new Map(), open: isGrouped === this.isGrouped ? open : new Set([root.code]) });
    this.isGrouped = isGrouped;
    return this.load(root.code);
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
  async load(key: string): Promise<void> {
    const { signal } = this.controller;
    if (this.state.levels.get(key)?.loading) return;
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
    return { opened: now.length, left: keys.length - now.length };
  }

  /** Opens the groups of a kind, then the organisations of that kind in the open levels. */
  async openKind(kind: string): Promise<Opened> {
    const groups = await this.openRows(this.rows().filter((row) => isGroup(row) && row.group.kind === kind));
    const nodes = this.rows().filter((row) => isNode(row) && row.parent !== '' && row.node.kinds.includes(kind));
    const { opened, left } = await this.openRows(nodes);
    return { kind, opened: groups.opened + opened, left: groups.left + left };
  }

  /** Opens the groups of the open levels, so that a filter sees what is in them. Each is opened once: the reader may close it. */
  openGroups(once: Set<string>): void {
    for (const row of this.rows()) {
      if (!isGroup(row) || once.has(row.key)) continue;
      once.add(row.key);
      if (!row.expanded) void this.open(row.key);
    }
  }

  /** Opens and closes as before. The root stays open. */
  reopen(open: ReadonlySet<string>): void {
    this.set({ open });
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

/** Adds the nodes of a page. A code is listed once, as the key of its row is its code. */
function withNew(before: readonly TreeNode[], page: readonly TreeNode[]): readonly TreeNode[] {
  const known = new Set(before.map(({ code }) => code));
  return [...before, ...page.filter(({ code }) => !known.has(code))];
}

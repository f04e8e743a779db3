import { badInput } from '../errors';
import type { MaybePromise } from '../maybe-promise';
import type { PageInfo, UnderstoodTerm } from '../schema/connection';
import type { Context } from './context';
import type { CursorScope, Keyset } from './cursor';
import type { Moment } from './moment';
import type { RelationshipAt } from './records/relationship';

/** A whole list in memory: its items in the order of their keysets, and the node that each item becomes in a response. */
export interface List<Item, Node> {
  readonly items: readonly Item[];
  keysetOf(item: Item): Keyset;
  nodeOf(item: Item): Node;
  /** The relationships that link an item to the root organisation. Only items one hop away have any. */
  linksOf?(item: Item): RelationshipAt[];
}

/** The page arguments of a connection field. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string | null;
}

/** One item of a page. */
export class PageEdge<Item, Node> {
  constructor(
    readonly item: Item,
    private readonly page: Page<Item, Node>,
  ) {}

  get node() {
    return this.page.list.nodeOf(this.item);
  }
  get cursor() {
    return this.page.cursorOf(this.item);
  }
  get relationships() {
    return this.page.list.linksOf?.(this.item) ?? [];
  }
}

/** One page of a list. Its cursors and its total count are computed only when a query selects them. */
export class Page<Item, Node> {
  /** How the text of a search was understood; null for any other list. */
  understood: (() => MaybePromise<UnderstoodTerm[]>) | null = null;

  constructor(
    readonly list: List<Item, Node>,
    readonly items: readonly Item[],
    private readonly more: Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'>,
    readonly cursorOf: (item: Item) => string,
    /** Length of the whole list. */
    readonly total: () => MaybePromise<number>,
  ) {}

  get nodes() {
    return this.items.map((item) => this.list.nodeOf(item));
  }
  get edges() {
    return this.items.map((item) => new PageEdge(item, this));
  }
  get pageInfo(): PageInfo {
    const [first, last] = [this.items[0], this.items.at(-1)];
    return {
      ...this.more,
      startCursor: first === undefined ? null : this.cursorOf(first),
      endCursor: last === undefined ? null : this.cursorOf(last),
    };
  }
}

/** Returns one page of a list. Throws BAD_USER_INPUT for a page size out of range, and INVALID_CURSOR. */
export function pageOf<Item, Node>(
  list: List<Item, Node>,
  { first, after }: PageRequest,
  scope: CursorScope,
  { cursors, limits }: Pick<Context, 'cursors' | 'limits'>,
): Page<Item, Node> {
  const size = toPageSize(first, limits.page);
  const start = typeof after === 'string' ? indexAfter(list, cursors.read(scope, after)) : 0;
  const items = list.items.slice(start, start + size);
  const more = { hasNextPage: start + size < list.items.length, hasPreviousPage: typeof after === 'string' };
  const cursorOf = (item: Item) => cursors.write(scope, list.keysetOf(item));
  return new Page(list, items, more, cursorOf, () => list.items.length);
}

/**
 * Returns the cursor scope of a list. `parts` are the organisation and every argument except the page arguments: a
 * cursor is valid only for a field with equal parts at an equal moment of a release with equal content.
 */
export function cursorScope(
  field: string,
  { date, basis, release }: Moment,
  ...parts: readonly unknown[]
): CursorScope {
  return { list: JSON.stringify([field, date, basis, release.sha256, ...parts]), release: release.id };
}

/** Returns a page size. Throws BAD_USER_INPUT when it is out of range. */
export function toPageSize(first: number, max: number): number {
  if (first < 1 || first > max) throw badInput(`first takes 1 to ${max}; got ${first}.`);
  return first;
}

/** Compares two keysets by UTF-16 code unit and not by locale, so that every server orders them alike. */
export function compareKeysets(a: Keyset, b: Keyset): number {
  for (let index = 0; index < a.length; index++) {
    const [left = '', right = ''] = [a[index], b[index]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Returns the index of the first item with a greater keyset, by binary search. */
function indexAfter<Item>(
  { items, keysetOf }: Pick<List<Item, unknown>, 'items' | 'keysetOf'>,
  keyset: Keyset,
): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeysets(keysetOf(items[middle]!), keyset) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

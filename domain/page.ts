import { badInput } from '../errors';
import type { MaybePromise } from '../maybe-promise';
import type { PageInfo, UnderstoodTerm } from '../schema/connection';
import type { Context } from './context';
import type { CursorScope, Keyset } from './cursor';
import type { Moment } from './moment';
import type { RelationshipAt } from './records/relationship';

/** The size of a page by default, and that of the changes and of the members of a network: as the schema states them. */
const PAGE = 20;
export const LONG_PAGE = 100;

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
  readonly first?: number | null;
  /** The size of a page whose request has no `first`. Absent: 20. */
  readonly defaultFirst?: number;
  readonly after?: string | null;
  /** The size of a page that is read from the end of the list; `first` then does not apply. */
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A checked request: the size of the page, from which end of the list it is read, and the keysets between which it lies. */
export interface PageRange {
  readonly size: number;
  readonly isFromEnd: boolean;
  readonly after: Keyset | null;
  readonly before: Keyset | null;
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

type PageContext = Pick<Context, 'cursors' | 'limits'>;

/** Returns one page of a list. Throws BAD_USER_INPUT for a page size out of range, and INVALID_CURSOR. */
export function pageOf<Item, Node>(
  list: List<Item, Node>,
  request: PageRequest,
  scope: CursorScope,
  context: PageContext,
): Page<Item, Node> {
  const range = toPageRange(request, scope, context);
  const start = range.after ? indexAfter(list, range.after) : 0;
  const end = range.before ? indexFrom(list, range.before) : list.items.length;
  const { items, more } = cutPage(list.items.slice(start, Math.max(start, end)), range);
  const cursorOf = (item: Item) => context.cursors.write(scope, list.keysetOf(item));
  return new Page(list, items, more, cursorOf, () => list.items.length);
}

/** Checks the page arguments of a list. Throws BAD_USER_INPUT for a size out of range, and INVALID_CURSOR. */
export function toPageRange(
  { first, defaultFirst = PAGE, after, last, before }: PageRequest,
  scope: CursorScope,
  { cursors, limits }: PageContext,
): PageRange {
  const isFromEnd = typeof last === 'number';
  return {
    size: isFromEnd ? toPageSize(last, limits.page, 'last') : toPageSize(first ?? defaultFirst, limits.page),
    isFromEnd,
    after: typeof after === 'string' ? cursors.read(scope, after) : null,
    before: typeof before === 'string' ? cursors.read(scope, before) : null,
  };
}

/**
 * Cuts a page out of the items between its two keysets, of which at least one more than the page are given if the list has
 * them. At the other end the page says whether a cursor was given, as the specification of connections allows.
 */
export function cutPage<Item>(between: readonly Item[], { size, isFromEnd, after, before }: PageRange) {
  const isCut = between.length > size;
  const items = isFromEnd ? between.slice(-size) : between.slice(0, size);
  const more = {
    hasNextPage: isFromEnd ? before !== null : isCut || before !== null,
    hasPreviousPage: isFromEnd ? isCut || after !== null : after !== null,
  };
  return { items, more };
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
function toPageSize(size: number, max: number, name = 'first'): number {
  if (size < 1 || size > max) throw badInput(`${name} takes 1 to ${max}; got ${size}.`);
  return size;
}

/** Compares two keysets by UTF-16 code unit and not by locale, so that every server orders them alike. */
export function compareKeysets(a: Keyset, b: Keyset): number {
  for (let index = 0; index < a.length; index++) {
    const [left = '', right = ''] = [a[index], b[index]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

type Ordered<Item> = Pick<List<Item, unknown>, 'items' | 'keysetOf'>;

/** Returns the index of the first item with a greater keyset. */
function indexAfter<Item>({ items, keysetOf }: Ordered<Item>, keyset: Keyset): number {
  return firstIndex(items, (item) => compareKeysets(keysetOf(item), keyset) > 0);
}

/** Returns the index of the first item with this keyset or a greater one. */
function indexFrom<Item>({ items, keysetOf }: Ordered<Item>, keyset: Keyset): number {
  return firstIndex(items, (item) => compareKeysets(keysetOf(item), keyset) >= 0);
}

/** Returns the index of the first item that matches, by binary search; every item after it matches too. */
function firstIndex<Item>(items: readonly Item[], matches: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matches(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

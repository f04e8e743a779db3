import { badInput } from '../errors';
import type { MaybePromise } from '../maybe-promise';
import type { PageInfo } from '../schema/connection';
import type { Context } from './context';
import type { Keyset, Question } from './cursor';
import type { Moment } from './moment';
import type { RelationshipAt } from './records/relationship';

/** A list that is there: its items in the order of their keysets, and what each becomes in an answer. */
export interface List<Item, Node> {
  readonly items: readonly Item[];
  keysetOf(item: Item): Keyset;
  nodeOf(item: Item): Node;
  /** What joins an item to the organisation asked about, where one hop does. */
  linksOf?(item: Item): RelationshipAt[];
}

/** What a client asked to see of a list. */
export interface PageAsked {
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

/** One page of a list. Cursors are written, and the whole is counted, when they are asked for. */
export class Page<Item, Node> {
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

/** The page of a list that was asked for. Errors: BAD_USER_INPUT for its size, INVALID_CURSOR. */
export function pageOf<Item, Node>(
  list: List<Item, Node>,
  { first, after }: PageAsked,
  question: Question,
  { cursors, limits }: Pick<Context, 'cursors' | 'limits'>,
): Page<Item, Node> {
  const size = toSize(first, limits.page);
  const start = typeof after === 'string' ? placeAfter(list, cursors.read(question, after)) : 0;
  const items = list.items.slice(start, start + size);
  const more = { hasNextPage: start + size < list.items.length, hasPreviousPage: typeof after === 'string' };
  const cursorOf = (item: Item) => cursors.write(question, list.keysetOf(item));
  return new Page(list, items, more, cursorOf, () => list.items.length);
}

/** The question behind a list: its field, the organisation and every argument but the page, and the moment. */
export function questionOf(field: string, { date, basis, release }: Moment, ...parts: readonly unknown[]): Question {
  return { text: JSON.stringify([field, date, basis, ...parts]), release: release.id };
}

/** A page size within its limits. Errors: BAD_USER_INPUT. */
export function toSize(first: number, most: number): number {
  if (first < 1 || first > most) throw badInput(`first takes 1 to ${most}; got ${first}.`);
  return first;
}

/** Texts compare by their characters, so that every server agrees. */
export function compareKeysets(a: Keyset, b: Keyset): number {
  for (let at = 0; at < a.length; at++) {
    const [left = '', right = ''] = [a[at], b[at]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** The first place whose keyset is greater, found by halving. */
function placeAfter<Item>(
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

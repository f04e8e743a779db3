import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import { children, descendants, members, type Moment } from '../hierarchy';
import type { View } from '../views';
import type { Disagreement } from './compare';
import { draw, pick, type DrawnCase, type Random, type ReleasePool } from './draw';
import { linksOf } from './expected-values';
import { drawDown } from './field-check';

/** A list of an organisation: its field, with the place of the page arguments, and all that it holds in order. */
interface PagedList {
  readonly field: string;
  readonly key: 'code' | 'uniqueRelId';
  readonly all: readonly string[];
}

interface ListPage {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, string>> }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
}

/** Where a page begins or ends: the index of an item in the list; null where no cursor is given. */
interface Place {
  readonly size: number;
  readonly isFromEnd: boolean;
  readonly after: number | null;
  readonly before: number | null;
}

const FIRST = 200;

/** Compares pages of drawn lists, from both ends and between drawn cursors, with the list of the oracle. */
export async function pageDisagreements(
  execute: Execute,
  random: Random,
  pools: readonly ReleasePool[],
  count: number,
) {
  const found: Disagreement[] = [];
  let compared = 0;
  while (compared < count) {
    const drawn = draw(random, pools, 'above');
    const list = drawList(random, drawn);
    if (list.all.length === 0 && random() < 0.9) continue;
    const whole = await pageOf(execute, drawn, list, `first: ${FIRST}`);
    const cursors = whole.edges.map(({ cursor }) => cursor);
    for (let left = 5; left > 0; left--) {
      const place = drawPlace(random, cursors.length);
      const page = await pageOf(execute, drawn, list, argumentsOf(place, cursors));
      const { hasNextPage, hasPreviousPage } = page.pageInfo;
      const api = { items: page.edges.map(({ node }) => node[list.key]), hasNextPage, hasPreviousPage };
      const oracle = expectedPage(list.all, place);
      compared++;
      if (isDeepStrictEqual(oracle, api)) continue;
      const { release, ...at } = drawn;
      found.push({ about: `${list.field} ${JSON.stringify({ ...at, ...place })} in ${release.id}`, oracle, api });
    }
  }
  return { found, compared };
}

function drawList(random: Random, drawn: DrawnCase): PagedList {
  const { code } = drawn;
  const { view } = drawDown(random, drawn) as { view: View };
  const includeInactive = random() < 0.5;
  const field = pick(random, ['children', 'descendants', 'members', 'relationships'] as const);
  if (field === 'descendants')
    return { field: `descendants(view: ${view}, @)`, key: 'code', all: descendants(drawn, code, view) };
  const also = `includeInactive: ${includeInactive}, @`;
  if (field === 'members')
    return { field: `members(${also})`, key: 'code', all: members(drawn, code, { includeInactive }) };
  if (field === 'children')
    return {
      field: `children(view: ${view}, ${also})`,
      key: 'code',
      all: children(drawn, code, view, { includeInactive }),
    };
  const all = linksOf(drawn, code, { direction: null, includeInactive }).map(({ id }) => id);
  return { field: `relationships(${also})`, key: 'uniqueRelId', all };
}

function drawPlace(random: Random, length: number): Place {
  const place = () => (length > 0 && random() < 0.6 ? Math.floor(random() * length) : null);
  const size = pick(random, [1, 2, 3, 7, Math.max(1, length - 1), Math.max(1, length), FIRST]);
  return { size, isFromEnd: random() < 0.5, after: place(), before: place() };
}

function argumentsOf({ size, isFromEnd, after, before }: Place, cursors: readonly string[]): string {
  const cursor = (name: string, at: number | null) => (at === null ? '' : `, ${name}: "${cursors[at]}"`);
  return `${isFromEnd ? 'last' : 'first'}: ${size}${cursor('after', after)}${cursor('before', before)}`;
}

function expectedPage(all: readonly string[], { size, isFromEnd, after, before }: Place) {
  const start = after === null ? 0 : after + 1;
  const between = all.slice(start, before === null ? undefined : Math.max(before, start));
  const isCut = between.length > size;
  return {
    items: isFromEnd ? between.slice(-size) : between.slice(0, size),
    hasNextPage: isFromEnd ? before !== null : isCut || before !== null,
    hasPreviousPage: isFromEnd ? isCut || after !== null : after !== null,
  };
}

async function pageOf(
  execute: Execute,
  on: Moment & { code: string },
  list: PagedList,
  page: string,
): Promise<ListPage> {
  const source = `query ($code: ID!, $asOf: AsOf) { organisation(code: $code, asOf: $asOf) { list: ${list.field.replace('@', page)} {
    edges { cursor node { ${list.key} } } pageInfo { hasNextPage hasPreviousPage } } } }`;
  const { date, basis, release, code } = on;
  const { data, errors } = await execute(source, { variables: { code, asOf: { date, basis, release: release.id } } });
  if (errors) throw new Error(`${list.field}: ${errors[0]?.message}`);
  return (JSON.parse(JSON.stringify(data)) as { organisation: { list: ListPage } }).organisation.list;
}

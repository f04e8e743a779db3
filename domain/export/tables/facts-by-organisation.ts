import type { Loaders } from '../../../graph/loaders';
import { byText } from '../../../ods/orders';
import type { Context } from '../../context';
import { differences, unchangedRows } from './differences';
import { compareKeys } from './row-key';
import type { Column, FactRow, FactTable, TableRequest, TableRow, Value } from './table';

/** A fact of an organisation. `id` are the parts of its key after the code of the organisation. */
export interface Fact {
  readonly id: readonly string[];
  readonly values: readonly Value[];
}

/** A kind of facts that belong to one organisation each. */
export interface OrganisationFacts {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly keyParts: number;
  /** Returns the facts of each organisation in a release, in the order of the codes. */
  load(codes: readonly string[], release: number, loaders: Loaders): Promise<readonly (readonly Fact[])[]>;
}

/** Codes in one page. */
const PAGE_SIZE = 500;

/**
 * Returns the table of facts that belong to organisations. With `since`, only the organisations are read that a release
 * between the two has changed, in both releases.
 */
export function tableByOrganisation(facts: OrganisationFacts): FactTable {
  const { name, columns, keyParts } = facts;
  return { name, columns, keyParts, pages: (request, context) => pagesOf(facts, request, context) };
}

async function* pagesOf(
  facts: OrganisationFacts,
  { release, since, after }: TableRequest,
  context: Context,
): AsyncGenerator<readonly TableRow[], void, void> {
  const from = after?.[0] ?? '';
  const codes = since === null ? everyCode(from, release, context) : changedCodes(from, since, release, context);
  for await (const page of codes) {
    const rows = await rowsOf(facts, page, release, context.loaders);
    const compared =
      since === null ? unchangedRows(rows) : differences(await rowsOf(facts, page, since, context.loaders), rows);
    yield after === null ? compared : compared.filter(({ key }) => compareKeys(key, after) > 0);
  }
}

/** Yields the codes in order, from one on, a page at a time. */
async function* everyCode(from: string, release: number, { loaders }: Context): AsyncGenerator<readonly string[]> {
  if (from !== '') yield [from];
  for (let last: string | undefined = from; last !== undefined;) {
    const codes: readonly string[] = await loaders.identities.load({ after: last, release });
    if (codes.length > 0) yield codes;
    last = codes.at(-1);
  }
}

/** Yields the codes that a release between the two has changed, in order, from one on, a page at a time. */
function* changedCodes(from: string, since: number, release: number, context: Context): Generator<readonly string[]> {
  let page = from === '' ? [] : [from];
  for (const code of context.changedCodes(Math.min(since, release), Math.max(since, release), from)) {
    if (page.push(code) < PAGE_SIZE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function rowsOf(
  facts: OrganisationFacts,
  codes: readonly string[],
  release: number,
  loaders: Loaders,
): Promise<FactRow[]> {
  const byCode = await facts.load(codes, release, loaders);
  return loaders.work.flatMap(codes, (code, index) => toRows(code, byCode[index]!));
}

function toRows(code: string, facts: readonly Fact[]): FactRow[] {
  if (facts.length < 2) return facts.map(({ id, values }) => ({ key: [code, ...id], values }));
  const sorted = [...facts].sort((a, b) => compareKeys(a.id, b.id) || byText(textOf(a), textOf(b)));
  let repeats = 0;
  return sorted.map(({ id, values }, index) => {
    repeats = index > 0 && compareKeys(id, sorted[index - 1]!.id) === 0 ? repeats + 1 : 0;
    return { key: [code, ...id, ...(repeats > 0 ? [numberPart(repeats + 1)] : [])], values };
  });
}

/** Tells apart the facts that an organisation has under one id: the second of them has 0002. */
function numberPart(number: number): string {
  return String(number).padStart(4, '0');
}

function textOf({ values }: Fact): string {
  return JSON.stringify(values);
}

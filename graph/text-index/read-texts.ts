import { kindRank, SECTIONS, sectionsOf, type PublishedTexts } from '../../ods/search-texts';
import type { Graph, Parameters, Statement, Values } from '../graph';
import { joinPeriods, otherPostcode, type Properties } from './values/columns';
import { TextBuilder } from './text-builder';
import { TextIndex } from './text-index';
import type { Successor, TextEntry } from './texts';
import { WorkBudget } from '../../work-budget';

export interface TextStatements {
  readonly texts: Statement;
  readonly textsOf: Statement;
}

interface TextRow extends Omit<PublishedTexts, 'name'> {
  /** Null for an organisation without a record up to the release. */
  readonly name: string | null;
  readonly code: string;
  readonly fromRelease: number;
  readonly untilRelease: number;
  readonly status: string | null;
  readonly country: string | null;
  readonly lastChanged: string | null;
  readonly operational: string | null;
  readonly legal: string | null;
  readonly dependants: number;
  readonly successors: readonly Successor[];
}

async function readRows(graph: Graph, statement: Statement, parameters: Parameters): Promise<TextRow[]> {
  const rows = await graph.table(statement, parameters, { deadlineMs: PAGE_MS });
  return rows.map(toRow);
}

function toRow(values: Values): TextRow {
  const [code, fromRelease, untilRelease, name, line1, line2, line3, town, county] = values;
  const [postcode, primaryRole, status, country, lastChanged, operational, legal] = values.slice(9);
  const [isPractice, dependants, successors] = values.slice(16);
  return {
    ...{ code, fromRelease, untilRelease, name, line1, line2, line3, town, county },
    ...{ postcode, primaryRole, status, country, lastChanged, operational, legal },
    ...{ isPractice, dependants, successors },
  } as TextRow;
}

/** Milliseconds for one page; the database may be cold. */
const PAGE_MS = 30_000;
/** Greater than every release number: the version is not ended. */
const OPEN = 2 ** 31 - 1;

/** Reads the texts of every record up to a release and makes an index of them. */
export async function readTexts(graph: Graph, statements: TextStatements, upTo: number): Promise<TextIndex> {
  const builder = new TextBuilder();
  const page = (after: string) => readRows(graph, statements.texts, { after, upTo });
  for (let rows = await page(''); rows.length > 0;) {
    const next = page(rows.at(-1)!.code);
    next.catch(() => undefined); // reported when it is awaited
    await addRows(rows, upTo, builder);
    rows = await next;
  }
  return TextIndex.of(await builder.finish(building), upTo, building);
}

export interface Extension {
  readonly graph: Graph;
  readonly statements: TextStatements;
  readonly upTo: number;
  /** The codes that the releases since have changed. */
  readonly codes: Iterable<string>;
}

/** Makes an index of the texts of another one and of what later releases changed. */
export async function extendTexts(
  { texts }: TextIndex,
  { graph, statements, upTo, codes: changed }: Extension,
): Promise<TextIndex> {
  const codes = [...changed];
  const rows: TextRow[] = [];
  for (let from = 0; from < codes.length; from += CODES_AT_ONCE) {
    const some = codes.slice(from, from + CODES_AT_ONCE);
    rows.push(...(await readRows(graph, statements.textsOf, { codes: some, upTo })));
  }
  const builder = new TextBuilder();
  const ids = new Uint32Array(texts.vocabulary.size);
  await building.each(ids.length, (id) => void (ids[id] = builder.idOf(texts.vocabulary.wordOf(id))));
  const isChanged = new Set(rows.map(({ code }) => code));
  let next = 0;
  const addUpTo = (code: string | null) => {
    for (; next < rows.length && (code === null || rows[next]!.code <= code); next++)
      addRow(rows[next]!, upTo, builder);
  };
  await building.each(texts.codes.length, (organisation) => {
    const code = texts.codes[organisation]!;
    addUpTo(code);
    if (!isChanged.has(code)) builder.copy(texts, organisation, (id) => ids[id]!);
  });
  addUpTo(null);
  return TextIndex.of(await builder.finish(building), upTo, building);
}

const CODES_AT_ONCE = 2_000;

const building = new WorkBudget({ sliceMs: 5, isUrgent: true });

async function addRows(rows: readonly TextRow[], upTo: number, builder: TextBuilder): Promise<void> {
  await building.each(rows.length, (at) => addRow(rows[at]!, upTo, builder));
}

function addRow(row: TextRow, upTo: number, builder: TextBuilder): void {
  if (isNamed(row)) builder.add(toEntry(row, upTo));
}

/** A later release may have ended a version while it was being loaded. */
function toEntry(row: TextRow & PublishedTexts, upTo: number): TextEntry {
  const until = (release: number) => (release > upTo ? OPEN : release);
  const sections = sectionsOf(row);
  return {
    code: row.code,
    fromRelease: row.fromRelease,
    untilRelease: until(row.untilRelease),
    isActive: row.status === 'ACTIVE',
    kindRank: kindRank(row),
    dependants: row.dependants,
    sections,
    properties: propertiesOf(row, sections),
    successors: row.successors.map(([code, from, to]) => [code, from, until(to)]),
  };
}

function propertiesOf(row: TextRow, sections: readonly (readonly string[])[]): Properties {
  const { town, country, lastChanged, operational, legal, postcode } = row;
  const words = sections[SECTIONS.indexOf('POSTCODE')]!;
  const periods = joinPeriods(operational, legal);
  return { town, country, lastChanged, periods, otherPostcode: otherPostcode(postcode, words) };
}

function isNamed(row: TextRow): row is TextRow & PublishedTexts {
  return row.name !== null;
}

import { toItem, type ListItem } from './list-item';
import { looksLikeDay } from './read-day';
import { itemsOf } from './read-line';

const CODE_HEADING = /^(ods|org(anisation)?|site|practice|gp|trust|provider)?[ _-]*codes?$/i;
const DAY_HEADING = /^(date|day|as[ _-]?of|(event|vaccination|activity)[ _-]*(date|day))$/i;

/** A heading that may be that of the days. */
const MAY_BE_DAY = /date|day/i;
/** A heading that has such a word, but is not that of the day on which a code is meant. */
const OTHER_DAY = /birth|update|candidate|days|today/i;

interface Columns {
  readonly code: number;
  /** -1 if there is none. */
  readonly day: number;
}

/** The headings of the columns of a table that have days. */
export interface DayColumns {
  /** The one that is read; null if there is none. */
  readonly used: string | null;
  readonly unused: readonly string[];
}

interface Table {
  readonly head: readonly string[];
  readonly columns: Columns;
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads codes from a text: one in each line, perhaps with a day, or several in a line; or a table whose headings name the
 * columns. Every line that is not empty gives at least one item, also if it cannot be a code.
 */
export function readList(text: string): ListItem[] {
  const { lines, table } = parse(text);
  if (table) return table.rows.map((cells, at) => itemInTable(cells, table.columns, lines[at + 1]!.at));
  return lines.flatMap(({ line, at }) => {
    const cells = cellsOf(line, ANY).filter((cell) => cell !== '');
    return itemsOf(cells, at);
  });
}

/** Which column of days is read, and which are not: by their headings, or because a row has a day in them. */
export function dayColumns(text: string): DayColumns {
  const { table } = parse(text);
  if (table === null) return { used: null, unused: [] };
  const { head, columns, rows } = table;
  const width = rows.reduce((most, { length }) => Math.max(most, length), head.length);
  const others = Array.from({ length: width }, (_, at) => at).filter((at) => at !== columns.code && at !== columns.day);
  const hasDays = (at: number) =>
    MAY_BE_DAY.test(head[at] ?? '') || rows.some((cells) => looksLikeDay(cells[at] ?? ''));
  return {
    used: head[columns.day] ?? null,
    unused: others.filter(hasDays).map((at) => head[at] || `column ${at + 1}`),
  };
}

/** A byte-order mark, and characters that come with a text from a web page and are not seen. */
const INVISIBLE = /\p{Cf}/gu;

/** The lines that are not empty, and the table in them if the first is a heading. */
function parse(text: string) {
  const all = text.replace(INVISIBLE, '').split(/\r\n|\r|\n/);
  const lines = all.map((line, index) => ({ line, at: index + 1 })).filter(({ line }) => line.trim() !== '');
  return { lines, table: tableIn(lines.map(({ line }) => line)) };
}

function tableIn([heading = '', ...lines]: readonly string[]): Table | null {
  const delimiter = delimiterOf(heading);
  const head = cellsOf(heading, delimiter);
  const columns = columnsOf(head);
  return columns && { head, columns, rows: lines.map((line) => cellsOf(line, delimiter)) };
}

/** The columns that a heading names; null if the line is no heading. */
function columnsOf(cells: readonly string[]): Columns | null {
  const code = cells.findIndex((cell) => CODE_HEADING.test(cell));
  return code < 0 ? null : { code, day: dayColumn(cells) };
}

/** The column with a known heading, or the only one that may be the day; -1 if there is none. */
function dayColumn(cells: readonly string[]): number {
  const known = cells.findIndex((cell) => DAY_HEADING.test(cell));
  const mayBe = cells.flatMap((cell, at) => (MAY_BE_DAY.test(cell) && !OTHER_DAY.test(cell) ? [at] : []));
  return known < 0 && mayBe.length === 1 ? mayBe[0]! : known;
}

function itemInTable(cells: readonly string[], { code, day }: Columns, line: number): ListItem {
  return toItem(cells[code] ?? '', day < 0 ? '' : (cells[day] ?? ''), line);
}

/** What separates the cells of a line without headings. */
const ANY = '\t,;|';

/** What separates the cells of a table: what its heading has most of, outside quotes. */
function delimiterOf(heading: string): string {
  const line = heading.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  return [...ANY].reduce((most, each) => (count(each) > count(most) ? each : most));
}

/** The cells of a line, without quotes and spaces around them. A cell in quotes may hold delimiters. */
function cellsOf(line: string, delimiters: string): string[] {
  const cell = new RegExp(` *(?:"((?:[^"]|"")*)"[^${delimiters}]*|([^${delimiters}]*))([${delimiters}]|$)`, 'y');
  const cells: string[] = [];
  for (let found = cell.exec(line); found; found = cell.exec(line)) {
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
    if (found[3] === '') break;
  }
  return cells;
}

import { looksLikeDay, readDay } from './read-day';

/** One code of a list, with the day that stands beside it. */
export interface ListItem {
  /** The line of the text, from 1. */
  readonly line: number;
  /** The code as it is written. */
  readonly written: string;
  /** The code in upper case; null if the text cannot be one. */
  readonly code: string | null;
  /** The day as it is written; '' if there is none. */
  readonly dayWritten: string;
  /** The day as an ISO date; null if there is none or it cannot be read. */
  readonly day: string | null;
}

const CODE_HEADING = /^(ods|org(anisation)?|site|practice|gp|trust|provider)?[ _-]*codes?$/i;
const DAY_HEADING = /^(date|day|as[ _-]?of|(event|vaccination|activity)[ _-]*(date|day))$/i;

interface Columns {
  readonly code: number;
  /** -1 if there is none. */
  readonly day: number;
}

/**
 * Reads codes from a text: one in each line, perhaps with a day, or several in a line; or a table whose headings name the
 * columns. Every line that is not empty gives at least one item, also if it cannot be a code.
 */
export function readList(text: string): ListItem[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const start = lines.findIndex((line) => line.trim() !== '');
  const delimiter = start < 0 ? ANY : delimiterOf(lines[start]!);
  const columns = start < 0 ? null : columnsOf(cellsOf(lines[start]!, delimiter));
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || (columns !== null && index === start)) return [];
    return columns === null ? itemsOf(line, index + 1) : [itemInTable(cellsOf(line, delimiter), columns, index + 1)];
  });
}

/** The columns that a heading names; null if the line is no heading. */
function columnsOf(cells: readonly string[]): Columns | null {
  const code = cells.findIndex((cell) => CODE_HEADING.test(cell));
  return code < 0 ? null : { code, day: cells.findIndex((cell) => DAY_HEADING.test(cell)) };
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

/** The items of a line without headings: each cell that is a code or meant as one, with the day among the cells. */
function itemsOf(line: string, at: number): ListItem[] {
  const cells = cellsOf(line, ANY).filter((cell) => cell !== '');
  const parts = cells.length === 1 ? splitAtSpaces(cells[0]!) : cells;
  const day = parts.find(looksLikeDay) ?? '';
  const others = parts.filter((part) => part !== day);
  const codes = others.filter((part) => codeIn(part) !== null || isMeantAsCode(part));
  return (codes.length === 0 ? [others[0] ?? ''] : codes).map((each) => toItem(each, day, at));
}

/** Whether a text that is no code is shown as one that cannot be read, and not passed over as the name of one. */
const isMeantAsCode = (text: string): boolean => /\d/.test(text) && !/\s/.test(text);

/** The words of a cell, if each can be a code; a day at its end stays whole. */
function splitAtSpaces(cell: string): string[] {
  const [, first, rest] = /^(\S+)\s+(.+)$/.exec(cell) ?? [];
  if (first === undefined || rest === undefined || looksLikeDay(cell)) return [cell];
  if (looksLikeDay(rest)) return [first, rest];
  const words = cell.split(/\s+/);
  return words.every((word) => isLikeCode(word) || looksLikeDay(word)) ? words : [cell];
}

/** Whether a word among words is rather a code than a part of a name: it has a digit, or it is as short as that of a trust. */
const isLikeCode = (word: string): boolean => codeIn(word) !== null && (/\d/.test(word) || word.length <= 3);

function toItem(written: string, dayWritten: string, line: number): ListItem {
  return { line, written, code: codeIn(written), dayWritten, day: dayWritten === '' ? null : readDay(dayWritten) };
}

/** The code in a text, in upper case; null if no code is written so. */
function codeIn(text: string): string | null {
  return /^[a-z0-9]{1,12}$/i.test(text) ? text.toUpperCase() : null;
}

import { toItem, type ListItem } from './list-item';
import { itemsOf } from './read-line';

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
    const at = index + 1;
    if (columns !== null) return [itemInTable(cellsOf(line, delimiter), columns, at)];
    return itemsOf(
      cellsOf(line, ANY).filter((cell) => cell !== ''),
      at,
    );
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

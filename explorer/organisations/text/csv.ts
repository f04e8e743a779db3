export type Cell = string | number | null;

/** First characters that make a spreadsheet read a cell as a formula, in half and full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Writes rows as RFC 4180. An apostrophe before a possible formula stops spreadsheets from running it. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell !== null && FORMULA.test(cell) ? `'${cell}` : (cell ?? '');
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

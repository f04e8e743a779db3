import { stringify, type Cast } from 'csv-stringify/sync';
import { asExcelText } from './excel-text';
import { plainValue, type ExportFormat } from './format';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * RFC 4180 with a header line. A cell that a spreadsheet would read as a formula gets a leading apostrophe. For Excel,
 * the file begins with a byte-order mark, and a text that Excel would read as a number or a date is written as a formula
 * with the text as its result.
 */
export const CSV: ExportFormat = {
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  createWriter: ({ columns }, { excel }) => ({
    begin: () => (excel ? BYTE_ORDER_MARK : '') + toCsv([columns.map(({ name }) => name)], false),
    write: (rows) => {
      const cells = rows.map((row) => columns.map((column) => plainValue(column, row)));
      return [toCsv(cells, excel)];
    },
    end: () => [],
  }),
};

function toCsv(rows: (string | number | boolean | null)[][], excel: boolean): string {
  return stringify(rows, {
    cast: excel ? { boolean: String, string: excelCell } : { boolean: String },
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    record_delimiter: 'windows',
  });
}

/** The library escapes formulas, except the one that is written here. */
function excelCell(text: string): ReturnType<Cast<string>> {
  const value = asExcelText(text);
  if (value === undefined) return text;
  const unescaped = { value, escape_formulas: false };
  return unescaped;
}

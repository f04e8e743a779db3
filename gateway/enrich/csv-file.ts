import { addedHeadings, type EnrichCell } from '../../domain/enrich/columns';
import { SEPARATOR, type AddedCells } from '../../domain/enrich/enrich';
import { badInput } from '../../errors';
import { delimiterOf } from '../../ods/written/delimiter';
import { findColumns, type ColumnPositions } from './column-names';
import { CsvRecords, type CsvRecord } from './csv-records';
import { lineError, MAX_ROW_LENGTH, type Piece, type TableFile, type TableOptions } from './table-file';

const BYTE_ORDER_MARK = '\ufeff';
/** The most columns of a file, which is what Excel has: a short row is filled up to all of them. */
const MAX_COLUMNS = 16_384;
/** First characters that make a spreadsheet read a cell as a formula, in half and full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A CSV file with a heading. Its own text is kept; the added cells follow at the end of each row. */
export class CsvFile implements TableFile {
  /** The text before the heading is complete. */
  private unread = '';
  private records: CsvRecords | undefined;
  private delimiter = ',';
  private positions: ColumnPositions | undefined;
  private width = 0;

  constructor(private readonly options: TableOptions) {}

  push(text: string): Piece[] {
    if (this.records) return this.toPieces(this.records.push(text));
    this.unread += text;
    if (this.unread.includes('\n')) return this.begin();
    if (this.unread.length > MAX_ROW_LENGTH) throw lineError(1, 'the heading is too long.');
    return [];
  }

  end(): Piece[] {
    const pieces = this.records ? [] : this.begin();
    const all = [...pieces, ...this.toPieces(this.records!.end())];
    if (!this.positions) throw badInput('The file is empty: it has no heading.');
    return all;
  }

  textOf(cells: AddedCells): string {
    let text = '';
    for (const cell of cells) text += this.delimiter + this.quote(cellText(cell));
    return text;
  }

  private begin(): Piece[] {
    const mark = this.unread.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    const text = this.unread.slice(mark.length);
    this.delimiter = this.options.delimiter ?? delimiterOf(text);
    this.records = new CsvRecords(this.delimiter);
    this.unread = '';
    const copied = mark === '' ? [] : [{ item: null, before: mark, after: '' }];
    return [...copied, ...this.toPieces(this.records.push(text))];
  }

  private toPieces(records: readonly CsvRecord[]): Piece[] {
    return records.map((record) => (this.positions ? this.toPiece(record, this.positions) : this.toHeading(record)));
  }

  private toHeading({ cells, text, lineEnd }: CsvRecord): Piece {
    if (text.trim() === '') throw badInput('The first line of the file is empty: it must hold the headings.');
    if (cells.length > MAX_COLUMNS)
      throw badInput(`The heading has ${cells.length} columns, more than the limit of ${MAX_COLUMNS}.`);
    this.positions = findColumns(cells, this.options);
    this.width = cells.length;
    const { columns, prefix } = this.options;
    const added = addedHeadings(columns, prefix).map((name) => this.delimiter + this.quote(name));
    return { item: null, before: text + added.join(''), after: lineEnd };
  }

  private toPiece({ cells, text, lineEnd, line }: CsvRecord, { code, date }: ColumnPositions): Piece {
    if (text === '') return { item: null, before: '', after: lineEnd };
    if (cells.length > this.width)
      throw lineError(line, `the row has ${cells.length} cells, and the heading has ${this.width}.`);
    const item = { code: ownText(cells[code]), date: date === null ? null : ownText(cells[date]) };
    return { item, before: text + this.delimiter.repeat(this.width - cells.length), after: lineEnd };
  }

  private quote(text: string): string {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    const isPlain = !safe.includes(this.delimiter) && !/["\r\n]/.test(safe);
    return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
  }
}

/** V8 keeps the text of which a longer string is a part as long as that string, and codes are remembered. */
const PARTS_FROM = 13;

/** Returns the text of a cell without the text around it; '' for a missing cell. */
function ownText(cell = ''): string {
  return cell.length < PARTS_FROM ? cell : Buffer.from(cell).toString();
}

function cellText(cell: EnrichCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return typeof cell === 'boolean' ? String(cell) : cell.join(SEPARATOR);
}

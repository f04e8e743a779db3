import { lineError, MAX_ROW_LENGTH } from './table-file';

/** One record of a CSV file, with its text as it is written. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Without the end of the line. */
  readonly text: string;
  /** '\n', '\r\n' or, for the last record, ''. */
  readonly lineEnd: string;
  /** The line in which it begins, from 1. */
  readonly line: number;
}

/** A part of a record: a cell and the position after it; null if the text ends within the cell. */
type CellEnd = { readonly cell: string; readonly end: number } | null;

/** The cells of a record that is not complete, and where the next one begins in it. */
interface BegunRecord {
  readonly cells: string[];
  readonly length: number;
}

/**
 * Splits a text into the records of a CSV file, part by part. Every cell is read once, whatever the parts are. A quote opens a quoted cell only at its beginning, as
 * spreadsheets read it. Throws BAD_USER_INPUT for a text that is not CSV, with the line.
 */
export class CsvRecords {
  private rest = '';
  private line = 1;
  private begun: BegunRecord | null = null;
  /** Finds the end of a plain cell. */
  private readonly cellEnd: RegExp;

  /** The delimiter is one character. */
  constructor(private readonly delimiter: string) {
    this.cellEnd = new RegExp(`[${delimiter}\n]`, 'g');
  }

  /** Returns the records that are complete with the next part of the text. */
  push(text: string): CsvRecord[] {
    this.rest += text;
    return this.take(false);
  }

  /** Returns the last record, if the file does not end with a line end. */
  end(): CsvRecord[] {
    return this.take(true);
  }

  private take(isLast: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let from = 0;
    while (from < this.rest.length) {
      const record = this.recordAt(from, isLast);
      if (record === null) break;
      records.push(record);
      from += record.text.length + record.lineEnd.length;
    }
    this.rest = this.rest.slice(from);
    if (this.rest.length > MAX_ROW_LENGTH) throw lineError(this.line, TOO_LONG);
    return records;
  }

  private recordAt(from: number, isLast: boolean): CsvRecord | null {
    if (this.begun) return this.quotedRecordAt(from, isLast);
    const feed = this.rest.indexOf('\n', from);
    if (feed < 0 && !isLast) return null;
    const end = feed < 0 ? this.rest.length : feed;
    const text = this.rest.slice(from, end);
    if (text.includes('"')) return this.quotedRecordAt(from, isLast);
    const isWindows = feed >= 0 && text.endsWith('\r');
    const content = isWindows ? text.slice(0, -1) : text;
    if (content.includes('\r')) throw lineError(this.line, LONE_RETURN);
    const lineEnd = feed < 0 ? '' : isWindows ? '\r\n' : '\n';
    return { cells: content.split(this.delimiter), text: content, lineEnd, line: this.line++ };
  }

  private quotedRecordAt(from: number, isLast: boolean): CsvRecord | null {
    const { cells, length } = this.begun ?? { cells: [], length: 0 };
    this.begun = null;
    for (let at = from + length; ;) {
      const found = this.rest[at] === '"' ? this.quotedCell(at, isLast) : this.plainCell(at, isLast);
      if (found === null) {
        this.begun = { cells, length: at - from };
        return null;
      }
      cells.push(found.cell);
      if (this.rest[found.end] !== this.delimiter) return this.toRecord(cells, from, found.end);
      at = found.end + 1;
    }
  }

  private plainCell(at: number, isLast: boolean): CellEnd {
    this.cellEnd.lastIndex = at;
    const found = this.cellEnd.exec(this.rest);
    if (found === null && !isLast) return null;
    let end = found?.index ?? this.rest.length;
    if (this.rest[end] === '\n' && this.rest[end - 1] === '\r' && end > at) end--;
    const cell = this.rest.slice(at, end);
    if (cell.includes('\r')) throw lineError(this.line, LONE_RETURN);
    return { cell, end };
  }

  private quotedCell(at: number, isLast: boolean): CellEnd {
    let close = this.rest.indexOf('"', at + 1);
    while (close >= 0 && this.rest[close + 1] === '"') close = this.rest.indexOf('"', close + 2);
    const isOpen = close < 0 || (!isLast && close + 2 >= this.rest.length);
    if (isOpen && !isLast) return null;
    if (isOpen) throw lineError(this.line, 'a quoted cell is not closed.');
    const next = this.rest.slice(close + 1, close + 3);
    if (next !== '' && next[0] !== this.delimiter && next[0] !== '\n' && next !== '\r\n')
      throw lineError(this.line, 'there is text after the closing quote of a cell.');
    return { cell: this.rest.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 };
  }

  private toRecord(cells: readonly string[], from: number, end: number): CsvRecord {
    const text = this.rest.slice(from, end);
    const lineEnd = this.rest[end] === '\r' ? '\r\n' : (this.rest[end] ?? '');
    const record = { cells, text, lineEnd, line: this.line };
    this.line += 1 + text.split('\n').length - 1;
    return record;
  }
}

const LONE_RETURN = 'a carriage return stands alone. Save the file with line feeds (LF or CRLF).';
const TOO_LONG = `the row has more than ${MAX_ROW_LENGTH} characters. Is a quote missing?`;

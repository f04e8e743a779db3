import { addedHeadings } from '../../domain/enrich/columns';
import type { AddedCells } from '../../domain/enrich/enrich';
import { refuseRepeated } from './column-names';
import { lineError, MAX_ROW_LENGTH, type Piece, type TableFile, type TableOptions } from './table-file';

/** A file with one JSON object per line. Its own text is kept; the added fields follow the others of each object. */
export class NdjsonFile implements TableFile {
  private rest = '';
  private line = 0;
  private isFirst = true;
  private readonly names: readonly string[];

  constructor(private readonly options: TableOptions) {
    this.names = addedHeadings(options.columns, options.prefix).map((name) => JSON.stringify(name));
  }

  push(text: string): Piece[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    if (this.rest.length > MAX_ROW_LENGTH) throw lineError(this.line + 1, 'the line is too long.');
    return lines.map((line) => this.toPiece(line, '\n'));
  }

  end(): Piece[] {
    return this.rest === '' ? [] : [this.toPiece(this.rest, '')];
  }

  textOf(cells: AddedCells): string {
    return cells.map((cell, index) => `,${this.names[index]}:${JSON.stringify(cell)}`).join('');
  }

  private toPiece(text: string, lineEnd: string): Piece {
    this.line++;
    if (text.trim() === '' || text === '\ufeff') return { item: null, before: text, after: lineEnd };
    const row = this.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    refuseRepeated(Object.keys(row), this.options);
    const { codeColumn = 'code', dateColumn } = this.options;
    if (this.needs(row, codeColumn)) throw lineError(this.line, `the object has no field '${codeColumn}'.`);
    if (dateColumn !== undefined && this.needs(row, dateColumn))
      throw lineError(this.line, `the object has no field '${dateColumn}'.`);
    this.isFirst = false;
    const date = dateColumn === undefined ? null : this.textIn(row, dateColumn);
    const close = text.lastIndexOf('}');
    const item = { code: this.textIn(row, codeColumn), date };
    return { item, before: text.slice(0, close), after: text.slice(close) + lineEnd };
  }

  /** Whether a field is missing that must be there: in the first object, and in one without any field. */
  private needs(row: Record<string, unknown>, name: string): boolean {
    return !Object.hasOwn(row, name) && (this.isFirst || Object.keys(row).length === 0);
  }

  private parse(text: string): Record<string, unknown> {
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch {
      throw lineError(this.line, 'it is not JSON.');
    }
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
    throw lineError(this.line, 'it is not a JSON object.');
  }

  private textIn(row: Record<string, unknown>, name: string): string {
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    if (value === undefined || value === null) return '';
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw lineError(this.line, `the field '${name}' is neither a text nor a number.`);
  }
}

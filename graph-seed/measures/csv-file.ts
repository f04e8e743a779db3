import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { columnsOf, type ColumnOptions, type Columns } from './columns';
import { toExtractDate } from './dates';
import { LoadRefused } from '../errors';

export interface FileOptions extends ColumnOptions {
  /** Adds up the values of rows with the same code and date. */
  readonly sum?: boolean | undefined;
}

/** Values of one date by organisation code. */
export type Figures = ReadonlyMap<string, number>;

export interface MeasureFile {
  /** File name without folder. */
  readonly name: string;
  /** Heading of the value column. */
  readonly valueName: string;
  /** Rows below the heading. */
  readonly rows: number;
  /** Rows whose code means "no organisation": W00, Q99, U or empty. */
  readonly placeholders: number;
  /** Rows of an organisation without a value. */
  readonly withoutValue: number;
  /** By ISO date, in order. */
  readonly extracts: ReadonlyMap<string, Figures>;
}

/** Codes that mean "no organisation" in publications. */
const PLACEHOLDERS = new Set(['', 'U', 'W00', 'Q99']);
const MAX_LISTED = 10;
const MAX_CODE_LENGTH = 64;
const MAX_ROW_BYTES = 1 << 20;

/** Reads a CSV file of figures by organisation. Throws LoadRefused that lists the first ten invalid lines. */
export async function readMeasureFile(path: string, options: FileOptions): Promise<MeasureFile> {
  const reader = new MeasureReader(options);
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: MAX_ROW_BYTES });
  const source = createReadStream(path).on('error', (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) reader.addRow(row as Row);
  } catch (error) {
    if (error instanceof LoadRefused) throw error;
    throw new LoadRefused(`${basename(path)} could not be read: ${(error as Error).message}`, { cause: error });
  } finally {
    source.destroy();
  }
  return reader.finish(basename(path));
}

/** A row as csv-parse returns it: the cells and the line number. */
interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

interface Figure {
  value: number;
  readonly line: number;
}

class MeasureReader {
  private columns: Columns | null = null;
  private rows = 0;
  private placeholders = 0;
  private withoutValue = 0;
  private readonly extracts = new Map<string, Map<string, Figure>>();
  private readonly invalidLines: string[] = [];
  private readonly duplicates: string[] = [];

  constructor(private readonly options: FileOptions) {}

  addRow({ record, info: { lines } }: Row): void {
    if (this.columns === null) {
      this.columns = columnsOf(record, this.options);
      return;
    }
    this.rows++;
    const { code: codeAt, value: valueAt, date: dateAt } = this.columns;
    const code = (record[codeAt] ?? '').toUpperCase();
    if (PLACEHOLDERS.has(code)) this.placeholders++;
    else this.add(code, record[valueAt] ?? '', dateAt === null ? null : (record[dateAt] ?? ''), lines);
  }

  private add(code: string, text: string, dateText: string | null, line: number): void {
    const date = dateText === null ? this.options.date! : toExtractDate(dateText);
    if (!isCode(code)) return this.refuse(line, `'${printable(code)}' is not a code`);
    if (date === null) return this.refuse(line, `'${printable(dateText ?? '')}' is not a date`);
    if (text === '') return void this.withoutValue++;
    const value = toNumber(text);
    if (value === null) return this.refuse(line, `'${printable(text)}' is not a number`);
    const figures = this.extracts.get(date) ?? new Map<string, Figure>();
    this.extracts.set(date, figures);
    const previous = figures.get(code);
    if (!previous) figures.set(code, { value, line });
    else if (this.options.sum) previous.value += value;
    else this.duplicates.push(`${code} on ${date} in lines ${previous.line} and ${line}`);
  }

  private refuse(line: number, reason: string): void {
    this.invalidLines.push(`line ${line}: ${reason}`);
  }

  finish(name: string): MeasureFile {
    const { rows, placeholders, withoutValue } = this;
    if (this.columns === null) throw new LoadRefused(`${name} is empty.`);
    if (this.invalidLines.length > 0) throw new LoadRefused(`${name} is refused: ${firstFew(this.invalidLines)}.`);
    if (this.duplicates.length > 0)
      throw new LoadRefused(
        `${name} has several rows for one code: ${firstFew(this.duplicates)}. Use --sum to add them up.`,
      );
    if (this.extracts.size === 0) throw new LoadRefused(`${name} has no value for any organisation.`);
    const inOrder = [...this.extracts].sort(([a], [b]) => (a < b ? -1 : 1));
    const extracts = inOrder.map(([date, figures]) => [date, valuesOf(figures)] as const);
    const { valueName } = this.columns;
    return { name, valueName, rows, placeholders, withoutValue, extracts: new Map(extracts) };
  }
}

function valuesOf(figures: ReadonlyMap<string, Figure>): Figures {
  return new Map([...figures].map(([code, { value }]) => [code, value]));
}

/** Parses a number, with or without commas between thousands. Returns null for any other text. */
export function toNumber(text: string): number | null {
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text)) return null;
  const number = Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

function isCode(code: string): boolean {
  return code.length <= MAX_CODE_LENGTH && !/[\u0000-\u001f\u007f-\u009f]/.test(code);
}

function printable(text: string): string {
  return text.slice(0, 40).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function firstFew(messages: readonly string[]): string {
  const rest = messages.length - MAX_LISTED;
  return messages.slice(0, MAX_LISTED).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

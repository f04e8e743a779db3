import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { columnsOf, type ColumnOptions, type Columns } from './columns';
import { toExtractDate } from './dates';
import { LoadRefused } from '../errors';

export interface FileOptions extends ColumnOptions {
  /** Adds up several rows of one code and date. */
  readonly sum?: boolean | undefined;
}

/** The values of one date by code. */
export type Figures = ReadonlyMap<string, number>;

export interface MeasureFile {
  /** The file's name without its folder. */
  readonly name: string;
  readonly valueName: string;
  /** Rows below the heading. */
  readonly rows: number;
  /** Rows whose code stands for no organisation: W00, Q99, U or nothing. */
  readonly placeholders: number;
  /** Rows of an organisation without a value. */
  readonly withoutValue: number;
  /** By ISO date, in order. */
  readonly extracts: ReadonlyMap<string, Figures>;
}

/** What stands for "no organisation" in publications. */
const PLACEHOLDERS = new Set(['', 'U', 'W00', 'Q99']);
const MOST_NAMED = 10;
const LONGEST_CODE = 64;
const LONGEST_ROW = 1 << 20;

/** Reads a CSV file of figures by organisation. Throws a LoadRefused that names the first ten bad lines. */
export async function readMeasureFile(path: string, options: FileOptions): Promise<MeasureFile> {
  const reading = new Reading(options);
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: LONGEST_ROW });
  const source = createReadStream(path).on('error', (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) reading.take(row as Row);
  } catch (error) {
    if (error instanceof LoadRefused) throw error;
    throw new LoadRefused(`${basename(path)} could not be read: ${(error as Error).message}`, { cause: error });
  } finally {
    source.destroy();
  }
  return reading.finish(basename(path));
}

/** As csv-parse gives it: the cells, and the number of the last line read. */
interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

interface Figure {
  value: number;
  readonly line: number;
}

/** What has been read so far. */
class Reading {
  private columns: Columns | null = null;
  private rows = 0;
  private placeholders = 0;
  private withoutValue = 0;
  private readonly extracts = new Map<string, Map<string, Figure>>();
  private readonly bad: string[] = [];
  private readonly twice: string[] = [];

  constructor(private readonly options: FileOptions) {}

  take({ record, info: { lines } }: Row): void {
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
    if (!isCode(code)) return this.refuse(line, `'${shown(code)}' is no code`);
    if (date === null) return this.refuse(line, `'${shown(dateText ?? '')}' is no date`);
    if (text === '') return void this.withoutValue++;
    const value = toNumber(text);
    if (value === null) return this.refuse(line, `'${shown(text)}' is no number`);
    const figures = this.extracts.get(date) ?? new Map<string, Figure>();
    this.extracts.set(date, figures);
    const known = figures.get(code);
    if (!known) figures.set(code, { value, line });
    else if (this.options.sum) known.value += value;
    else this.twice.push(`${code} on ${date} in lines ${known.line} and ${line}`);
  }

  private refuse(line: number, words: string): void {
    this.bad.push(`line ${line}: ${words}`);
  }

  finish(name: string): MeasureFile {
    const { rows, placeholders, withoutValue } = this;
    if (this.columns === null) throw new LoadRefused(`${name} is empty.`);
    if (this.bad.length > 0) throw new LoadRefused(`${name} is refused: ${some(this.bad)}.`);
    if (this.twice.length > 0)
      throw new LoadRefused(`${name} has several rows for one code: ${some(this.twice)}. --sum adds them up.`);
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

/** A number, also with commas between its thousands; null for any other text. */
export function toNumber(text: string): number | null {
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text)) return null;
  const number = Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

function isCode(code: string): boolean {
  return code.length <= LONGEST_CODE && !/[\u0000-\u001f\u007f-\u009f]/.test(code);
}

function shown(text: string): string {
  return text.slice(0, 40).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function some(problems: readonly string[]): string {
  const rest = problems.length - MOST_NAMED;
  return problems.slice(0, MOST_NAMED).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

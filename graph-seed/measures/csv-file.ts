import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { delimiterOf } from '../../ods/written/delimiter';
import { columnsOf, type ColumnOptions, type Columns } from './columns';
import { toExtractDate } from './dates';
import { LoadRefused } from '../errors';
import { FigureTable, type Figures, type NewFigure, type Part } from './figures';
import { NationalRows, type NationalCounts } from './national-rows';

export interface FileOptions extends ColumnOptions {
  /** Adds up the values of rows with the same code and date. */
  readonly sum?: boolean | undefined;
}

/** What was read from one file, or from several as if they were one. */
export interface MeasureFile {
  /** File names without folders, joined by ', '. */
  readonly name: string;
  /** Heading of the value column. */
  readonly valueName: string;
  /** Rows below the headings. */
  readonly rows: number;
  /** Rows whose code means "no organisation": W00, Q99, U or empty. */
  readonly placeholders: number;
  /** Values of an organisation that are empty. */
  readonly withoutValue: number;
  /** Rows of NHS England's tables that are not read. */
  readonly skipped: Readonly<NationalCounts>;
  /** Codes with several rows that were added up, in order. */
  readonly doubled: readonly string[];
  /** Values without a dimension by ISO date, in order. */
  readonly extracts: ReadonlyMap<string, Figures>;
  /** Values by dimensions, ordered by dimension and date. */
  readonly byDimension: readonly Part[];
}

/** Codes that mean "no organisation" in publications. */
const PLACEHOLDERS = new Set(['', 'U', 'W00', 'Q99']);
const MAX_LISTED = 10;
const MAX_CODE_LENGTH = 64;
const MAX_ROW_BYTES = 1 << 20;
const CSV = { bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: MAX_ROW_BYTES } as const;

/**
 * Reads CSV files of figures by organisation as if they were one. Throws LoadRefused that lists the first ten invalid lines.
 */
export async function readMeasureFiles(paths: readonly string[], options: FileOptions): Promise<MeasureFile> {
  const reader = new MeasureReader(options, paths.length > 1);
  for (const path of paths) await readInto(reader, path);
  return reader.finish(paths.map((path) => basename(path)).join(', '));
}

export function readMeasureFile(path: string, options: FileOptions): Promise<MeasureFile> {
  return readMeasureFiles([path], options);
}

async function readInto(reader: MeasureReader, path: string): Promise<void> {
  reader.startFile(basename(path));
  try {
    for await (const row of rowsOf(createReadStream(path))) reader.addRow(row);
  } catch (error) {
    if (error instanceof LoadRefused) throw error;
    throw new LoadRefused(`${basename(path)} could not be read: ${(error as Error).message}`, { cause: error });
  }
  reader.endFile();
}

/** Yields the rows of a file. Its heading, at the start of the first chunk, shows what separates its cells. */
async function* rowsOf(source: Readable): AsyncGenerator<Row> {
  try {
    const chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    const first = await chunks.next();
    if (first.done) return;
    const parser = parse({ ...CSV, delimiter: delimiterOf(first.value.toString()) });
    const rest = { [Symbol.asyncIterator]: () => chunks };
    const rows = pipeline(Readable.from(joined(first.value, rest)), parser, () => undefined);
    for await (const row of rows) yield row as Row;
  } finally {
    source.destroy();
  }
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** A row as csv-parse returns it: the cells and the line number. */
interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The value of a dimension that stands for all of them. */
const ALL = 'ALL';

class MeasureReader {
  private columns: Columns | null = null;
  private file = '';
  private valueName = '';
  private rows = 0;
  private placeholders = 0;
  private withoutValue = 0;
  private readonly table: FigureTable;
  private readonly national: NationalRows;
  private readonly invalidLines: string[] = [];

  constructor(
    private readonly options: FileOptions,
    private readonly hasSeveralFiles: boolean,
  ) {
    this.table = new FigureTable(options.sum === true);
    this.national = new NationalRows(this.table);
  }

  startFile(name: string): void {
    this.file = name;
    this.columns = null;
  }

  endFile(): void {
    if (this.columns === null) throw new LoadRefused(`${this.file} is empty.`);
  }

  addRow({ record, info: { lines } }: Row): void {
    if (this.columns === null) {
      this.columns = columnsOf(record, this.options);
      this.valueName ||= this.columns.valueName;
      return;
    }
    this.rows++;
    const { code: codeAt, national } = this.columns;
    if (national && !this.national.isOfPractice(record, national)) return;
    const code = (record[codeAt] ?? '').toUpperCase();
    if (PLACEHOLDERS.has(code)) this.placeholders++;
    else if (!isCode(code)) this.refuse(lines, `'${printable(code)}' is not a code`);
    else this.addValues(code, record, this.columns, lines);
  }

  private addValues(code: string, record: readonly string[], columns: Columns, line: number): void {
    const { date: dateAt, values, dimension, national } = columns;
    const rowDate = dateAt === null ? (this.options.date ?? null) : toExtractDate(record[dateAt] ?? '');
    for (const { at, date: ownDate } of values) {
      const date = ownDate ?? rowDate;
      const text = record[at] ?? '';
      const value = toNumber(text);
      if (date === null) this.refuse(line, `'${printable(record[dateAt!] ?? '')}' is not a date`);
      else if (text === '') this.withoutValue++;
      else if (value === null) this.refuse(line, `'${printable(text)}' is not a number`);
      else if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
        this.refuse(line, `${printable(text)} is larger than ${Number.MAX_SAFE_INTEGER}, above which digits are lost`);
      else if (dimension && !isName(record[dimension.at] ?? ''))
        this.refuse(line, `'${printable(record[dimension.at] ?? '')}' is not a value of ${dimension.name}`);
      else {
        const figure = { date, code, value, line: this.hasSeveralFiles ? `${this.file}:${line}` : String(line) };
        if (national) this.national.add(record, national, figure);
        else this.table.add({ ...figure, ...dimensionOf(record, dimension) });
      }
    }
  }

  private refuse(line: number, reason: string): void {
    this.invalidLines.push(`${this.hasSeveralFiles ? `${this.file} ` : ''}line ${line}: ${reason}`);
  }

  finish(name: string): MeasureFile {
    const { rows, placeholders, withoutValue, valueName, table } = this;
    if (this.invalidLines.length > 0) throw new LoadRefused(`${name} is refused: ${firstFew(this.invalidLines)}.`);
    if (table.duplicates.length > 0)
      throw new LoadRefused(
        `${name} has several rows for one code: ${firstFew(table.duplicates)}. Use --sum to add them up.`,
      );
    const sums = new FigureTable(true);
    this.national.finish((figures) => figures.forEach((figure) => sums.add(figure)));
    const [extracts, byDimension] = [table.extracts(), [...table.parts(), ...sums.parts()].sort(byDimensionAndDate)];
    if (extracts.size + byDimension.length === 0) throw new LoadRefused(`${name} has no value for any organisation.`);
    const [skipped, doubled] = [this.national.counts, [...table.summed].sort()];
    return { name, valueName, rows, placeholders, withoutValue, skipped, doubled, extracts, byDimension };
  }
}

function dimensionOf(
  record: readonly string[],
  dimension: Columns['dimension'],
): Pick<NewFigure, 'dimension' | 'name'> {
  const name = dimension ? (record[dimension.at] ?? '') : ALL;
  return dimension === null || name.toUpperCase() === ALL
    ? { dimension: null, name: '' }
    : { dimension: dimension.name, name };
}

function byDimensionAndDate(a: Part, b: Part): number {
  const [left, right] = [`${a.dimension} ${a.date}`, `${b.dimension} ${b.date}`];
  return left < right ? -1 : Number(left > right);
}

/** Parses a number, with or without commas between thousands. Returns null for any other text. */
export function toNumber(text: string): number | null {
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text)) return null;
  const number = Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

function isName(name: string): boolean {
  return name !== '' && isCode(name);
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

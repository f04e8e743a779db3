import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { postcodeParts } from '../../ods/postcode-parts';
import { LoadRefused } from '../errors';
import { missingColumns, postcodeColumns, type PostcodeColumns } from './columns';
import { CsvCells } from './csv-cells';
import { openPostcodes } from './file';
import { NOWHERE, SectorCollector } from './sectors';

/** What a file of postcodes says. */
export interface PostcodeFile {
  /** File name without folder. */
  readonly name: string;
  /** SHA-256 of the file as given, in hexadecimal. */
  readonly sha256: string;
  /** Rows below the heading. */
  readonly rows: number;
  /** Rows of postcodes without coordinates. */
  readonly withoutCoordinates: number;
  /** Rows of postcodes that are no longer in use. */
  readonly terminated: number;
  /** Types of areas, in the order of the codes of each postcode. */
  readonly types: readonly string[];
  readonly sectors: SectorCollector;
}

const MAX_LISTED = 10;
const MILLION = 1_000_000;

/** Reads a file of postcodes as a stream. Throws LoadRefused that lists the first ten invalid rows. */
export async function readPostcodeFile(
  path: string,
  advance: (bytes: number, total: number) => void,
): Promise<PostcodeFile> {
  const source = await openPostcodes(path);
  try {
    const reader = new PostcodeReader(source.label);
    let read = 0;
    for await (const chunk of source.stream()) {
      reader.cells.add(chunk);
      advance((read += chunk.length), source.bytes);
    }
    return { name: basename(path), sha256: await sha256Of(path), ...reader.finish() };
  } finally {
    source.close();
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

class PostcodeReader {
  readonly cells: CsvCells;
  private columns: PostcodeColumns | null = null;
  private readonly sectors = new SectorCollector();
  private withoutCoordinates = 0;
  private terminated = 0;
  private invalid = 0;
  private readonly invalidRows: string[] = [];

  constructor(private readonly label: string) {
    this.cells = new CsvCells(label, (cells, row) => (row === 1 ? this.readHeadings(cells) : this.addRow(cells, row)));
  }

  /** Returns the positions of the cells that `addRow` gets. */
  private readHeadings(headings: readonly string[]): readonly number[] {
    const columns = postcodeColumns(headings);
    if (columns === null) throw missingColumns(this.label, headings);
    this.columns = columns;
    const { postcode, latitude, longitude, terminated, areas } = columns;
    return [postcode, latitude, longitude, terminated < 0 ? Infinity : terminated, ...areas.map(([, at]) => at)];
  }

  private addRow(cells: readonly string[], row: number): undefined {
    const parts = postcodeParts(cells[0]!);
    if (parts === null) return this.refuse(row, `'${printable(cells[0]!)}' is not a postcode`);
    const [latitude, longitude] = [toMillionths(cells[1]!, 90), toMillionths(cells[2]!, 180)];
    if (latitude === null || longitude === null)
      return this.refuse(row, `'${printable(`${cells[1]}, ${cells[2]}`)}' are not coordinates`);
    const terminated = toMonth(cells[3]!);
    if (terminated === null) return this.refuse(row, `'${printable(cells[3]!)}' is not a month of termination`);
    const isLocated = latitude !== NOWHERE && longitude !== NOWHERE;
    if (!isLocated) this.withoutCoordinates++;
    if (terminated > 0) this.terminated++;
    const place = isLocated ? { latitude, longitude } : { latitude: NOWHERE, longitude: 0 };
    this.sectors.add({ ...parts, ...place, terminated, areas: codesIn(cells) });
  }

  private refuse(row: number, reason: string): undefined {
    this.invalid++;
    if (this.invalidRows.length < MAX_LISTED) this.invalidRows.push(`row ${row}: ${reason}`);
  }

  finish(): Omit<PostcodeFile, 'name' | 'sha256'> {
    const rows = this.cells.end() - 1;
    const { label, columns, sectors, withoutCoordinates, terminated } = this;
    if (columns === null) throw new LoadRefused(`${label} is empty.`);
    if (this.invalid > 0) {
      const more = this.invalid - this.invalidRows.length;
      const listed = this.invalidRows.join('; ') + (more > 0 ? `; and ${more} more` : '');
      throw new LoadRefused(`${label} is refused: ${listed}.`);
    }
    if (rows < 1) throw new LoadRefused(`${label} has no postcodes.`);
    return { rows, withoutCoordinates, terminated, types: columns.areas.map(([type]) => type), sectors };
  }
}

/** Returns the codes of the areas, joined by spaces; '-' for a postcode without one. */
function codesIn(cells: readonly string[]): string {
  let codes = '';
  for (let at = 4; at < cells.length; at++) {
    const code = cells[at]!.trim();
    codes += `${at === 4 ? '' : ' '}${/^[A-Za-z0-9]{1,12}$/.test(code) ? code : '-'}`;
  }
  return codes;
}

/** Parses degrees. Returns NOWHERE for 99.999999 and for an empty text, and null for any other text that is no degree. */
function toMillionths(text: string, most: number): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return NOWHERE;
  const millionths = Math.round(Number(trimmed) * MILLION);
  if (millionths === NOWHERE) return NOWHERE;
  return Math.abs(millionths) <= most * MILLION ? millionths : null;
}

/** Parses a month such as 201405. Returns 0 for an empty text, and null for any other. */
function toMonth(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return /^(19|20)\d\d(0[1-9]|1[0-2])$/.test(trimmed) ? Number(trimmed) : null;
}

function printable(text: string): string {
  return text.slice(0, 40).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

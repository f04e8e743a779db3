import { LoadRefused } from '../errors';

const [COMMA, QUOTE, NEWLINE, RETURN] = [0x2c, 0x22, 0x0a, 0x0d];
/** A longer row is not of a file of postcodes. */
const MAX_ROW_BYTES = 65_536;

/**
 * Splits a CSV text into rows, of which it decodes the chosen cells alone: a directory of postcodes has about fifty
 * columns, and decoding all of them takes six times as long. Cells may be quoted. Empty rows are left out.
 */
export class CsvCells {
  private rest: Buffer = Buffer.alloc(0);
  private starts = new Int32Array(256);
  private ends = new Int32Array(256);
  /** Cells of the row that was found last. */
  private cells = 0;
  /** Rows that were passed on. */
  private row = 0;
  private chosen: readonly number[] | null = null;

  /** `onRow` gets all cells of the first row, and may return the positions of those that it wants of the others. */
  constructor(
    private readonly label: string,
    private readonly onRow: (cells: readonly string[], row: number) => readonly number[] | undefined,
  ) {}

  /** Passes on the rows that end in this chunk. Throws LoadRefused for a row that is too long. */
  add(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let from = this.row === 0 && bytes.indexOf('\u00ef\u00bb\u00bf', 0, 'latin1') === 0 ? 3 : 0;
    for (let end = this.endOfRow(bytes, from); end >= 0; end = this.endOfRow(bytes, from)) {
      this.pass(bytes, from, end);
      from = end + 1;
    }
    this.rest = bytes.subarray(from);
    if (this.rest.length > MAX_ROW_BYTES)
      throw new LoadRefused(`${this.label} is refused: row ${this.row + 1} is longer than ${MAX_ROW_BYTES} bytes.`);
  }

  /** Passes on a last row without a line end. Returns how many rows there were. */
  end(): number {
    if (this.rest.length > 0) this.add(Buffer.from('\n'));
    return this.row;
  }

  /** Returns where the row ends that starts at `from`, and notes its cells; -1 if it goes on in the next chunk. */
  private endOfRow(bytes: Buffer, from: number): number {
    const { starts, ends } = this;
    let cell = 0;
    let start = from;
    let quoted = false;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) quoted = !quoted;
      else if (quoted || (byte !== COMMA && byte !== NEWLINE)) continue;
      else {
        starts[cell] = start; // a typed array ignores what lies beyond its end
        ends[cell] = at;
        cell++;
        start = at + 1;
        if (byte === COMMA) continue;
        this.cells = Math.min(cell, starts.length);
        return at;
      }
    }
    return -1;
  }

  private pass(bytes: Buffer, from: number, end: number): void {
    const last = this.cells - 1;
    if (end > from && bytes[end - 1] === RETURN) this.ends[last] = Math.max(this.starts[last]!, end - 1);
    if (this.cells === 1 && this.ends[0] === this.starts[0]) return;
    const chosen = this.chosen ?? Array.from({ length: this.cells }, (_, at) => at);
    this.row++;
    const wanted = this.onRow(
      chosen.map((at) => this.cell(bytes, at)),
      this.row,
    );
    if (wanted) this.chosen = wanted;
  }

  private cell(bytes: Buffer, at: number): string {
    if (at >= this.cells) return '';
    const [start, end] = [this.starts[at]!, this.ends[at]!];
    if (bytes[start] !== QUOTE) return bytes.toString('latin1', start, end);
    return bytes.toString('utf8', start + 1, Math.max(start + 1, end - 1)).replaceAll('""', '"');
  }
}

import type { AddedCells, EnrichItem } from '../../domain/enrich/enrich';
import type { EnrichColumn } from '../../domain/enrich/columns';
import { badInput, type KnownError } from '../../errors';

/** A part of a file: a row that gets cells between `before` and `after`, or a text that is copied as it is. */
export interface Piece {
  /** Null for a text that is copied. */
  readonly item: EnrichItem | null;
  readonly before: string;
  readonly after: string;
}

/** A file of rows that is read part by part. Every character of it is in one of the pieces, in order. */
export interface TableFile {
  /** Takes the next part of the text. Throws BAD_USER_INPUT, with the line. */
  push(text: string): Piece[];
  /** Takes the end of the file. Throws BAD_USER_INPUT. */
  end(): Piece[];
  /** Returns the text of added cells, to be put between `before` and `after`. */
  textOf(cells: AddedCells): string;
}

export interface TableOptions {
  /** The column or field of codes. Absent: the only one with a usual name. */
  readonly codeColumn?: string | undefined;
  /** The column or field of dates. Absent: every row has the day of the moment. */
  readonly dateColumn?: string | undefined;
  readonly columns: readonly EnrichColumn[];
  /** Put before the name of each added column. */
  readonly prefix?: string | undefined;
  /** Of a CSV file. Absent: what its heading shows. */
  readonly delimiter?: string | undefined;
}

/** The longest row, in characters. */
export const MAX_ROW_LENGTH = 1 << 20;

/** Rows that are handled together have about so many characters at most. */
const MAX_CHARACTERS = 1 << 20;

/** Returns the error of a line of a file. */
export function lineError(line: number, message: string): KnownError {
  return badInput(`Line ${line}: ${message}`);
}

/** Returns the output text of a piece; `cells` are the added cells of a row. */
export function pieceText({ item, before, after }: Piece, cells: AddedCells | undefined, file: TableFile): string {
  return item === null || cells === undefined ? before + after : before + file.textOf(cells) + after;
}

const NO_UTF8 = 'The file is not UTF-8. In Excel, save it as "CSV UTF-8 (comma delimited)".';

/**
 * Yields the pieces of a file in lists of at most `most`, and of fewer if they are long. Throws BAD_USER_INPUT if the bytes
 * are not UTF-8 or not of the format.
 */
export async function* readPieces(
  bytes: AsyncIterable<Uint8Array>,
  file: TableFile,
  most: number,
): AsyncGenerator<Piece[], void, void> {
  let [pieces, characters]: [Piece[], number] = [[], 0];
  for await (const read of piecesOf(bytes, file))
    for (const piece of read) {
      pieces.push(piece);
      characters += piece.before.length + piece.after.length;
      if (pieces.length < most && characters < MAX_CHARACTERS) continue;
      yield pieces;
      [pieces, characters] = [[], 0];
    }
  if (pieces.length > 0) yield pieces;
}

async function* piecesOf(bytes: AsyncIterable<Uint8Array>, file: TableFile): AsyncGenerator<Piece[], void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const part of bytes) yield file.push(decode(decoder, part));
  yield file.push(decode(decoder));
  yield file.end();
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw badInput(NO_UTF8);
  }
}

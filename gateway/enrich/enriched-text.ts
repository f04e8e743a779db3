import { LRUCache } from 'lru-cache';
import type { AddedCells, EnrichItem } from '../../domain/enrich/enrich';
import { pieceText, readPieces, type Piece, type TableFile } from './table-file';

/** Returns the added cells of each item, in order. */
export type Enrich = (items: readonly EnrichItem[]) => Promise<readonly AddedCells[]>;

export interface EnrichedTextSettings {
  readonly file: TableFile;
  readonly enrich: Enrich;
  /** Rows that are enriched together. */
  readonly rowsAtOnce: number;
  /** Called with the added cells of each row. */
  readonly onRow?: (cells: AddedCells) => void;
}

/** Lists of rows that are enriched while an earlier one is written. */
const IN_FLIGHT = 2;

/** Yields the text of an enriched file, part by part, in the order of its rows. Throws BAD_USER_INPUT, and what `enrich` throws. */
export async function* enrichedText(
  bytes: AsyncIterable<Uint8Array>,
  { file, enrich, rowsAtOnce, onRow }: EnrichedTextSettings,
): AsyncGenerator<string, void, void> {
  const distinct = withoutRepeats(enrich);
  const waiting: Promise<string>[] = [];
  const textOf = async (pieces: readonly Piece[]) => {
    const cells = await distinct(pieces.flatMap(({ item }) => item ?? []));
    if (onRow) for (const row of cells) onRow(row);
    let next = 0;
    return pieces.map((piece) => pieceText(piece, piece.item ? cells[next++] : undefined, file)).join('');
  };
  try {
    for await (const pieces of readPieces(bytes, file, rowsAtOnce)) {
      if (waiting.length >= IN_FLIGHT) yield await waiting.shift()!;
      const text = textOf(pieces);
      text.catch(() => undefined); // thrown when it is its turn
      waiting.push(text);
    }
    for (const text of waiting) yield await text;
  } finally {
    await Promise.allSettled(waiting);
  }
}

const REMEMBERED = 20_000;
/** The longest key that is remembered: a code has at most 64 characters. */
const LONGEST_KEY = 128;

/** Asks for each item once, and remembers the newest ones. */
function withoutRepeats(enrich: Enrich): Enrich {
  const known = new LRUCache<string, AddedCells>({ max: REMEMBERED });
  return async (items) => {
    const keys = items.map(keyOf);
    const found = new Map(keys.map((key) => [key, known.get(key)]));
    const missing = new Map(items.flatMap((item, at) => (found.get(keys[at]!) ? [] : [[keys[at]!, item]])));
    const cells = missing.size === 0 ? [] : await enrich([...missing.values()]);
    [...missing.keys()].forEach((key, at) => {
      found.set(key, cells[at]);
      if (key.length <= LONGEST_KEY) known.set(key, cells[at]!);
    });
    return keys.map((key) => found.get(key)!);
  };
}

function keyOf({ code, date }: EnrichItem): string {
  return `${code}\n${date === null ? '' : `.${date}`}`;
}

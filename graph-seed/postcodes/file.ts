import { createReadStream, type PathLike } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { LoadRefused } from '../errors';
import { openZip, type Zip, type ZipEntry } from '../reading/zip';
import { CsvCells } from './csv-cells';
import { missingColumns, postcodeColumns } from './columns';

/** The CSV text of a file of postcodes. */
export interface PostcodeSource {
  /** Name for messages: of the file, or of the entry of a zip. */
  readonly label: string;
  /** Size of the CSV text. */
  readonly bytes: number;
  stream(): AsyncIterable<Buffer>;
  close(): void;
}

const CHUNK = 1 << 20;
/** A published zip has the whole directory, the same by postcode area, and documents: about 200 files. */
const MAX_ENTRIES = 1_000;

/**
 * Opens a file of postcodes: a CSV file, or a zip as it is published. Of a zip, the largest CSV file with the columns of
 * postcodes is read. Throws LoadRefused.
 */
export async function openPostcodes(path: string): Promise<PostcodeSource> {
  const name = basename(path);
  const { isZip, bytes } = await look(path);
  if (!isZip)
    return {
      label: name,
      bytes,
      stream: () => createReadStream(path, { highWaterMark: CHUNK }),
      close: () => undefined,
    };
  const zip = await openZip(path, name, { maxEntries: MAX_ENTRIES });
  try {
    const entry = await largestOfPostcodes(zip, name);
    return {
      label: `${name} (${entry.name})`,
      bytes: entry.bytes,
      stream: () => entry.stream(),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function look(path: PathLike): Promise<{ readonly isZip: boolean; readonly bytes: number }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new LoadRefused(
      `${String(path)} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    );
  });
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new LoadRefused(`${String(path)} is not a file.`);
    const start = Buffer.alloc(2);
    await file.read(start, 0, 2, 0);
    return { isZip: start.toString('latin1') === 'PK', bytes: status.size };
  } finally {
    await file.close();
  }
}

async function largestOfPostcodes({ entries }: Zip, name: string): Promise<ZipEntry> {
  const files = entries.filter((entry) => /\.csv$/i.test(entry.name)).sort((a, b) => b.bytes - a.bytes);
  for (const entry of files) if (postcodeColumns(await headingsOf(entry)) !== null) return entry;
  const [largest] = files;
  if (largest) throw missingColumns(`${name} (${largest.name})`, await headingsOf(largest));
  throw new LoadRefused(`${name} is refused: it contains no CSV file.`);
}

/** Reads the first row of an entry. */
async function headingsOf(entry: ZipEntry): Promise<readonly string[]> {
  let headings: readonly string[] | null = null;
  const reader = new CsvCells(entry.name, (cells) => {
    headings ??= cells;
    return undefined;
  });
  for await (const chunk of entry.stream()) {
    reader.add(chunk);
    if (headings !== null) break;
  }
  reader.end();
  return headings ?? [];
}

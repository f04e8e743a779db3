import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { LoadRefused } from '../errors';

export interface ZipEntry {
  readonly name: string;
  /** Uncompressed size. */
  readonly bytes: number;
  /** The uncompressed bytes. Throws LoadRefused when size or checksum differ from the archive's directory. */
  stream(): AsyncIterable<Buffer>;
}

export interface Zip {
  readonly entries: readonly ZipEntry[];
  close(): void;
}

/** Limits well above a real release: two entries of up to 700 MB, compressed about 22 to 1. */
const MAX_ENTRIES = 16;
const MAX_BYTES = 8 * 1024 ** 3;
const MAX_RATIO = 100;
/** Smaller entries may have any compression ratio. */
const SMALL = 1024 ** 2;
/** Largest gap between entries, for headers and padding. */
const MAX_GAP = 131_072;
const CHUNK = 262_144;

/**
 * Opens an archive for streaming. Before anything is decompressed, throws LoadRefused for unreadable or truncated
 * archives; suspicious, absolute or repeated names; links; encryption; overlapping or hidden entries; too many entries;
 * and entries that are too large or too strongly compressed.
 */
export async function openZip(path: string, label: string, { maxEntries = MAX_ENTRIES } = {}): Promise<Zip> {
  const refuse = (reason: string): never => {
    throw new LoadRefused(`${label} is refused: ${reason}.`);
  };
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(
    (error: Error) => refuse(`it is not a readable zip archive (${error.message})`),
  );
  try {
    if (zip.entryCount > maxEntries) refuse(`it has ${zip.entryCount} entries, more than ${maxEntries}`);
    const start = (zip as unknown as { readEntryCursor: number }).readEntryCursor;
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const error = nameError(entries) ?? sizeError(entries) ?? layoutError(entries, start);
    if (error !== null) refuse(error);
    return { entries: entries.map((entry) => toEntry(zip, entry, path, label)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    if (error instanceof LoadRefused) throw error;
    return refuse((error as Error).message);
  }
}

function nameError(entries: readonly Entry[]): string | null {
  const names = new Set<string>();
  for (const entry of entries) {
    const name = entry.fileName;
    const shown = JSON.stringify(name.slice(0, 80));
    if (/^[/\\]|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)|[\u0000-\u001f]/.test(name)) return `the name ${shown} is suspicious`;
    if (names.has(name.toLowerCase())) return `the name ${shown} occurs twice`;
    names.add(name.toLowerCase());
    if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) return `${shown} is a symbolic link`;
    if (entry.isEncrypted()) return `${shown} is encrypted`;
    if (!entry.canDecodeFileData()) return `${shown} uses an unknown compression method`;
  }
  return null;
}

function sizeError(entries: readonly Entry[]): string | null {
  let total = 0;
  for (const { fileName, compressedSize, uncompressedSize } of entries) {
    total += uncompressedSize;
    if (uncompressedSize > SMALL && uncompressedSize > compressedSize * MAX_RATIO)
      return `${fileName} would grow ${Math.round(uncompressedSize / Math.max(compressedSize, 1))} to 1, more than ${MAX_RATIO}`;
  }
  return total > MAX_BYTES ? `it would grow to ${total} bytes, more than ${MAX_BYTES}` : null;
}

/** Entries must follow each other from the first byte up to the directory, without overlap and without hidden data. */
function layoutError(entries: readonly Entry[], directory: number): string | null {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) return 'its entries overlap';
    if (start > end + MAX_GAP) return 'it has hidden data between its entries';
    end = start + 30 + entry.fileNameRaw.length + entry.compressedSize;
  }
  if (directory < end) return 'its entries overlap its directory';
  return directory > end + MAX_GAP ? 'it has hidden data before its directory' : null;
}

function toEntry(zip: ZipFile, entry: Entry, path: string, label: string): ZipEntry {
  const { fileName: name, uncompressedSize: bytes } = entry;
  const refused = (reason: string) => new LoadRefused(`${label} is refused: ${name} ${reason}.`);
  async function* stream() {
    let sum = 0;
    let size = 0;
    try {
      for await (const chunk of await inflate(zip, entry, path)) {
        sum = crc32(chunk, sum);
        size += chunk.length;
        if (size > bytes) throw refused('is larger than its archive states');
        yield chunk;
      }
    } catch (error) {
      throw error instanceof LoadRefused ? error : refused(`cannot be decompressed (${(error as Error).message})`);
    }
    if (size < bytes) throw refused('is smaller than its archive states');
    if (sum !== entry.crc32) throw refused('has a wrong checksum');
  }
  return { name, bytes, stream };
}

/**
 * Decompresses in chunks of 256 KB; smaller chunks make reading a quarter slower. Reads the file with a Node.js stream,
 * because yauzl's stream throws an uncaught error when its reader stops early, as reading only the manifest does.
 */
async function inflate(zip: ZipFile, entry: Entry, path: string): Promise<AsyncIterable<Buffer>> {
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  if (entry.compressedSize === 0) return Readable.from([]);
  const end = start + entry.compressedSize - 1;
  const raw = createReadStream(path, { start, end, highWaterMark: CHUNK });
  if (entry.compressionMethod === 0) return raw;
  return pipeline(raw, createInflateRaw({ chunkSize: CHUNK }), () => undefined);
}

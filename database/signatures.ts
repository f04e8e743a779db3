/**
 * Removes the signatures of jars. Java verifies every class of a signed jar when it loads it, and keeps none of them in an archive
 * of classes: two signed jars of Neo4j's 162 take a third of the processor time of a start. Maven has compared the checksum of each
 * jar when it downloaded it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const SIGNATURE = /^META-INF\/[^/]+\.(?:SF|RSA|DSA|EC)$/i;
const MANIFEST = 'META-INF/MANIFEST.MF';

/** The parts of a zip file that are used here, as its specification names them. */
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;
/** A file with so many entries, or of this size, keeps its numbers elsewhere. */
const MANY = 0xffff;
const LARGE = 0xffffffff;

/** Removes the signatures of all jars of a folder. */
export function removeSignatures(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jar'))) {
    const path = join(folder, name);
    const unsigned = withoutSignature(readFileSync(path));
    if (unsigned) writeFileSync(path, unsigned);
  }
}

interface Entry {
  readonly name: string;
  /** The bytes of the entry in the directory at the end of the file. */
  readonly record: Buffer;
}

/**
 * Returns a jar without its signature and without the digests in its manifest, which the signature is of. Returns undefined if the
 * jar is not signed, or if it is of a form that is not known here.
 */
export function withoutSignature(jar: Buffer): Buffer | undefined {
  const end = jar.length - END_BYTES;
  if (end < 0 || jar.readUInt32LE(end) !== END) return undefined;
  const [count, from] = [jar.readUInt16LE(end + 10), jar.readUInt32LE(end + 16)];
  if (count === MANY || from === LARGE) return undefined;
  const entries = entriesOf(jar, from, count);
  const kept = entries?.filter(({ name }) => !SIGNATURE.test(name));
  if (!entries || !kept || kept.length === entries.length) return undefined;
  const manifest = newManifest(jar, entries, from);
  const directory = kept.map(({ name, record }) => (name === MANIFEST && manifest ? manifest.record : record));
  return joined(jar.subarray(0, from), manifest?.local ?? Buffer.alloc(0), directory);
}

function entriesOf(jar: Buffer, from: number, count: number): Entry[] | undefined {
  const entries: Entry[] = [];
  for (let at = from; entries.length < count; at += entries.at(-1)!.record.length) {
    if (at + ENTRY_BYTES > jar.length || jar.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
    const nameBytes = jar.readUInt16LE(at + 28);
    const bytes = ENTRY_BYTES + nameBytes + jar.readUInt16LE(at + 30) + jar.readUInt16LE(at + 32);
    const name = jar.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    entries.push({ name, record: jar.subarray(at, at + bytes) });
  }
  return entries;
}

/** Returns the main section of the manifest as an entry that is to stand at `at`; undefined if there is no manifest. */
function newManifest(jar: Buffer, entries: readonly Entry[], at: number) {
  const old = entries.find(({ name }) => name === MANIFEST)?.record;
  const text = old && textOf(jar, old);
  if (old === undefined || text === undefined) return undefined;
  const main = Buffer.from(`${text.split(/(?:\r\n){2}|\n{2}|\r{2}/, 1)[0]!}\r\n\r\n`);
  const packed = deflateRawSync(main);
  const name = Buffer.from(MANIFEST);
  const local = Buffer.alloc(LOCAL_BYTES);
  local.writeUInt32LE(LOCAL_ENTRY, 0);
  local.writeUInt16LE(20, 4);
  const record = Buffer.concat([old.subarray(0, ENTRY_BYTES), name]);
  record.writeUInt16LE(0, 8); // no flags: the sizes stand before the bytes
  for (const [target, start] of [[local, 8] as const, [record, 10] as const]) {
    target.writeUInt16LE(DEFLATED, start);
    old.copy(target, start + 2, 12, 16); // the time
    target.writeUInt32LE(crc32(main), start + 6);
    target.writeUInt32LE(packed.length, start + 10);
    target.writeUInt32LE(main.length, start + 14);
    target.writeUInt16LE(name.length, start + 18);
    target.writeUInt16LE(0, start + 20);
  }
  record.writeUInt16LE(0, 32);
  record.writeUInt32LE(at, 42);
  return { record, local: Buffer.concat([local, name, packed]) };
}

function textOf(jar: Buffer, record: Buffer): string | undefined {
  const [method, bytes, at] = [record.readUInt16LE(10), record.readUInt32LE(20), record.readUInt32LE(42)];
  const from = at + LOCAL_BYTES + jar.readUInt16LE(at + 26) + jar.readUInt16LE(at + 28);
  const stored = jar.subarray(from, from + bytes);
  if (method === 0) return stored.toString('utf8');
  return method === DEFLATED ? inflateRawSync(stored).toString('utf8') : undefined;
}

function joined(files: Buffer, manifest: Buffer, records: readonly Buffer[]): Buffer {
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(files.length + manifest.length, 16);
  return Buffer.concat([files, manifest, directory, end]);
}

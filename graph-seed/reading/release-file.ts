import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { LoadRefused } from '../errors';
import { openZip, type ZipEntry } from './zip';

/** One XML file of a release. */
export interface Part {
  /** Name of the XML file, for messages. */
  readonly name: string;
  /** Size of the XML, uncompressed. */
  readonly bytes: number;
  /** Yields the XML. A chunk that fills its buffer belongs to the receiver. */
  stream(): AsyncIterable<Buffer>;
}

/** A release file: a zip of zips as TRUD publishes it, a zip of both XML files, one inner zip, or one XML file. */
export interface ReleaseFile {
  readonly path: string;
  readonly name: string;
  /** SHA-256 of the whole file as given, in hexadecimal. */
  readonly sha256: string;
  /** Full first, then Archive. */
  readonly parts: readonly Part[];
  /** Names of the parts, Full or Archive, that are not in the file. */
  readonly missing: readonly string[];
  close(): void;
}

const INNER = { Full: /full[^/]*\.zip$/i, Archive: /archive[^/]*\.zip$/i } as const;
/** The XML files themselves, where a release was unpacked and packed again. */
const UNPACKED = { Full: /full[^/]*\.xml$/i, Archive: /archive[^/]*\.xml$/i } as const;
/** What macOS adds to an archive for each file. */
const OF_MACOS = /(^|\/)(__MACOSX\/|\._)/;

/**
 * Opens a release file. Extracts inner archives to `folder`, which the caller removes. Throws LoadRefused when the file
 * does not have the structure of a release; the XML inside is read later.
 */
export async function openReleaseFile(path: string, folder: string): Promise<ReleaseFile> {
  const name = basename(path);
  const closers: (() => void)[] = [];
  const close = () => closers.splice(0).forEach((closer) => closer());
  try {
    const format = await formatOf(path, name);
    const sha256 = await sha256Of(path);
    if (format === 'xml')
      return { path, name, sha256, parts: [bareXml(path, name)], missing: ['the other file'], close };
    const entries = await entriesOf(path, name, closers);
    const only = onlyXml(entries);
    if (only) return { path, name, sha256, parts: [only], missing: ['the other file'], close };
    const unpacked = Object.values(UNPACKED).flatMap((pattern) => entries.filter((entry) => pattern.test(entry.name)));
    if (unpacked.length === 2 && !entries.some(isZip))
      return { path, name, sha256, parts: unpacked, missing: [], close };
    const parts: Part[] = [];
    const missing: string[] = [];
    for (const [part, pattern] of Object.entries(INNER)) {
      const inner = entries.find((entry) => pattern.test(entry.name));
      if (inner) parts.push(await openInner(inner, join(folder, `${part}.zip`), `${name} (${inner.name})`, closers));
      else missing.push(part);
    }
    if (parts.length === 0)
      throw new LoadRefused(`${name} is refused: it contains neither fullfile.zip and archive.zip nor one XML file.`);
    return { path, name, sha256, parts, missing, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function formatOf(path: string, name: string): Promise<'zip' | 'xml'> {
  const start = Buffer.alloc(64);
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new LoadRefused(
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    );
  });
  try {
    if (!(await file.stat()).isFile()) throw new LoadRefused(`${path} is not a file.`);
    await file.read(start, 0, 64, 0);
  } finally {
    await file.close();
  }
  if (start.toString('latin1', 0, 2) === 'PK') return 'zip';
  if (/^[\s\u00ef\u00bb\u00bf\u00fe\u00ff]*<|^[\u00ff\u00fe]{2}/.test(start.toString('latin1'))) return 'xml';
  throw new LoadRefused(`${name} is refused: it is neither a zip archive nor XML.`);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function bareXml(path: string, name: string): Part {
  return { name, bytes: statSync(path).size, stream: () => createReadStream(path, { highWaterMark: 65_536 }) };
}

async function entriesOf(path: string, label: string, closers: (() => void)[]): Promise<readonly ZipEntry[]> {
  const zip = await openZip(path, label);
  closers.push(() => zip.close());
  return zip.entries.filter(({ name }) => !OF_MACOS.test(name));
}

const isZip = ({ name }: ZipEntry) => /\.zip$/i.test(name);

function onlyXml(entries: readonly ZipEntry[]): Part | undefined {
  const found = entries.filter(({ name }) => /\.xml$/i.test(name));
  return entries.some(isZip) || found.length !== 1 ? undefined : found[0];
}

async function openInner(inner: ZipEntry, path: string, label: string, closers: (() => void)[]): Promise<Part> {
  await writeFile(path, Readable.from(inner.stream()));
  const xml = onlyXml(await entriesOf(path, label, closers));
  if (!xml) throw new LoadRefused(`${label} is refused: it does not contain exactly one XML file.`);
  return xml;
}

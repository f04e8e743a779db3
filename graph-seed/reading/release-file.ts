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
  stream(): AsyncIterable<Buffer>;
}

/** A release file: a zip of zips as TRUD publishes it, one inner zip, or one XML file. */
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
    const zip = await openZip(path, name);
    closers.push(() => zip.close());
    const only = onlyXml(zip.entries);
    if (only) return { path, name, sha256, parts: [only], missing: ['the other file'], close };
    const parts: Part[] = [];
    for (const [part, pattern] of Object.entries(INNER)) {
      const inner = zip.entries.find((entry) => pattern.test(entry.name));
      if (inner) parts.push(await openInner(inner, join(folder, `${part}.zip`), `${name} (${inner.name})`, closers));
    }
    if (parts.length === 0)
      throw new LoadRefused(`${name} is refused: it contains neither fullfile.zip and archive.zip nor one XML file.`);
    const missing = Object.entries(INNER)
      .filter(([, pattern]) => !zip.entries.some((entry) => pattern.test(entry.name)))
      .map(([part]) => part);
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

function onlyXml(entries: readonly ZipEntry[]): Part | undefined {
  const found = entries.filter(({ name }) => /\.xml$/i.test(name));
  if (entries.some(({ name }) => /\.zip$/i.test(name)) || found.length !== 1) return undefined;
  return found[0];
}

async function openInner(inner: ZipEntry, path: string, label: string, closers: (() => void)[]): Promise<Part> {
  await writeFile(path, Readable.from(inner.stream()));
  const zip = await openZip(path, label);
  closers.push(() => zip.close());
  const xml = onlyXml(zip.entries);
  if (!xml) throw new LoadRefused(`${label} is refused: it does not contain exactly one XML file.`);
  return xml;
}

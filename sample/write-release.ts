import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile, type ReadStreamOptions } from 'yazl';
import { RELEASES, type ReleaseNumber } from './setting';
import { survey, type Survey } from './survey';
import { buildWorld } from './world';
import { closing, opening, organisation, stubOf, titleOf, type InnerFile } from './xml';

export interface SampleOptions {
  /** 1 unless told; 75 is the size of the country. */
  readonly scale?: number;
  /** Both unless told. */
  readonly releases?: readonly ReleaseNumber[];
  /** Told after each release. */
  readonly onRelease?: (path: string, found: Survey) => void;
}

/** Writes the releases of the invented world into a folder as TRUD zips; answers their paths, oldest first. */
export async function writeReleases(folder: string, options: SampleOptions = {}): Promise<string[]> {
  const { scale = 1, releases = [1, 2], onRelease } = options;
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const release of releases) {
    const found = survey(buildWorld({ scale, release }));
    const path = join(folder, fileName(release));
    await write(outerZip(scale, release, found), path);
    onRelease?.(path, found);
    paths.push(path);
  }
  return paths;
}

/** hscorgrefdataxml_data_7.3.0_20240630000001.zip */
export function fileName(release: ReleaseNumber): string {
  const { version, published } = RELEASES[release];
  return `hscorgrefdataxml_data_${version}_${published.replaceAll('-', '')}000001.zip`;
}

function outerZip(scale: number, release: ReleaseNumber, found: Survey): ZipFile {
  const outer = new ZipFile();
  for (const file of ['full', 'archive'] as const) {
    const name = file === 'full' ? 'fullfile.zip' : 'archive.zip';
    outer.addReadStreamLazy(name, { ...fixed(), compress: false }, (ready) => {
      const inner = new ZipFile();
      inner.addReadStream(Readable.from(chunks(scale, release, file, found)), `${titleOf(file, release)}.xml`, fixed());
      inner.once('error', (error: Error) => outer.emit('error', error));
      inner.end();
      ready(null, inner.outputStream as Readable);
    });
  }
  outer.end();
  return outer;
}

/** One time for every entry, in local time as zips have it, so that clock and time zone do not change the bytes. */
const fixed = (): Partial<ReadStreamOptions> => ({
  mtime: new Date(2024, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
});

/** A zip that is not finished has another name. */
async function write(zip: ZipFile, path: string): Promise<void> {
  const output = zip.outputStream as Readable;
  zip.once('error', (error: Error) => output.destroy(error));
  await pipeline(output, createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}

const CHUNK = 1 << 17;

/** The XML of one inner file, in pieces of about 128 kB. */
export function* chunks(scale: number, release: ReleaseNumber, file: InnerFile, found: Survey): Generator<Buffer> {
  let text = opening(file, release, found.elements[file]);
  for (const record of buildWorld({ scale, release })) {
    if (record.file === file) text += organisation(record);
    else if (record.code !== null && found.stubs[file].has(record.code)) text += organisation(stubOf(record));
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + closing);
}

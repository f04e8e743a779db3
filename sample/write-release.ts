import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile, type ReadStreamOptions } from 'yazl';
import { makeFolder } from '../make-folder';
import { RELEASES, type ReleaseNumber } from './settings';
import { summariseRelease, type ReleaseSummary } from './release-summary';
import { generateRecords } from './generate-records';
import { fileEnd, fileStart, organisationElement, stubOf, titleOf, type InnerFile } from './xml';

export interface SampleOptions {
  /** Default: 1. 75 is the size of England. */
  readonly scale?: number;
  /** Default: both. */
  readonly releases?: readonly ReleaseNumber[];
  /** Called after each release is written. */
  readonly onRelease?: (path: string, summary: ReleaseSummary) => void;
}

/** Writes the releases of the sample into a folder as TRUD zips. Returns their paths, oldest first. */
export async function writeReleases(folder: string, options: SampleOptions = {}): Promise<string[]> {
  const { scale = 1, releases = [1, 2], onRelease } = options;
  makeFolder(folder);
  const paths: string[] = [];
  for (const release of releases) {
    const summary = summariseRelease(generateRecords({ scale, release }));
    const path = join(folder, fileName(release));
    await write(outerZip(scale, release, summary), path);
    onRelease?.(path, summary);
    paths.push(path);
  }
  return paths;
}

/** File name as TRUD publishes it, for example hscorgrefdataxml_data_7.3.0_20240630000001.zip. */
export function fileName(release: ReleaseNumber): string {
  const { version, published } = RELEASES[release];
  return `hscorgrefdataxml_data_${version}_${published.replaceAll('-', '')}000001.zip`;
}

function outerZip(scale: number, release: ReleaseNumber, summary: ReleaseSummary): ZipFile {
  const outer = new ZipFile();
  for (const file of ['full', 'archive'] as const) {
    const name = file === 'full' ? 'fullfile.zip' : 'archive.zip';
    outer.addReadStreamLazy(name, { ...entryOptions(), compress: false }, (ready) => {
      const inner = new ZipFile();
      inner.addReadStream(
        Readable.from(xmlChunks(scale, release, file, summary)),
        `${titleOf(file, release)}.xml`,
        entryOptions(),
      );
      inner.once('error', (error: Error) => outer.emit('error', error));
      inner.end();
      ready(null, inner.outputStream as Readable);
    });
  }
  outer.end();
  return outer;
}

/** A fixed time, in local time as zip files store it, so that clock and time zone do not change the bytes. */
const entryOptions = (): Partial<ReadStreamOptions> => ({
  mtime: new Date(2024, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
});

/** Writes to a temporary name first, so that an unfinished zip is never mistaken for a release. */
async function write(zip: ZipFile, path: string): Promise<void> {
  const output = zip.outputStream as Readable;
  zip.once('error', (error: Error) => output.destroy(error));
  await pipeline(output, createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}

const CHUNK = 1 << 17;

/** Yields the XML of one inner file in chunks of about 128 kB. */
export function* xmlChunks(
  scale: number,
  release: ReleaseNumber,
  file: InnerFile,
  summary: ReleaseSummary,
): Generator<Buffer> {
  let text = fileStart(file, release, summary.elements[file]);
  for (const record of generateRecords({ scale, release })) {
    if (record.file === file) text += organisationElement(record);
    else if (record.code !== null && summary.stubs[file].has(record.code)) text += organisationElement(stubOf(record));
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + fileEnd);
}

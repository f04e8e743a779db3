import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { readFileSync } from 'node:fs';

/** Returns the text of every XML file in a TRUD zip, in archive order. The outer zip holds zips with one XML file each. */
export async function xmlTextsOf(file: string): Promise<string[]> {
  const texts: string[] = [];
  for (const inner of await unzip(readFileSync(file)))
    for (const { name, content } of /\.zip$/i.test(inner.name) ? await unzip(inner.content) : [inner])
      if (/\.xml$/i.test(name)) texts.push(content.toString('utf8'));
  return texts;
}

interface Unzipped {
  readonly name: string;
  readonly content: Buffer;
}

function unzip(zip: Buffer): Promise<Unzipped[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) return reject(error);
      const found: Unzipped[] = [];
      opened.on('error', reject);
      opened.on('end', () => resolve(found));
      opened.on('entry', (entry: Entry) => {
        contentOf(opened, entry).then((content) => {
          found.push({ name: entry.fileName, content });
          opened.readEntry();
        }, reject);
      });
      opened.readEntry();
    });
  });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}

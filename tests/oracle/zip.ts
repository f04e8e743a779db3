import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { readFileSync } from 'node:fs';

/** The texts of every XML in a TRUD zip: the outer zip holds zips, each of them one XML. In the order of the archive. */
export async function xmlTextsOf(file: string): Promise<string[]> {
  const texts: string[] = [];
  for (const inner of await unzip(readFileSync(file)))
    for (const { name, content } of inner.name.endsWith('.zip') ? await unzip(inner.content) : [inner])
      if (name.endsWith('.xml')) texts.push(content.toString('utf8'));
  return texts;
}

interface Unzipped {
  readonly name: string;
  readonly content: Buffer;
}

function unzip(zip: Buffer): Promise<Unzipped[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (fault, opened) => {
      if (fault) return reject(fault);
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
    zip.openReadStream(entry, (fault, stream) => {
      if (fault) return reject(fault);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    });
  });
}

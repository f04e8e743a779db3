import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { openReleaseFile, type ReleaseFile } from '../../../../graph-seed/reading/release-file';
import { readManifest } from '../../../../graph-seed/reading/read-part';
import {
  releaseXml,
  writeReleaseZip,
  organisation,
  zipBytes,
  writeZip,
} from '../../../support/database/release-builder';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-files-'));
let files = 0;
const fresh = (name = 'release.zip') => join(folder, String(++files), name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const XML = releaseXml({ full: [organisation('A')] });

async function open(path: string): Promise<ReleaseFile> {
  return openReleaseFile(path, mkdtempSync(join(folder, 'work-')));
}

/** Opens a file and reads every part to its end. */
async function readAll(path: string): Promise<string[]> {
  const file = await open(path);
  try {
    const texts: string[] = [];
    for (const part of file.parts) {
      const chunks: Buffer[] = [];
      for await (const chunk of part.stream()) chunks.push(chunk);
      texts.push(Buffer.concat(chunks).toString());
    }
    return texts;
  } finally {
    file.close();
  }
}

describe('a release file', () => {
  test('is a zip of two zips: the Full file, then the Archive file, and the hash of the whole', async () => {
    const path = await writeReleaseZip(fresh(), { full: [organisation('A')], archive: [organisation('B')] });
    const file = await open(path);
    expect([file.name, file.missing, file.parts.map(({ name }) => name)]).toEqual([
      'release.zip',
      [],
      ['HSCOrgRefData_Full.xml', 'HSCOrgRefData_Archive.xml'],
    ]);
    expect(file.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    file.close();
    const [full, archive] = await readAll(path);
    expect([full!.includes('NAME OF A'), archive!.includes('NAME OF B')]).toEqual([true, true]);
  });

  test('may be an inner zip or the bare XML, and then reports that the other file is missing', async () => {
    const inner = await writeZip(fresh('fullfile.zip'), [['HSCOrgRefData_Full.xml', Buffer.from(XML)]]);
    const bare = fresh('HSCOrgRefData_Full.xml');
    await writeZip(bare, []);
    writeFileSync(bare, XML);
    for (const path of [inner, bare]) {
      expect(await readAll(path)).toEqual([XML]);
      const file = await open(path);
      expect(file.missing).toEqual(['the other file']);
      file.close();
    }
  });

  test('may be left after its manifest, any number of times, without an uncaught error', async () => {
    const noise = (at: number) => createHash('sha512').update(String(at)).digest('hex').repeat(2);
    const full = Array.from({ length: 30_000 }, (_, at) => organisation(`A${at}`).replace('NAME OF', noise(at)));
    const file = await open(await writeReleaseZip(fresh(), { full }));
    try {
      for (let times = 0; times < 200; times++)
        expect((await readManifest(file.parts[0]!)).publicationType).toBe('Full');
    } finally {
      file.close();
    }
  }, 120_000); // reads and inflates all the time: on a busy machine this takes a multiple of its 3 s

  test('with only one inner zip reports which file is missing', async () => {
    const inner = await zipBytes([['x.xml', Buffer.from(XML)]]);
    const file = await open(await writeZip(fresh(), [['fullfile.zip', inner]]));
    expect(file.missing).toEqual(['Archive']);
    file.close();
  });

  test.each([
    ['a missing file', async () => join(folder, 'nowhere.zip'), /nowhere.zip cannot be read: there is no such file/],
    ['a folder', async () => folder, /is not a file/],
    ['an image', async () => written('x.png', Buffer.from('89504e470d0a1a0a', 'hex')), /neither a zip archive nor XML/],
    ['an empty file', async () => written('x.zip', Buffer.alloc(0)), /neither a zip archive nor XML/],
    [
      'a zip of something else',
      () => writeZip(fresh(), [['readme.txt', Buffer.from('x')]]),
      /neither fullfile.zip and archive.zip nor one XML/,
    ],
    ['an inner zip of two XML files', () => twoXml(), /does not contain exactly one XML file/],
  ])('is refused when it is %s', async (_, make, reason) => {
    await expect(readAll(await make())).rejects.toThrow(reason);
  });

  async function twoXml() {
    const inner = await zipBytes([
      ['a.xml', Buffer.from(XML)],
      ['b.xml', Buffer.from(XML)],
    ]);
    return writeZip(fresh(), [
      ['fullfile.zip', inner],
      ['archive.zip', inner],
    ]);
  }
});

function written(name: string, bytes: Buffer): string {
  const path = join(mkdtempSync(join(folder, 'file-')), name);
  writeFileSync(path, bytes);
  return path;
}

interface RawEntry {
  readonly name: string;
  readonly bytes: Buffer;
  readonly declaredSize?: number;
  readonly crc?: number;
  readonly attributes?: number;
  /** The position of another entry, so that both overlap. */
  readonly offset?: number;
}

/** Writes a zip byte by byte, so that its fields can be wrong. */
function rawZip(entries: readonly RawEntry[], before = Buffer.alloc(0), gap = Buffer.alloc(0)): Buffer {
  const parts: Buffer[] = [before];
  const directory: Buffer[] = [];
  let at = before.length;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.bytes);
    const name = Buffer.from(entry.name);
    const crc = entry.crc ?? crcOf(entry.bytes);
    const size = entry.declaredSize ?? entry.bytes.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(((entry.attributes ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(entry.offset ?? at, 42);
    parts.push(local, name, packed, gap);
    at += 30 + name.length + packed.length + gap.length;
    directory.push(central, name);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

function crcOf(bytes: Buffer): number {
  const { crc32 } = jest.requireActual<typeof import('node:zlib')>('node:zlib');
  return crc32(bytes);
}

describe('attacks on the zip', () => {
  const xml = { name: 'a.xml', bytes: Buffer.from(XML) };
  const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1_048_576);

  test('the archive that these tests modify is accepted unmodified', async () => {
    expect(await readAll(written('x.zip', rawZip([xml])))).toEqual([XML]);
  });

  test.each([
    ['packs 20 MB of zeros', rawZip([{ name: 'a.xml', bytes: zeros(20) }]), /would grow \d+ to 1, more than 100/],
    [
      'declares too small a size',
      rawZip([{ ...xml, bytes: zeros(20), declaredSize: 1_000 }]),
      /is larger than its archive states/,
    ],
    [
      'declares too large a size',
      rawZip([{ ...xml, declaredSize: xml.bytes.length + 5 }]),
      /is smaller than its archive states/,
    ],
    [
      'would expand to more than 8 GB',
      rawZip([
        { ...xml, declaredSize: 0xfffffff0 },
        { name: 'b', bytes: Buffer.alloc(9), declaredSize: 0xfffffff0 },
        { name: 'c', bytes: Buffer.alloc(9), declaredSize: 0xfffffff0 },
      ]),
      /would grow/,
    ],
    ['has entries that overlap', rawZip([xml, { ...xml, name: 'b.xml', offset: 0 }]), /its entries overlap/],
    [
      'has very many entries',
      rawZip(Array.from({ length: 17 }, (_, n) => ({ name: `${n}.txt`, bytes: Buffer.from('x') }))),
      /has 17 entries, more than 16/,
    ],
    ['hides data between its entries', rawZip([xml], Buffer.alloc(0), Buffer.alloc(200_000)), /has hidden data/],
  ])('attack 74: a file that %s is refused', async (_, bytes, reason) => {
    await expect(readAll(written('x.zip', bytes))).rejects.toThrow(reason);
  });

  test('attack 74: zips are opened one level deep and no deeper', async () => {
    const deepest = await zipBytes([['a.xml', Buffer.from(XML)]]);
    const inner = await zipBytes([['fullfile.zip', deepest]]);
    await expect(
      readAll(
        await writeZip(fresh(), [
          ['fullfile.zip', inner],
          ['archive.zip', inner],
        ]),
      ),
    ).rejects.toThrow(/does not contain exactly one XML file/);
  });

  test.each([
    ['../../a.xml', /suspicious|relative path/],
    ['/etc/a.xml', /suspicious|absolute path/],
    ['C:\\a.xml', /suspicious|invalid characters/],
    ['C:a.xml', /suspicious|absolute path/],
    ['a\u0000.xml', /suspicious/],
    ['x/../../a.xml', /suspicious|relative path/],
  ])('attack 75: a file with an entry named %j is refused', async (name, reason) => {
    await expect(readAll(written('x.zip', rawZip([{ ...xml, name }])))).rejects.toThrow(reason);
  });

  test('attack 75: a file with a symbolic link or a duplicate name is refused', async () => {
    const link = rawZip([{ ...xml, attributes: 0o120777 }]);
    await expect(readAll(written('x.zip', link))).rejects.toThrow(/symbolic link/);
    await expect(readAll(written('x.zip', rawZip([xml, { ...xml, name: 'A.XML' }])))).rejects.toThrow(/occurs twice/);
  });

  test('attack 76: a release truncated anywhere is refused', async () => {
    const bytes = readFileSync(await writeReleaseZip(fresh(), { full: [organisation('A')] }));
    for (let share = 0.1; share < 1; share += 0.1) {
      const cut = written('x.zip', bytes.subarray(0, Math.floor(bytes.length * share)));
      await expect(readAll(cut)).rejects.toThrow(/x.zip is refused/);
    }
  });

  test('attack 76: a wrong checksum, flipped bytes and a second directory are refused', async () => {
    await expect(readAll(written('x.zip', rawZip([{ ...xml, crc: 1 }])))).rejects.toThrow(/a.xml has a wrong checksum/);
    const flipped = rawZip([xml]);
    flipped[60]! ^= 0xff;
    await expect(readAll(written('x.zip', flipped))).rejects.toThrow(/cannot be decompressed|wrong checksum/);
    const twice = Buffer.concat([rawZip([xml]), rawZip([{ ...xml, bytes: Buffer.from('other') }])]);
    await expect(readAll(written('x.zip', twice))).rejects.toThrow(/x.zip is refused/);
  });

  test('attack 72: no socket is opened, whatever URL the file contains', async () => {
    let connections = 0;
    const canary = createServer(() => connections++);
    await new Promise<void>((settle) => canary.listen(0, '127.0.0.1', settle));
    const { port } = canary.address() as { port: number };
    const { readPart } = jest.requireActual<typeof import('../../../../graph-seed/reading/read-part')>(
      '../../../../graph-seed/reading/read-part',
    );
    const doctype = `<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:${port}/x">%p;]>`;
    const file = await open(await writeZip(fresh(), [['a.xml', Buffer.from(XML.replace('?>', `?>${doctype}`))]]));
    const sink = { manifest: () => undefined, record: () => undefined };
    await expect(readPart(file.parts[0]!, sink)).rejects.toThrow(/DOCTYPE/);
    file.close();
    await new Promise((settle) => setTimeout(settle, 50));
    expect(connections).toBe(0);
    canary.close();
  });
});

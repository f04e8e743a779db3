import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fromBuffer, open, type ZipFile } from 'yauzl';
import type { ReleaseSummary } from '../../../sample/release-summary';
import { writeReleases } from '../../../sample/write-release';

// Reads the published format without any code of the writer, so that tests of the sample are independent of it.

export interface Dated {
  /** Type, start and end of each date, for example 'Legal 1994-04-01..'. */
  readonly dates: string[];
  status?: string;
}
export interface ReadRole extends Dated {
  readonly id: string;
  readonly uniqueRoleId: string;
  readonly primaryRole?: string;
}
export interface ReadLink extends Dated {
  readonly id: string;
  readonly uniqueRelId: string;
  target: string;
  targetRole: string;
}
export interface ReadSuccession extends Dated {
  readonly uniqueSuccId?: string;
  readonly forwardSuccession?: string;
  type: string;
  target: string;
}
export interface ReadRecord extends Dated {
  readonly file: InnerName;
  readonly recordClass: string;
  readonly refOnly?: string;
  code?: string;
  name: string;
  lastChanged?: string;
  readonly place: Record<string, string>;
  readonly contacts: Record<string, string>;
  readonly roles: ReadRole[];
  readonly links: ReadLink[];
  readonly successions: ReadSuccession[];
}
export type InnerName = 'fullfile.zip' | 'archive.zip';
export interface ReadFile {
  readonly xmlName: string;
  readonly bytes: Buffer;
  readonly manifest: Record<string, string>;
  readonly primaryRoles: string[];
  readonly concepts: Record<string, Record<string, string>>;
  readonly records: ReadRecord[];
}
export type ReadRelease = Record<InnerName, ReadFile>;

/** Writes the sample to a temporary folder and reads it back. `records` holds the records of both files. */
export async function writtenSample(scale = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'ods-sample-'));
  try {
    const summaries: ReleaseSummary[] = [];
    const paths = await writeReleases(folder, { scale, onRelease: (_path, found) => summaries.push(found) });
    const releases = await Promise.all(paths.map(readRelease));
    return {
      names: paths.map((path) => path.slice(folder.length + 1)),
      summaries,
      releases: releases.map(indexRelease),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function indexRelease(files: ReadRelease) {
  const records = [...files['fullfile.zip'].records, ...files['archive.zip'].records];
  const byCode = new Map<string, ReadRecord>();
  for (const record of records) {
    if (record.refOnly !== 'true' || !byCode.has(record.code!)) byCode.set(record.code!, record);
  }
  const to = (code: string, type: string) =>
    records
      .filter(({ links }) => links.some((link) => link.id === type && link.target === code))
      .map(({ code }) => code);
  return { files, records, record: (code: string) => byCode.get(code)!, all: byCode, to };
}
export type IndexedRelease = ReturnType<typeof indexRelease>;

export async function readRelease(path: string): Promise<ReadRelease> {
  const outer = await entriesOf(await opened((done) => open(path, { lazyEntries: true }, done)));
  const files: Partial<ReadRelease> = {};
  for (const [name, bytes] of outer) {
    const inner = await entriesOf(await opened((done) => fromBuffer(bytes, { lazyEntries: true }, done)));
    files[name as InnerName] = parse(name as InnerName, ...([...inner][0] as [string, Buffer]));
  }
  return files as ReadRelease;
}

type Opened = (error: Error | null, zip: ZipFile) => void;
const opened = (start: (done: Opened) => void) =>
  new Promise<ZipFile>((resolve, reject) => start((error, zip) => (error ? reject(error) : resolve(zip))));

function entriesOf(zip: ZipFile): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Buffer>();
    zip.on('entry', (entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          entries.set(entry.fileName, Buffer.concat(parts));
          zip.readEntry();
        });
      });
    });
    zip.once('end', () => resolve(entries));
    zip.readEntry();
  });
}

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** The whole file as a tree; small enough at scale 1. */
function parse(file: InnerName, xmlName: string, bytes: Buffer): ReadFile {
  const parser = new SaxesParser({ xmlns: false });
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element = { name, attributes, children: [], text: '' };
    path.at(-1)!.children.push(element);
    path.push(element);
  });
  const addText = (text: string) => void (path.at(-1)!.text += text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void path.pop());
  parser.write(bytes.toString('utf8')).close();
  const [manifest, codeSystems, organisations] = root.children[0]!.children as [Element, Element, Element];
  const concepts = codeSystems.children.map(({ attributes, children }) => [
    attributes.name,
    Object.fromEntries(children.map((concept) => [concept.attributes.id, concept.attributes.displayName])),
  ]);
  return {
    xmlName,
    bytes,
    manifest: Object.fromEntries(manifest.children.map(({ name, attributes }) => [name, attributes.value ?? ''])),
    primaryRoles: all(manifest, 'PrimaryRoleScope', 'PrimaryRole').map(({ attributes }) => attributes.id!),
    concepts: Object.fromEntries(concepts),
    records: organisations.children.map((element) => toRecord(file, element)),
  };
}

const child = ({ children }: Element, name: string) => children.find((each) => each.name === name);
const value = (element: Element, name: string) => child(element, name)?.attributes.value;
const all = (element: Element, group: string, name: string) =>
  child(element, group)?.children.filter((each) => each.name === name) ?? [];
const target = (element: Element) => ({
  target: child(child(element, 'Target')!, 'OrgId')!.attributes.extension!,
  targetRole: child(child(element, 'Target')!, 'PrimaryRoleId')!.attributes.id!,
});

function dated(element: Element): Dated {
  const dates = element.children
    .filter(({ name }) => name === 'Date')
    .map((date) => `${value(date, 'Type')} ${value(date, 'Start') ?? ''}..${value(date, 'End') ?? ''}`);
  return { dates, status: value(element, 'Status') };
}

function toRecord(file: InnerName, element: Element): ReadRecord {
  const { orgRecordClass, refOnly } = element.attributes;
  const places = all(element, 'GeoLoc', 'Location')[0]?.children ?? [];
  return {
    file,
    recordClass: orgRecordClass!,
    refOnly,
    code: child(element, 'OrgId')!.attributes.extension,
    name: child(element, 'Name')!.text,
    ...dated(element),
    lastChanged: value(element, 'LastChangeDate'),
    place: Object.fromEntries(places.map(({ name, text }) => [name, text])),
    contacts: Object.fromEntries(
      all(element, 'Contacts', 'Contact').map(({ attributes }) => [attributes.type, attributes.value]),
    ),
    roles: all(element, 'Roles', 'Role').map((role) => ({ ...(role.attributes as never as ReadRole), ...dated(role) })),
    links: all(element, 'Rels', 'Rel').map((link) => ({
      ...(link.attributes as never as ReadLink),
      ...dated(link),
      ...target(link),
    })),
    successions: all(element, 'Succs', 'Succ').map((succession) => ({
      ...(succession.attributes as never as ReadSuccession),
      ...dated(succession),
      type: child(succession, 'Type')!.text,
      target: target(succession).target,
    })),
  };
}

import { isDate } from '../../ods/periods';
import { many, once } from './element-table';
import { MANIFEST_ELEMENTS, ManifestBuilder, type Manifest } from './manifest';
import { PathReader, type SkippedElements } from './path-reader';
import { readPlainRecord } from './plain-record';
import { keyOf } from '../memo/record-key';
import { RECORD_ELEMENTS, RecordBuilder, toRecord, type PublishedRecord } from './record';
import type { Part } from './release-file';
import type { Attributes } from './namespaces';
import { XmlReader, type XmlSink } from './xml';

const NAMESPACE = 'http://refdata.hscic.gov.uk/org/v2-0-0';
const VERSION = '2-0-0';
const MAX_ELEMENTS_PER_RECORD = 200_000;
/** Texts are indexed, and Neo4j indexes at most 8 KB. */
const MAX_TEXT = 2_000;

/** Receives the manifest once, before the first record, then each record. */
export interface PartSink {
  manifest(manifest: Manifest): void;
  /** `key` is that of a record that is written plainly, if the sink has a memo, else null. */
  record(record: PublishedRecord, key: string | null): void;
  readonly memo?: PartMemo;
}

/** What is known of records from another release. */
export interface PartMemo {
  /** Returns what is known of a record, null if it must be read. */
  find(key: string): Uint8Array | null;
  /** Receives it again when it is the next record. */
  known(entry: Uint8Array): void;
}

/** A record that is written plainly, and its key, or what is known of it. */
type PlainRecord = readonly [record: PublishedRecord, key: string | null] | Uint8Array;

/**
 * Streams one XML file of a release into a sink. Returns the elements that it does not know and has skipped. Throws
 * LoadRefused when it is not a valid release file.
 */
export async function readPart(
  part: Part,
  sink: PartSink,
  onBytes?: (bytes: number) => void,
): Promise<SkippedElements> {
  const reader = new PartReader(part.name, sink);
  let bytes = 0;
  for await (const chunk of part.stream()) {
    reader.write(chunk);
    onBytes?.((bytes += chunk.length));
  }
  reader.end();
  return reader.skipped;
}

/** Reads the manifest only. Throws LoadRefused as `readPart` does. */
export async function readManifest(part: Part): Promise<Manifest> {
  let found: Manifest | null = null;
  const reader = new PartReader(part.name, { manifest: (manifest) => (found = manifest), record: () => undefined });
  for await (const chunk of part.stream()) {
    reader.write(chunk);
    if (found) return found;
  }
  reader.end();
  return found!;
}

/** Parses the bytes of one file. Throws LoadRefused. */
export class PartReader implements XmlSink<PlainRecord> {
  readonly manifest = new ManifestBuilder();
  building!: RecordBuilder;
  private readonly xml: XmlReader<PlainRecord>;
  private readonly path = new PathReader<PartReader>(ROOT, this);
  private depth = 0;
  private inRecord = false;
  private elements = 0;
  private manifestSent = false;

  constructor(
    file: string,
    private readonly sink: PartSink,
  ) {
    this.xml = new XmlReader(file, NAMESPACE, 'Organisation', this);
  }

  get skipped(): SkippedElements {
    return this.path.skipped;
  }

  write(chunk: Uint8Array): void {
    this.xml.write(chunk);
  }

  end(): void {
    this.xml.end();
    const hasRecords = this.manifestSent;
    this.startRecords();
    if (!hasRecords) this.xml.refuse('it has no element Organisations');
  }

  /** An element without a namespace is one of the release, as in the published files. */
  open(namespace: string, name: string, attributes: Attributes): void {
    const depth = ++this.depth;
    if (depth === 1) return this.checkRoot(namespace, name);
    if (this.inRecord && ++this.elements > MAX_ELEMENTS_PER_RECORD) this.xml.refuse('a record has too many elements');
    if (namespace !== '' && namespace !== NAMESPACE) this.path.open(`{${namespace}}${name}`, attributes);
    else if (depth === 2 && this.manifestSent && name !== 'Organisations')
      this.path.skip(`${name} (after the records)`);
    else this.path.open(name, attributes);
  }

  text(text: string): void {
    if (this.path.text(text) > MAX_TEXT) this.xml.refuse(`a text is longer than ${MAX_TEXT} characters`);
  }

  close(): void {
    this.depth--;
    if (this.depth > 0) this.path.close();
  }

  expectsRecord(): boolean {
    return this.path.isIn('Organisations');
  }

  readPlain(text: string, from: number, end: number): PlainRecord | null {
    const { memo } = this.sink;
    const key = memo === undefined ? null : keyOf(text.slice(from, end));
    const known = key === null ? null : memo!.find(key);
    if (known !== null) return known;
    const record = readPlainRecord(text, from, end);
    return record && [record, key];
  }

  addPlain(plain: PlainRecord): void {
    if (plain instanceof Uint8Array) return this.sink.memo!.known(plain);
    const [record, key] = plain;
    record.line = this.xml.line;
    this.sink.record(record, key);
  }

  /** Sends the manifest before the first record. */
  startRecords(): void {
    if (this.manifestSent) return;
    this.manifestSent = true;
    const manifest = this.manifest.build();
    const error = manifestError(manifest);
    if (error !== null) this.xml.refuse(error);
    this.sink.manifest(manifest);
  }

  startRecord(attributes: Attributes): void {
    this.building = new RecordBuilder(toRecord(attributes));
    this.inRecord = true;
    this.elements = 0;
  }

  endRecord(): void {
    const { record } = this.building;
    record.line = this.xml.line;
    this.inRecord = false;
    this.sink.record(record, null);
  }

  private checkRoot(namespace: string, name: string): void {
    if (name !== 'OrgRefData' || namespace !== NAMESPACE)
      this.xml.refuse(
        `its root is ${name.slice(0, 80)} in ${namespace.slice(0, 120) || 'no namespace'}, expected OrgRefData in ${NAMESPACE}`,
      );
  }
}

/** The known elements of a file. */
const ROOT = once<PartReader>('OrgRefData', {}, [
  ...MANIFEST_ELEMENTS,
  many<PartReader>('Organisations', { open: (part) => part.startRecords() }, [
    many<PartReader>(
      'Organisation',
      { open: (part, attributes) => part.startRecord(attributes), close: (part) => part.endRecord() },
      RECORD_ELEMENTS,
    ),
  ]),
]);

function manifestError(manifest: Manifest): string | null {
  const { version, publicationType, publicationDate, sequence } = manifest;
  if (version !== VERSION) return `its version is ${version ?? 'missing'}, expected ${VERSION}`;
  if (publicationType?.toLowerCase() !== 'full')
    return `its publication type is ${publicationType ?? 'missing'}, expected Full`;
  if (publicationDate === null || !isDate(publicationDate))
    return `its publication date is ${publicationDate ?? 'missing'}, expected a date such as 2024-10-31`;
  if (sequence !== null && !/^\d{1,9}$/.test(sequence))
    return `its sequence number is ${sequence}, expected a whole number`;
  return null;
}

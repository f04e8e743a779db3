import { isDate } from '../../ods/periods';
import { ManifestBuilder, type Manifest } from './manifest';
import { RecordBuilder, type PublishedRecord } from './record';
import type { Part } from './release-file';
import { XmlReader, type Attributes, type XmlSink } from './xml';

const NAMESPACE = 'http://refdata.hscic.gov.uk/org/v2-0-0';
const VERSION = '2-0-0';
const MAX_ELEMENTS_PER_RECORD = 200_000;
/** Texts are indexed, and Neo4j indexes at most 8 KB. */
const MAX_TEXT = 2_000;

/** Receives the manifest once, before the first record, then each record. */
export interface PartSink {
  manifest(manifest: Manifest): void;
  record(record: PublishedRecord): void;
}

/** Streams one XML file of a release into a sink. Throws LoadRefused when it is not a valid release file. */
export async function readPart(part: Part, sink: PartSink, onBytes?: (bytes: number) => void): Promise<void> {
  const reader = new PartReader(part.name, sink);
  let bytes = 0;
  for await (const chunk of part.stream()) {
    reader.write(chunk);
    onBytes?.((bytes += chunk.length));
  }
  reader.end();
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

class PartReader implements XmlSink {
  private readonly xml: XmlReader;
  private readonly manifestBuilder = new ManifestBuilder();
  private builder: RecordBuilder | null = null;
  private depth = 0;
  private elements = 0;
  private inRecords = false;
  private manifestSent = false;

  constructor(
    file: string,
    private readonly sink: PartSink,
  ) {
    this.xml = new XmlReader(file, this);
  }

  write(chunk: Uint8Array): void {
    this.xml.write(chunk);
  }

  end(): void {
    this.xml.end();
    this.emitManifest();
  }

  open(name: string, attributes: Attributes): void {
    this.depth++;
    if (this.builder) {
      if (++this.elements > MAX_ELEMENTS_PER_RECORD) this.xml.refuse('a record has too many elements');
      this.builder.open(name, attributes);
    } else if (this.depth === 1) this.checkRoot(name, attributes);
    else if (this.depth === 2 && name === 'Organisations') this.openRecords();
    else if (this.depth === 3 && this.inRecords && name === 'Organisation')
      this.builder = new RecordBuilder(attributes);
    else if (!this.manifestSent) this.manifestBuilder.open(name, attributes);
  }

  text(text: string): void {
    if (this.builder && this.builder.text(text) > MAX_TEXT)
      this.xml.refuse(`a text is longer than ${MAX_TEXT} characters`);
  }

  close(name: string): void {
    this.depth--;
    if (this.builder && this.depth === 2) {
      this.builder.record.line = this.xml.line;
      this.sink.record(this.builder.record);
      this.builder = null;
      this.elements = 0;
    } else if (this.builder) this.builder.close(name);
    else if (this.depth === 1) this.inRecords = false;
  }

  private openRecords(): void {
    this.inRecords = true;
    this.emitManifest();
  }

  private emitManifest(): void {
    if (this.manifestSent) return;
    this.manifestSent = true;
    const manifest = this.manifestBuilder.build();
    const error = manifestError(manifest);
    if (error !== null) this.xml.refuse(error);
    this.sink.manifest(manifest);
  }

  /** Accepts any namespace prefix, or none. */
  private checkRoot(name: string, attributes: Attributes): void {
    const colon = name.indexOf(':');
    const namespace = attributes[colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`];
    if (name.slice(colon + 1) !== 'OrgRefData' || namespace?.trim() !== NAMESPACE)
      this.xml.refuse(
        `its root is ${name.slice(0, 80)} in ${namespace?.slice(0, 120) ?? 'no namespace'}, expected OrgRefData in ${NAMESPACE}`,
      );
  }
}

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

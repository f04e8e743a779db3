import { toFacts, type RecordFacts } from '../facts/to-facts';
import type { Manifest } from '../reading/manifest';
import type { PublishedRecord } from '../reading/record';

/** One record of a file: its facts, and what the checks of the release need besides them. */
export interface ReadRecord extends Pick<PublishedRecord, 'line' | 'recordClass' | 'refOnly' | 'name'> {
  /** Null for a record without a usable code. */
  readonly facts: RecordFacts | null;
}

/** Receives the manifest once, before the first record, then each record. */
export interface FactsSink {
  manifest(manifest: Manifest): void;
  record(record: ReadRecord): void;
}

/** `date` is the publication date of the release. */
export function toReadRecord(published: PublishedRecord, date: string): ReadRecord {
  const { line, recordClass, refOnly, name } = published;
  return { facts: toFacts(published, date), line, recordClass, refOnly, name };
}

import type { PublishedRecord } from '../reading/record';
import type { IndexedFacts, IndexedLink, IndexedRole, ReadRecord } from './indexed-record';
import type { SuccessionSide } from '../facts/facts';

/**
 * One record as bytes, as a thread sends it and the memo keeps it: a head, the hashes of its rows (state, roles,
 * relationships, findings; 8 bytes each), and as JSON what the index needs of it. Numbers are little-endian.
 */
export const ENTRY_HEAD = 32;
/** Places in the head. */
const SIZE = 0;
const UNTIL = 4;
const IS_KNOWN = 8;
const HASHES = 12;
const KEY = 16;
const KEY_BYTES = 16;
const HASH_BYTES = 8;
const START_BYTES = 262_144;

/** How a record is written for the memo. */
export interface Remembered {
  /** The first 32 hexadecimal digits of the SHA-256 of its text. */
  readonly key: string;
  /** Reading it gives the same on every day before this one, see `firstChange`. */
  readonly until: number;
  /** The hashes of its rows, in hexadecimal. */
  readonly hashes: readonly string[];
}

/** What the JSON of an entry has. `name` is that of a record without a usable code. */
type EntryJson = readonly [
  line: number,
  recordClass: string | null,
  refOnly: 0 | 1,
  name: string | null,
  facts: FactsJson | null,
  findings: readonly string[],
];

type FactsJson = readonly [
  code: string,
  lastChanged: string | null,
  operational: string,
  legal: string,
  primaryRole: string | null,
  recordClass: IndexedFacts['state']['recordClass'],
  kinds: number,
  holds: number,
  name: number,
  roles: readonly IndexedRole[],
  links: readonly IndexedLink[],
  successions: readonly SuccessionSide[],
];

type Heading = Pick<PublishedRecord, 'line' | 'recordClass' | 'refOnly' | 'name'>;

/** Returns the JSON of a record. `findings` are its rows of this kind, as lines without the number of the record. */
export function entryJson(
  { line, recordClass, refOnly, name }: Heading,
  facts: IndexedFacts | null,
  findings: readonly string[],
): string {
  const all: EntryJson = [
    facts === null ? line : 0,
    recordClass,
    refOnly ? 1 : 0,
    facts === null ? name : null,
    facts && factsJson(facts),
    findings,
  ];
  return JSON.stringify(all);
}

function factsJson({ state, traits, roles, links, successions }: IndexedFacts): FactsJson {
  const { code, lastChanged, operational, legal, primaryRole, recordClass } = state;
  const { kinds, holds, name } = traits;
  return [
    code,
    lastChanged,
    operational,
    legal,
    primaryRole,
    recordClass,
    kinds,
    holds,
    name,
    roles,
    links,
    successions,
  ];
}

/** Collects entries in one piece of memory, which belongs to its receiver. */
export class EntryWriter {
  private bytes = newBytes(START_BYTES);
  private length = 0;

  add(json: string, { key, until, hashes }: Remembered = { key: '', until: 0, hashes: [] }): void {
    const start = ENTRY_HEAD + hashes.length * HASH_BYTES;
    this.reserve(start + json.length * 3);
    const { bytes, length: from } = this;
    bytes.fill(0, from, from + ENTRY_HEAD);
    if (key !== '') bytes.write(key, from + KEY, KEY_BYTES, 'hex');
    for (let at = 0; at < hashes.length; at++)
      bytes.write(hashes[at]!, from + ENTRY_HEAD + at * HASH_BYTES, HASH_BYTES, 'hex');
    const size = start + bytes.write(json, from + start, 'utf8');
    bytes.writeUInt32LE(size, from + SIZE);
    bytes.writeUInt32LE(until, from + UNTIL);
    bytes.writeUInt32LE(hashes.length, from + HASHES);
    this.length += size;
  }

  /** Adds an entry of the memo. */
  addKnown(entry: Uint8Array): void {
    this.reserve(entry.length);
    this.bytes.set(entry, this.length);
    this.bytes[this.length + IS_KNOWN] = 1;
    this.length += entry.length;
  }

  /** Returns the entries since the last call. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = newBytes(Math.max(START_BYTES, this.length));
    this.length = 0;
    return taken;
  }

  private reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = newBytes(Math.max(this.bytes.length * 2, this.length + size));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

const newBytes = (size: number) => Buffer.from(new ArrayBuffer(size));

/** Returns the records in the bytes of an EntryWriter; `number` is that of the last record before. */
export function recordsOf(all: Uint8Array, number: number): ReadRecord[] {
  const bytes = Buffer.from(all.buffer, all.byteOffset, all.length);
  const records: ReadRecord[] = [];
  for (let at = 0; at < bytes.length; at += sizeOf(bytes, at)) records.push(recordAt(bytes, at, ++number));
  return records;
}

function recordAt(bytes: Buffer, at: number, number: number): ReadRecord {
  const rows = at + ENTRY_HEAD;
  const json = rows + bytes.readUInt32LE(at + HASHES) * HASH_BYTES;
  const end = at + sizeOf(bytes, at);
  const [line, recordClass, refOnly, name, facts, findings] = JSON.parse(
    bytes.toString('utf8', json, end),
  ) as EntryJson;
  return {
    ...{ number, line, recordClass, refOnly: refOnly === 1, name },
    facts: facts && toFacts(facts, refOnly === 1),
    known: bytes[at + IS_KNOWN] === 1 ? { hashes: bytes.subarray(rows, json), findings } : null,
  };
}

function toFacts(json: FactsJson, refOnly: boolean): IndexedFacts {
  const [code, lastChanged, operational, legal, primaryRole, recordClass] = json;
  const [, , , , , , kinds, holds, name, roles, links, successions] = json;
  return {
    state: { code, refOnly, lastChanged, operational, legal, primaryRole, recordClass },
    traits: { kinds, holds, name },
    ...{ roles, links, successions },
  };
}

export const sizeOf = (bytes: Buffer, at = 0): number => bytes.readUInt32LE(at + SIZE);

/** Returns until when an entry is valid, as `firstChange` has it; 0 for one that must not be used again. */
export const untilOf = (entry: Buffer): number => entry.readUInt32LE(UNTIL);

/** Returns one of the four numbers of the key of an entry. */
export const keyWord = (entry: Buffer, word: number): number => entry.readUInt32LE(KEY + word * 4);

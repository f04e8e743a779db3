import { child, childrenOf, eachElement, valueOf } from './element';
import { entryOf, unresolvedEntry, type Entry, type Link, type SuccessionRow } from './record';
import { xmlTextsOf } from './zip';

/** A succession, merged from the rows of both records. */
export interface Succession {
  readonly id: string;
  readonly predecessor: string;
  readonly successor: string;
  readonly date: string | null;
  readonly forward: boolean;
}

/** What a file of a release says of itself, and how many records and stubs it has. */
export interface ReleaseFile {
  readonly date: string;
  readonly recordCount: string | null;
  readonly records: number;
}

/** A release in memory, as read from its two files. */
export interface Release {
  /** The publication date of its first file. */
  readonly id: string;
  readonly files: readonly ReleaseFile[];
  /** Names of all concepts of the code lists by their ids. */
  readonly concepts: ReadonlyMap<string, string>;
  /** Codes of the roles that may be primary. */
  readonly primaryRoles: ReadonlySet<string>;
  /** The number of records and stubs without a code. */
  readonly withoutCode: number;
  /** Codes of full records beside which another full record was kept. */
  readonly doubled: readonly string[];
  /** In the order of the files. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Links by their target. */
  readonly incoming: ReadonlyMap<string, readonly Link[]>;
  readonly successors: ReadonlyMap<string, readonly Succession[]>;
  readonly predecessors: ReadonlyMap<string, readonly Succession[]>;
}

/** Reads a TRUD zip. */
export async function readRelease(file: string): Promise<Release> {
  return releaseOf(await xmlTextsOf(file));
}

/** Builds a release from the texts of its XML files. */
export function releaseOf(xmlTexts: readonly string[]): Release {
  const read: Read = { files: [], concepts: new Map(), primaryRoles: new Set(), withoutCode: 0, doubled: [] };
  const entries = new Map<string, Entry>();
  for (const xml of xmlTexts) readFile(xml, read, entries);
  const links = [...entries.values()].flatMap((entry) => entry.links);
  const rows = [...entries.values()].flatMap((entry) => entry.successions);
  for (const { target, targetRole } of links) addUnresolved(entries, target, targetRole);
  for (const { predecessor, successor } of rows)
    for (const code of [predecessor, successor]) addUnresolved(entries, code, null);
  const successions = successionsOf(rows);
  return {
    id: read.files[0]?.date ?? '',
    ...read,
    entries,
    incoming: groupBy(links, ({ target }) => target),
    successors: groupBy(successions, ({ predecessor }) => predecessor),
    predecessors: groupBy(successions, ({ successor }) => successor),
  };
}

interface Read {
  readonly files: ReleaseFile[];
  readonly concepts: Map<string, string>;
  readonly primaryRoles: Set<string>;
  withoutCode: number;
  readonly doubled: string[];
}

function readFile(xml: string, read: Read, entries: Map<string, Entry>): void {
  let file: ReleaseFile = { date: '', recordCount: null, records: 0 };
  let records = 0;
  eachElement(xml, ['Manifest', 'concept', 'Organisation'], (element) => {
    if (element.name === 'Manifest') {
      file = { ...file, date: valueOf(element, 'PublicationDate') ?? '', recordCount: valueOf(element, 'RecordCount') };
      for (const { attributes } of childrenOf(child(element, 'PrimaryRoleScope'), 'PrimaryRole'))
        read.primaryRoles.add(attributes['id'] ?? '');
    } else if (element.name === 'concept') {
      const { id = '', displayName = id } = element.attributes;
      read.concepts.set(id, displayName);
    } else {
      records++;
      keep(entries, entryOf(element, read.files[0]?.date ?? file.date), read);
    }
  });
  read.files.push({ ...file, records });
}

/** A record replaces a stub. Of two records the one with the later LastChangeDate wins, else the later one in the file. */
function keep(entries: Map<string, Entry>, entry: Entry | null, read: Read): void {
  if (!entry) return void read.withoutCode++;
  const other = entries.get(entry.code);
  if (other && !other.refOnly && !entry.refOnly) read.doubled.push(entry.code);
  const rank = ({ refOnly, lastChanged }: Entry) => `${refOnly ? 0 : 1} ${lastChanged ?? ''}`;
  if (other && rank(entry) < rank(other)) return;
  entries.delete(entry.code); // the order of the entries is that of the kept records
  entries.set(entry.code, entry);
}

function addUnresolved(entries: Map<string, Entry>, code: string, primaryRole: string | null): void {
  const existing = entries.get(code);
  if (!existing || (existing.unresolved && existing.primaryRole === null))
    entries.set(code, unresolvedEntry(code, primaryRole));
}

/**
 * Key: (predecessor, successor, id), else (predecessor, successor, date). A row without an id joins one with an id and the
 * same date. The predecessor's record decides, if it gives a date.
 */
function successionsOf(rows: readonly SuccessionRow[]): readonly Succession[] {
  const onDate = ({ predecessor, successor, date }: SuccessionRow) => [predecessor, successor, `on ${date}`].join(' ');
  const idOnDate = new Map(rows.filter(({ id }) => id !== '').map((row) => [onDate(row), row.id]));
  const rowsByKey = groupBy(rows, (row) => {
    const id = row.id || idOnDate.get(onDate(row));
    return id ? [row.predecessor, row.successor, id].join(' ') : onDate(row);
  });
  return [...rowsByKey.values()].map((both) => {
    const dated = both.filter(({ date }) => date !== null);
    const { predecessor, successor, date } = dated.find(({ byPredecessor }) => byPredecessor) ?? dated[0] ?? both[0]!;
    const id = both.find((row) => row.id !== '')?.id ?? '';
    return { id, predecessor, successor, date, forward: both.some(({ forward }) => forward) };
  });
}

/** Node 20 has no Map.groupBy. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

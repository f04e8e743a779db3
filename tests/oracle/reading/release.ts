import { eachElement, valueOf } from './element';
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

/** A release in memory, as read from its two files. */
export interface Release {
  /** Its publication date. */
  readonly id: string;
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
  let id = '';
  const entries = new Map<string, Entry>();
  for (const xml of xmlTexts)
    eachElement(xml, ['Manifest', 'Organisation'], (element) => {
      if (element.name === 'Manifest') id = valueOf(element, 'PublicationDate') ?? '';
      else keep(entries, entryOf(element));
    });
  const links = [...entries.values()].flatMap((entry) => entry.links);
  const rows = [...entries.values()].flatMap((entry) => entry.successions);
  for (const { target, targetRole } of links) addUnresolved(entries, target, targetRole);
  for (const { predecessor, successor } of rows)
    for (const code of [predecessor, successor]) addUnresolved(entries, code, null);
  const successions = successionsOf(rows);
  return {
    id,
    entries,
    incoming: groupBy(links, ({ target }) => target),
    successors: groupBy(successions, ({ predecessor }) => predecessor),
    predecessors: groupBy(successions, ({ successor }) => successor),
  };
}

/** A record replaces a stub. Of two records the one with the later LastChangeDate wins, else the later one in the file. */
function keep(entries: Map<string, Entry>, entry: Entry | null): void {
  if (!entry) return;
  const other = entries.get(entry.code);
  const rank = ({ refOnly, lastChanged }: Entry) => `${refOnly ? 0 : 1} ${lastChanged ?? ''}`;
  if (!other || rank(entry) >= rank(other)) entries.set(entry.code, entry);
}

function addUnresolved(entries: Map<string, Entry>, code: string, primaryRole: string | null): void {
  const existing = entries.get(code);
  if (!existing || (existing.unresolved && existing.primaryRole === null))
    entries.set(code, unresolvedEntry(code, primaryRole));
}

/** Key: (predecessor, successor, id), else (predecessor, successor, date). The predecessor's record decides. */
function successionsOf(rows: readonly SuccessionRow[]): readonly Succession[] {
  const rowsByKey = groupBy(rows, ({ predecessor, successor, id, date }) =>
    [predecessor, successor, id === '' ? `on ${date}` : id].join(' '),
  );
  return [...rowsByKey.values()].map((both) => {
    const { id, predecessor, successor, date } = both.find(({ byPredecessor }) => byPredecessor) ?? both[0]!;
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

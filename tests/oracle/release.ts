import { eachElement, valueOf } from './element';
import { entryOf, unresolvedEntry, type Entry, type Link, type SuccessionRow } from './record';
import { xmlTextsOf } from './zip';

/** One succession, from the rows of both sides. */
export interface Succession {
  readonly id: string;
  readonly predecessor: string;
  readonly successor: string;
  readonly date: string | null;
  readonly forward: boolean;
}

/** A release in memory: what its two files say, nothing else. */
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

/** A release from the texts of its files. */
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
  for (const { target, targetRole } of links) name(entries, target, targetRole);
  for (const { predecessor, successor } of rows) for (const code of [predecessor, successor]) name(entries, code, null);
  const successions = successionsOf(rows);
  return {
    id,
    entries,
    incoming: groupBy(links, ({ target }) => target),
    successors: groupBy(successions, ({ predecessor }) => predecessor),
    predecessors: groupBy(successions, ({ successor }) => successor),
  };
}

/** A record wins over a stub, whatever the order; of two records the later LastChangeDate, else the later in the file. */
function keep(entries: Map<string, Entry>, entry: Entry | null): void {
  if (!entry) return;
  const other = entries.get(entry.code);
  const rank = ({ refOnly, lastChanged }: Entry) => `${refOnly ? 0 : 1} ${lastChanged ?? ''}`;
  if (!other || rank(entry) >= rank(other)) entries.set(entry.code, entry);
}

function name(entries: Map<string, Entry>, code: string, primaryRole: string | null): void {
  const known = entries.get(code);
  if (!known || (known.unresolved && known.primaryRole === null)) entries.set(code, unresolvedEntry(code, primaryRole));
}

/** Edge key: (predecessor, successor, id), else (predecessor, successor, date). The predecessor's own record decides. */
function successionsOf(rows: readonly SuccessionRow[]): readonly Succession[] {
  const sides = groupBy(rows, ({ predecessor, successor, id, date }) =>
    [predecessor, successor, id === '' ? `on ${date}` : id].join(' '),
  );
  return [...sides.values()].map((both) => {
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

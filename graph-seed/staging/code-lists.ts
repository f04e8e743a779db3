import type { FindingFact } from '../facts/facts';
import type { CodeList } from '../reading/manifest';
import type { ReleaseIndex } from './release-index';

export interface CodeListEntry {
  readonly list: CodeList;
  readonly code: string;
  readonly name: string;
  readonly canBePrimary: boolean;
}

/** A code that is in no list so far, with the records that use it, in the order of the files. */
interface Unlisted {
  readonly list: CodeList;
  readonly code: string;
  readonly records: number[];
  /** The number of the organisation of each record. */
  readonly holders: number[];
}

/** The code lists of a release, and the codes that its records use. */
export class CodeLists {
  private readonly lists = { role: new Map(), relationship: new Map(), recordClass: new Map() } as Readonly<
    Record<CodeList, Map<string, CodeListEntry>>
  >;
  /** By list and code. */
  private readonly unlisted = new Map<string, Unlisted>();

  entries(): CodeListEntry[] {
    return Object.values(this.lists).flatMap((list) => [...list.values()]);
  }

  /** Adds an entry, also instead of one that has no name of its own. */
  add(entry: CodeListEntry): void {
    const list = this.lists[entry.list];
    const previous = list.get(entry.code);
    if (!previous || previous.name === previous.code) list.set(entry.code, entry);
  }

  /** Notes that a record uses a code. */
  use(list: CodeList, code: string, record: number, holder: number): void {
    if (this.lists[list].has(code)) return;
    const key = `${list} ${code}`;
    let unlisted = this.unlisted.get(key);
    if (unlisted === undefined) this.unlisted.set(key, (unlisted = { list, code, records: [], holders: [] }));
    unlisted.records.push(record);
    unlisted.holders.push(holder);
  }

  /** Adds the codes that no list of either file has. The first record that was kept and uses one is a finding. */
  addUnlisted({ codes, dropped }: ReleaseIndex): (readonly [record: number, finding: FindingFact])[] {
    return [...this.unlisted.values()].flatMap(({ list, code, records, holders }) => {
      const use = records.findIndex((record) => !dropped.has(record));
      if (use === -1 || this.lists[list].has(code)) return [];
      this.add({ list, code, name: code, canBePrimary: false });
      const message = `The code lists of the release do not have ${code}, which it uses.`;
      return [[records[use]!, { rule: 'not-in-code-list', code: codes.at(holders[use]!), message, related: [] }]];
    });
  }
}

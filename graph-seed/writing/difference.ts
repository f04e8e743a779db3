import { active } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { HashSet } from '../staging/typed-collections';
import type { FactRow } from '../facts/facts';
import { FINDINGS, ROLES, STATES, type CodeListEntry, type StagedRelease } from '../staging/staged-release';
import { LOAD_DEADLINE, withRetry } from '../catalog/retry';
import type { Spool } from '../staging/spool';
import { NOTHING } from '../staging/release-index';
import { STATEMENTS } from '../catalog/statements';

/** Number of facts of one kind that a release creates, ends and leaves unchanged. */
export interface Changes {
  created: number;
  ended: number;
  unchanged: number;
}

/** The loaded release that a new one is compared with. */
export interface BaseRelease {
  readonly number: number;
  readonly publicationDate: string;
}

interface LiveRow {
  readonly hash: string;
  readonly code: string;
  readonly target?: string;
  readonly type?: string;
  readonly operational?: string;
  readonly legal?: string;
}

/**
 * The difference between a staged release and the loaded release before it. Facts are compared by hash: facts in both
 * stay unchanged, facts only in the graph are ended, all others are created. Without a base release all are created.
 */
export class Difference {
  /** Codes of the organisations that the release changes. */
  readonly touched = new Set<string>();
  /** Number of organisations. */
  readonly changed = { created: 0, changed: 0, withdrawn: 0 };
  /** `before`: organisations active in the base release; `gone`: how many of them are closed or absent now. */
  readonly closures = { before: 0, gone: 0 };
  /** Hashes of the staged facts by kind; those that the graph has too are marked. */
  private readonly stagedHashes = new Map<string, HashSet>();
  private readonly counts = new Map<string, Changes>();
  private readonly endedCodes = new Set<string>();

  private constructor(
    private readonly staged: StagedRelease,
    private readonly endedFacts: Spool,
  ) {}

  static async of(
    staged: StagedRelease,
    endedFacts: Spool,
    graph: Graph,
    base: BaseRelease | null,
  ): Promise<Difference> {
    const difference = new Difference(staged, endedFacts);
    if (base !== null) await difference.compare(graph, base);
    difference.count(base !== null);
    return difference;
  }

  /** Kinds of facts in either release: states, roles, findings, relationship types and successions. */
  get kinds(): string[] {
    return [...this.counts.keys()];
  }

  get linkKinds(): string[] {
    return this.kinds.filter((kind) => kind !== STATES && kind !== ROLES && kind !== FINDINGS);
  }

  /** Returns the counts of one kind. */
  of(kind: string): Changes {
    let counts = this.counts.get(kind);
    if (!counts) this.counts.set(kind, (counts = { created: 0, ended: 0, unchanged: 0 }));
    return counts;
  }

  /** Number of facts of each kind that the graph must have after the load. */
  expected(): Map<string, number> {
    return new Map([...this.counts].map(([kind, { created, unchanged }]) => [kind, created + unchanged]));
  }

  /** Yields the rows to create, without duplicates. */
  *created(kind: string): Generator<FactRow> {
    const stagedHashes = this.stagedHashes.get(kind);
    const yielded = new HashSet();
    for (const row of this.staged.rows(kind)) if (!stagedHashes?.isMarked(row.hash) && yielded.add(row.hash)) yield row;
  }

  /** Yields the facts to end as JSON of [hash, code]. */
  *endedRows(kind: string): Generator<string> {
    for (const { json } of this.endedFacts.rows(kind)) yield json;
  }

  private async compare(graph: Graph, base: BaseRelease): Promise<void> {
    for (const kind of [STATES, ROLES, FINDINGS, ...this.staged.linkKinds])
      this.stagedHashes.set(kind, this.hashesOf(kind));
    const parameters = { release: base.number };
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-states'], parameters)) {
      this.compareFact(STATES, row);
      this.countClosure(row, base.publicationDate);
    }
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-roles'], parameters)) this.compareFact(ROLES, row);
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-findings'], parameters))
      this.compareFact(FINDINGS, row);
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-relationships'], parameters))
      this.compareFact(row.type!, row);
  }

  private hashesOf(kind: string): HashSet {
    const hashes = new HashSet();
    for (const row of this.staged.rows(kind)) hashes.add(row.hash);
    return hashes;
  }

  private compareFact(kind: string, { hash, code, target }: LiveRow): void {
    if (this.stagedHashes.get(kind)?.mark(hash)) {
      this.of(kind).unchanged++;
      return;
    }
    this.of(kind).ended++;
    this.endedFacts.append(kind, 0, { hash, code, json: JSON.stringify([hash, code]) });
    if (kind === STATES) this.endedCodes.add(code);
    if (kind === FINDINGS) return;
    this.touched.add(code);
    if (target !== undefined) this.touched.add(target);
  }

  private countClosure({ code, operational = '', legal = '' }: LiveRow, date: string): void {
    if (!active({ operational, legal }, date, 'OPERATIONAL')) return;
    const { index } = this.staged;
    this.closures.before++;
    const number = index.codes.find(code);
    if (number === undefined || index.organisation.definition.at(number) === NOTHING) this.closures.gone++;
    else if (!active(index.datesOf(number), this.staged.date, 'OPERATIONAL')) this.closures.gone++;
  }

  private count(compared: boolean): void {
    const isLink = new Set(this.staged.linkKinds);
    for (const kind of [STATES, ROLES, FINDINGS, ...isLink]) {
      const counts = this.of(kind);
      for (const row of this.created(kind)) {
        counts.created++;
        if (kind === STATES) this.changed[this.endedCodes.delete(row.code) ? 'changed' : 'created']++;
        if (!compared || kind === FINDINGS) continue;
        this.touched.add(row.code);
        if (isLink.has(kind)) this.touched.add((JSON.parse(row.json) as string[])[2]!);
      }
    }
    this.changed.withdrawn = this.endedCodes.size;
  }
}

/** Compares code lists with those of the base release: the entries to create, and the [list, code] pairs to end. */
export async function codeListDifference(
  entries: readonly CodeListEntry[],
  graph: Graph,
  base: BaseRelease | null,
): Promise<{ created: CodeListEntry[]; ended: [string, string][]; unchanged: number }> {
  const live = base
    ? await withRetry(() =>
        graph.read<CodeListEntry>(STATEMENTS['live-code-lists'], { release: base.number }, LOAD_DEADLINE),
      )
    : [];
  const key = ({ list, code, name, canBePrimary }: CodeListEntry) => JSON.stringify([list, code, name, canBePrimary]);
  const liveKeys = new Set(live.map(key));
  const newKeys = new Set(entries.map(key));
  return {
    created: entries.filter((entry) => !liveKeys.has(key(entry))),
    ended: live.filter((entry) => !newKeys.has(key(entry))).map(({ list, code }) => [list, code]),
    unchanged: entries.filter((entry) => liveKeys.has(key(entry))).length,
  };
}

import { active, type Dated } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { HashSet } from '../staging/typed-collections';
import type { FactRow } from '../facts/facts';
import { FINDINGS, ROLES, STATES, SUCCESSIONS } from '../staging/kinds';
import type { CodeListEntry, StagedRelease } from '../staging/staged-release';
import { classifyFailure, LOAD_DEADLINE, withRetry } from '../catalog/retry';
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
  /** SHA-256 of its file. */
  readonly sha256: string;
}

/** So many facts to end are named to the database; for more, it returns all facts. */
const MANY = 50_000;

/** The graph does not have what the memo of its release says. */
export class MemoContradicted extends Error {}

const LIVE_KINDS = ['states', 'roles', 'findings', 'relationships'] as const;
type LiveKind = (typeof LIVE_KINDS)[number];

interface LiveHashes {
  readonly kind: string;
  readonly hashes: readonly string[];
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
    graph: Graph | null,
    base: BaseRelease | null,
  ): Promise<Difference> {
    const difference = new Difference(staged, endedFacts);
    if (graph !== null && base !== null) await difference.compare(graph, base);
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

  /** Returns how many roles, relationships and successions the base release and this one have. */
  totals(): Record<'roles' | 'relationships' | 'successions', { before: number; now: number }> {
    const none = { before: 0, now: 0 };
    const totals = { roles: none, relationships: none, successions: none };
    for (const [kind, { created, ended, unchanged }] of this.counts) {
      if (kind === STATES || kind === FINDINGS) continue;
      const name = kind === ROLES ? 'roles' : kind === SUCCESSIONS ? 'successions' : 'relationships';
      const { before, now } = totals[name];
      totals[name] = { before: before + ended + unchanged, now: now + created + unchanged };
    }
    return totals;
  }

  /** Yields the rows to create, without duplicates. None is of a known record, see `checkKnown`. */
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
    const others = await Promise.all(LIVE_KINDS.map((part) => this.markLive(graph, part, base)));
    for (const [at, part] of LIVE_KINDS.entries()) {
      if (others[at]?.length === 0) continue;
      const parameters = { release: base.number, hashes: others[at] };
      for await (const row of graph.stream<LiveRow>(STATEMENTS[`live-${part}`], parameters))
        this.end(part === 'relationships' ? row.type! : part, row, base);
    }
    this.checkKnown();
    this.countUnchangedClosures(base.publicationDate);
  }

  private hashesOf(kind: string): HashSet {
    const hashes = new HashSet();
    for (const row of this.staged.rows(kind)) hashes.add(row.hash);
    this.staged.forEachKnown(kind, (_record, high, low) => hashes.addHalves(high, low));
    return hashes;
  }

  /** Throws MemoContradicted if the graph lacks a fact of a record that is as in the release before. */
  private checkKnown(): void {
    for (const [kind, hashes] of this.stagedHashes)
      this.staged.forEachKnown(kind, (_record, high, low) => {
        if (!hashes.areMarked(high, low)) throw new MemoContradicted();
      });
  }

  /**
   * Marks the staged facts that the graph has too. Returns the hashes of the other facts in the graph, or null if they
   * are too many to name, or too many for the memory of the database.
   */
  private async markLive(graph: Graph, part: LiveKind, { number }: BaseRelease): Promise<string[] | null> {
    const others: string[] = [];
    try {
      for await (const { kind, hashes } of graph.stream<LiveHashes>(STATEMENTS[`${part}-hashes`], {
        release: number,
      })) {
        const staged = this.stagedHashes.get(kind);
        for (const hash of hashes) if (!staged?.mark(hash)) others.push(hash);
      }
    } catch (error) {
      if (classifyFailure(error) !== 'split') throw error;
      return null;
    }
    return others.length > MANY ? null : others;
  }

  /** Ends a fact of the graph that is not staged. */
  private end(kind: string, row: LiveRow, base: BaseRelease): void {
    const { hash, code, target } = row;
    if (this.stagedHashes.get(kind)?.mark(hash)) return;
    this.of(kind).ended++;
    this.endedFacts.append(kind, 0, { hash, code, json: JSON.stringify([hash, code]) });
    if (kind === STATES) {
      this.endedCodes.add(code);
      const { operational = '', legal = '' } = row;
      this.countClosure(code, { operational, legal }, base.publicationDate);
    }
    if (kind === FINDINGS) return;
    this.touched.add(code);
    if (target !== undefined) this.touched.add(target);
  }

  /** Counts the organisations whose state is in both releases. They may have been closed by the passage of time. */
  private countUnchangedClosures(date: string): void {
    const { index } = this.staged;
    const marked = this.stagedHashes.get(STATES)!;
    for (const { code, hash, json } of this.staged.rows(STATES)) {
      if (!marked.isMarked(hash)) continue;
      const number = index.numberOf(code);
      const isDefined = index.organisation.definition.at(number) !== NOTHING;
      this.countClosure(code, isDefined ? index.datesOf(number) : datesIn(json), date);
    }
    this.countKnownClosures(date);
  }

  private countKnownClosures(date: string): void {
    const { index, known } = this.staged;
    const { definition, record } = index.organisation;
    for (let number = 0; number < definition.length; number++)
      if (definition.at(number) !== NOTHING && known.has(record.at(number)))
        this.countClosure(index.codes.at(number), index.datesOf(number), date);
  }

  private countClosure(code: string, dates: Dated, date: string): void {
    if (!active(dates, date, 'OPERATIONAL')) return;
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
      counts.unchanged = this.stagedHashes.get(kind)?.marked ?? 0;
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

/** The dates in the row of a state. */
function datesIn(json: string): Dated {
  const row = JSON.parse(json) as string[];
  return { operational: row[10]!, legal: row[11]! };
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

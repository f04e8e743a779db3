import { active, type Dated } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { HashSet } from '../staging/typed-collections';
import type { FactRow } from '../facts/facts';
import { FINDINGS, ROLES, STATES, SUCCESSIONS } from '../staging/kinds';
import type { CodeListEntry } from '../staging/code-lists';
import type { StagedRelease } from '../staging/staged-release';
import { LOAD_DEADLINE, withRetry } from '../catalog/retry';
import type { Spool } from '../staging/spool';
import { kindOf, LIVE_PARTS, type LiveHashes, type LiveRow } from './live-hashes';
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

/** The graph does not have what the memo of its release says. */
export class MemoContradicted extends Error {}

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
  /** Null if it is compared with nothing. */
  private live: LiveHashes | null = null;
  private readonly counts = new Map<string, Changes>();
  private readonly endedCodes = new Set<string>();

  private constructor(
    private readonly staged: StagedRelease,
    private readonly endedFacts: Spool,
  ) {}

  static async of(
    staged: StagedRelease,
    endedFacts: Spool,
    live: LiveHashes | null,
    base: BaseRelease | null,
  ): Promise<Difference> {
    const difference = new Difference(staged, endedFacts);
    if (live !== null && base !== null) await difference.compare(live, base);
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

  /** Yields the rows to create, without duplicates. None is of a known record: the graph has all their facts. */
  *created(kind: string): Generator<FactRow> {
    const live = this.live?.of(kind);
    const yielded = new HashSet();
    for (const row of this.staged.rows(kind)) if (!live?.isMarked(row.hash) && yielded.add(row.hash)) yield row;
  }

  /** Yields the facts to end as JSON of [hash, code]. */
  *endedRows(kind: string): Generator<string> {
    for (const { json } of this.endedFacts.rows(kind)) yield json;
  }

  private async compare(live: LiveHashes, base: BaseRelease): Promise<void> {
    await live.whenRead();
    this.live = live;
    for (const kind of [STATES, ROLES, FINDINGS, ...this.staged.linkKinds]) this.mark(kind, live.of(kind));
    for (const part of LIVE_PARTS)
      for await (const row of live.unmarkedFacts(part)) this.end(kindOf(part, row), row, base);
    this.countUnchangedClosures(base.publicationDate);
  }

  /** Throws MemoContradicted if the graph lacks a fact of a record that is as in the release before. */
  private mark(kind: string, live: HashSet): void {
    for (const { hash } of this.staged.rows(kind)) live.mark(hash);
    this.staged.forEachKnown(kind, (_record, high, low) => {
      if (!live.markHalves(high, low)) throw new MemoContradicted();
    });
  }

  /** Ends a fact of the graph that is not staged. */
  private end(kind: string, row: LiveRow, base: BaseRelease): void {
    const { hash, code, target } = row;
    if (this.live!.of(kind).isMarked(hash)) return;
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
    const marked = this.live!.of(STATES);
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
      counts.unchanged = this.live?.of(kind).marked ?? 0;
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

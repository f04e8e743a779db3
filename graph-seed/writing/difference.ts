import { active } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { HashSet } from '../staging/typed-collections';
import type { Row } from '../facts/facts';
import { FINDINGS, ROLES, STATES, type CodeListEntry, type Stage } from '../staging/staged-release';
import { PATIENT, retried } from '../catalog/retry';
import type { Spool } from '../staging/spool';
import { NOTHING } from '../staging/release-index';
import { STATEMENTS } from '../catalog/statements';

/** What a release changes in one kind of facts. */
export interface Changes {
  created: number;
  ended: number;
  unchanged: number;
}

/** A loaded release to compare with. */
export interface Base {
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
 * A staged release against the one before it. Facts are compared by hash: what the graph has too is left alone, what it
 * has no more is ended, the rest is created. Without a release before it everything is created.
 */
export class Difference {
  readonly touched = new Set<string>();
  readonly changed = { created: 0, changed: 0, withdrawn: 0 };
  /** Of the organisations active in the release before: how many, and how many of them are closed or absent now. */
  readonly closures = { before: 0, gone: 0 };
  private readonly live = new Map<string, HashSet>();
  private readonly counts = new Map<string, Changes>();
  private readonly endedCodes = new Set<string>();

  private constructor(
    private readonly stage: Stage,
    private readonly ended: Spool,
  ) {}

  static async of(stage: Stage, ended: Spool, graph: Graph, base: Base | null): Promise<Difference> {
    const difference = new Difference(stage, ended);
    if (base !== null) await difference.compare(graph, base);
    difference.count(base !== null);
    return difference;
  }

  /** Kinds of facts: states, roles, findings, relationship types, successions; ended ones too. */
  get kinds(): string[] {
    return [...this.counts.keys()];
  }

  get linkKinds(): string[] {
    return this.kinds.filter((kind) => kind !== STATES && kind !== ROLES && kind !== FINDINGS);
  }

  of(kind: string): Changes {
    let counts = this.counts.get(kind);
    if (!counts) this.counts.set(kind, (counts = { created: 0, ended: 0, unchanged: 0 }));
    return counts;
  }

  /** How many facts of each kind the graph must have of the release in the end. */
  expected(): Map<string, number> {
    return new Map([...this.counts].map(([kind, { created, unchanged }]) => [kind, created + unchanged]));
  }

  /** The rows to create; identical ones once. */
  *created(kind: string): Generator<Row> {
    const live = this.live.get(kind);
    const seen = new HashSet();
    for (const row of this.stage.rows(kind)) if (!live?.isMarked(row.hash) && seen.add(row.hash)) yield row;
  }

  /** The facts to end, as JSON of [hash, code]. */
  *endedRows(kind: string): Generator<string> {
    for (const { json } of this.ended.rows(kind)) yield json;
  }

  private async compare(graph: Graph, base: Base): Promise<void> {
    for (const kind of [STATES, ROLES, FINDINGS, ...this.stage.linkKinds]) this.live.set(kind, this.hashesOf(kind));
    const parameters = { release: base.number };
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-states'], parameters)) {
      this.meet(STATES, row);
      this.weigh(row, base.publicationDate);
    }
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-roles'], parameters)) this.meet(ROLES, row);
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-findings'], parameters)) this.meet(FINDINGS, row);
    for await (const row of graph.stream<LiveRow>(STATEMENTS['live-relationships'], parameters))
      this.meet(row.type!, row);
  }

  private hashesOf(kind: string): HashSet {
    const hashes = new HashSet();
    for (const row of this.stage.rows(kind)) hashes.add(row.hash);
    return hashes;
  }

  private meet(kind: string, { hash, code, target }: LiveRow): void {
    if (this.live.get(kind)?.mark(hash)) {
      this.of(kind).unchanged++;
      return;
    }
    this.of(kind).ended++;
    this.ended.append(kind, 0, { hash, code, json: JSON.stringify([hash, code]) });
    if (kind === STATES) this.endedCodes.add(code);
    if (kind === FINDINGS) return;
    this.touched.add(code);
    if (target !== undefined) this.touched.add(target);
  }

  private weigh({ code, operational = '', legal = '' }: LiveRow, date: string): void {
    if (!active({ operational, legal }, date, 'OPERATIONAL')) return;
    const { register } = this.stage;
    this.closures.before++;
    const number = register.codes.find(code);
    if (number === undefined || register.organisation.kind.at(number) === NOTHING) this.closures.gone++;
    else if (!active(register.datesOf(number), this.stage.date, 'OPERATIONAL')) this.closures.gone++;
  }

  private count(compared: boolean): void {
    const isLink = new Set(this.stage.linkKinds);
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

/** What a release changes in the code lists: entries to create, and to end as [list, code]. */
export async function codeListDifference(
  entries: readonly CodeListEntry[],
  graph: Graph,
  base: Base | null,
): Promise<{ created: CodeListEntry[]; ended: [string, string][]; unchanged: number }> {
  const live = base
    ? await retried(() => graph.read<CodeListEntry>(STATEMENTS['live-code-lists'], { release: base.number }, PATIENT))
    : [];
  const key = ({ list, code, name, canBePrimary }: CodeListEntry) => JSON.stringify([list, code, name, canBePrimary]);
  const known = new Set(live.map(key));
  const now = new Set(entries.map(key));
  return {
    created: entries.filter((entry) => !known.has(key(entry))),
    ended: live.filter((entry) => !now.has(key(entry))).map(({ list, code }) => [list, code]),
    unchanged: entries.filter((entry) => known.has(key(entry))).length,
  };
}

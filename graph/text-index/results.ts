import { CLOSENESS_LEVELS, NUMBER_OF } from '../../ods/search-rank';
import { positionOf } from './codes';
import type { Ranks } from './ranks';
import type { Score } from './score';
import { ENDS, type Texts } from './texts';

/** Bits of a key: the rank of the version below, then whether it is closed, then tier and closeness. */
const RANK_BITS = 22;

/** How a result came about. */
export interface Match {
  readonly code: string;
  /** The place of the tier in `TIERS`. */
  readonly tier: number;
  /** The organisation whose successor the result is. */
  readonly predecessor: string | null;
}

/** Collects the organisations of a release that match, each with its best match. */
export class Results {
  private readonly found: number[] = [];
  private readonly predecessors = new Map<number, number>();
  private sorted: Float64Array | undefined;
  private ordered: readonly string[] | undefined;
  /** What the words of the text were compared with; more than one where they can be read in several ways. */
  readonly scores: Score[] = [];

  constructor(
    private readonly texts: Texts,
    private readonly ranks: Ranks,
    private readonly release: number,
    /** The key of each organisation, plus 1; 0 for none. It is used until `finish` and then cleared for other results. */
    private readonly keyOf: Float64Array,
  ) {}

  /** Ends the collection. Returns the list of keys, which is empty again. */
  finish(): Float64Array {
    const keys = new Float64Array(this.found.length);
    for (let at = 0; at < keys.length; at++) {
      const organisation = this.found[at]!;
      keys[at] = this.keyOf[organisation]! - 1;
      this.keyOf[organisation] = 0;
    }
    this.sorted = keys.sort();
    this.found.length = 0;
    return this.keyOf;
  }

  /** Returns whether a version is one of an earlier release with another name; null if the release has no such organisation, or the same name. */
  isFormer(version: number): boolean | null {
    if (this.holds(version)) return false;
    if (this.texts.untilRelease[version]! > this.release) return null;
    const current = this.currentOf(this.texts.organisationOf[version]!);
    return current === null || this.hasSameName(version, current) ? null : true;
  }

  addVersion(version: number, rank: number): void {
    this.add(this.texts.organisationOf[version]!, rank);
  }

  /** Adds an organisation, and its successors if the record is closed and its code or name matched. */
  add(organisation: number, rank: number): void {
    const current = this.currentOf(organisation);
    if (current === null) return;
    this.keep(organisation, current, rank);
    const tier = Math.floor(rank / CLOSENESS_LEVELS);
    const isClosed = (this.texts.flags[current]! & 1) === 0;
    if (isClosed && SUCCEEDED.has(tier)) this.addSuccessors(organisation, organisation, tier, new Set());
  }

  /** Returns the codes, best match first. */
  codes(): readonly string[] {
    return (this.ordered ??= this.order());
  }

  matchOf(code: string): Match | null {
    const organisation = positionOf(code, this.texts.codes);
    const key = this.keys.find((one) => this.organisationAt(one) === organisation);
    if (key === undefined) return null;
    const tier = Math.floor(key / 2 ** (RANK_BITS + 1) / CLOSENESS_LEVELS);
    const predecessor = tier === NUMBER_OF.PREDECESSOR ? this.predecessors.get(organisation) : undefined;
    return { code, tier, predecessor: predecessor === undefined ? null : this.texts.codes[predecessor]! };
  }

  private order(): string[] {
    const codes = new Array<string>(this.keys.length);
    for (let at = 0; at < codes.length; at++) codes[at] = this.texts.codes[this.organisationAt(this.keys[at]!)]!;
    return codes;
  }

  private get keys(): Float64Array {
    return (this.sorted ??= new Float64Array(0));
  }

  private keep(organisation: number, current: number, rank: number): boolean {
    const closed = (this.texts.flags[current]! & 1) === 1 ? 0 : 1;
    const key = (rank * 2 + closed) * 2 ** RANK_BITS + this.ranks.rankOf[current]!;
    const known = this.keyOf[organisation]!;
    if (known > 0 && known - 1 <= key) return false;
    if (known === 0) this.found.push(organisation);
    this.keyOf[organisation] = key + 1;
    return true;
  }

  private addSuccessors(matched: number, closed: number, tier: number, seen: Set<number>): void {
    seen.add(closed);
    for (const [code, from, until] of this.texts.successors.get(closed) ?? []) {
      const successor = positionOf(code, this.texts.codes);
      if (successor < 0 || seen.has(successor) || from > this.release || until <= this.release) continue;
      const current = this.currentOf(successor);
      if (current === null) continue;
      const isActive = (this.texts.flags[current]! & 1) === 1;
      if (!isActive) this.addSuccessors(matched, successor, tier, seen);
      else if (this.keep(successor, current, NUMBER_OF.PREDECESSOR * CLOSENESS_LEVELS + tier))
        this.predecessors.set(successor, matched);
    }
  }

  private organisationAt(key: number): number {
    return this.texts.organisationOf[this.ranks.versionAt[key % 2 ** RANK_BITS]!]!;
  }

  private holds(version: number): boolean {
    return this.texts.fromRelease[version]! <= this.release && this.release < this.texts.untilRelease[version]!;
  }

  /** Returns the version of an organisation that the release holds. */
  private currentOf(organisation: number): number | null {
    const { firstOf } = this.texts;
    for (let version = firstOf[organisation]!; version < firstOf[organisation + 1]!; version++)
      if (this.holds(version)) return version;
    return null;
  }

  private hasSameName(a: number, b: number): boolean {
    const { words, starts, ends } = this.texts;
    const length = ends[a * ENDS]!;
    if (length !== ends[b * ENDS]) return false;
    for (let at = 0; at < length; at++) if (words[starts[a]! + at] !== words[starts[b]! + at]) return false;
    return true;
  }
}

/** The tiers of a closed record whose successors are offered: what was typed is its code or its name. */
const SUCCEEDED: ReadonlySet<number> = new Set([
  NUMBER_OF.CODE,
  NUMBER_OF.EXACT_NAME,
  NUMBER_OF.NAME_BEGINS,
  NUMBER_OF.NAME_IN_ORDER,
]);

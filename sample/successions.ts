import { body, bodyInside, type Body, type KindName } from './bodies';
import type { Draft } from './draft';
import { addDays } from './invent';
import { dentalLife } from './parts/others';
import { pharmacyLife } from './parts/pharmacies';
import { practiceLife } from './parts/primary-care';
import { trustBody } from './parts/secondary-care';
import * as reforms from './reforms';
import type { SampleSuccession } from './record';
import type { Setting } from './setting';

/** One event: who was replaced by whom and when. */
export interface Succession {
  readonly predecessor: Body;
  readonly successor: Body;
  readonly date: string;
  /** The records that tell of it: both unless told. */
  readonly on?: 'both' | 'predecessor' | 'successor';
  /** The date that the successor's own record gives, where it differs. */
  readonly otherDate?: string;
  readonly withoutId?: boolean;
  readonly forward?: boolean;
}

const FIRST_ID = 300_000_000;

/** Collects events and writes each on its records. */
export class Successions {
  private readonly byCode = new Map<string, SampleSuccession[]>();
  private readonly ordinals = new Map<string, number>();

  add(event: Succession): void {
    const { predecessor, successor, date, on = 'both', otherDate = date } = event;
    const ordinal = this.ordinals.get(predecessor.code) ?? 0;
    this.ordinals.set(predecessor.code, ordinal + 1);
    const shared = {
      uniqueSuccId: event.withoutId ? undefined : FIRST_ID + predecessor.serial * 10 + ordinal,
      forwardSuccession: event.forward,
    };
    if (on !== 'successor') this.on(predecessor, { ...shared, date, type: 'Successor', target: successor });
    if (on !== 'predecessor') {
      this.on(successor, { ...shared, date: otherDate, type: 'Predecessor', target: predecessor });
    }
  }

  /** Adds what is known about a record to it. */
  write(draft: Draft): void {
    const known = draft.code === null ? undefined : this.byCode.get(draft.code);
    if (known) draft.successions.push(...known);
  }

  private on({ code }: Body, side: SampleSuccession): void {
    const sides = this.byCode.get(code);
    if (sides) sides.push(side);
    else this.byCode.set(code, [side]);
  }
}

/** The successions of the reforms. */
export function* reformSuccessions(setting: Setting): Generator<Succession> {
  for (let group = 0; group < 90; group++) {
    yield { predecessor: body('group', group), successor: body('pct', group % 76), date: '2002-04-01' };
  }
  for (let sicbl = 0; sicbl < 106; sicbl++) yield* ofSicbl(sicbl);
  if (setting.release === 2) yield* ofJuly2024();
}

function* ofSicbl(sicbl: number): Generator<Succession> {
  const pct = body('pct', sicbl % 76);
  const merged = reforms.mergedFrom(sicbl);
  const heirs = merged ? merged.map((ccg) => body('ccg', ccg)) : [body('sicbl', sicbl)];
  if (reforms.sicblOpened(sicbl) !== reforms.GROUP_SPLIT) {
    for (const heir of heirs) yield { predecessor: pct, successor: heir, date: reforms.CCG_START };
  } else {
    const split = body('ccg', reforms.SPLIT_GROUP);
    yield { predecessor: split, successor: body('sicbl', sicbl), date: reforms.GROUP_SPLIT };
  }
  if (!merged) return;
  for (const ccg of heirs) {
    yield { predecessor: ccg, successor: body('sicbl', sicbl), date: reforms.MERGED };
  }
}

function* ofJuly2024(): Generator<Succession> {
  const date = reforms.REORGANISED;
  for (const board of reforms.MERGING_BOARDS) {
    yield { predecessor: body('icb', board), successor: body('icb', reforms.MERGED_BOARD), date };
  }
  for (const board of reforms.SPLIT_BOARDS) {
    yield { predecessor: body('icb', reforms.SPLIT_BOARD), successor: body('icb', board), date };
  }
  for (const sicbl of reforms.DISSOLVED_INTO) {
    yield { predecessor: body('sicbl', reforms.DISSOLVED), successor: body('sicbl', sicbl), date };
  }
}

/** Successors of practices, pharmacies, dentists and trust sites that closed: of about every second one. */
export function* closures(setting: Setting): Generator<Succession> {
  yield* following('practice', 60, practiceLife, setting);
  yield* following('pharmacy', 40, pharmacyLife, setting);
  yield* following('dental', 20, dentalLife, setting);
  for (let n = 0; n < setting.count('pct'); n++) {
    for (let k = 0; k < setting.countInside('pctSite', n); k += 2) {
      const predecessor = bodyInside('pctSite', body('pct', n), k);
      yield { predecessor, successor: trustBody(22 + (n % 38)), date: reforms.CCG_START };
    }
  }
}

type Life = (n: number, setting: Setting) => { start: string; end?: string };

/** A closed one is followed by the next one, where that is open on the day after. */
function* following(kind: KindName, first: number, life: Life, setting: Setting): Generator<Succession> {
  for (let n = first; n < setting.count(kind) - 1; n++) {
    const { end } = life(n, setting);
    const next = life(n + 1, setting);
    if (end === undefined || n % 2 === 0 || next.start > end || (next.end !== undefined && next.end <= end)) continue;
    yield { predecessor: body(kind, n), successor: body(kind, n + 1), date: addDays(end, 1) };
  }
}

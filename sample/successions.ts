import { organisation, nestedOrganisation, type OrganisationRef, type KindName } from './organisations';
import type { Draft } from './draft';
import { addDays } from './deterministic-values';
import { dentalPeriod } from './parts/others';
import { pharmacyPeriod } from './parts/pharmacies';
import { practicePeriod } from './parts/primary-care';
import { trustRef } from './parts/secondary-care';
import * as reforms from './reforms';
import type { SampleSuccession } from './record';
import type { SampleSettings } from './settings';

/** A succession event. */
export interface Succession {
  readonly predecessor: OrganisationRef;
  readonly successor: OrganisationRef;
  readonly date: string;
  /** Records that contain the event. Default: both. */
  readonly recordedOn?: 'both' | 'predecessor' | 'successor';
  /** Date on the successor's record, if different. */
  readonly otherDate?: string;
  readonly withoutId?: boolean;
  readonly forward?: boolean;
}

const FIRST_ID = 300_000_000;

/** Collects events and adds them to the records concerned. */
export class SuccessionList {
  private readonly byCode = new Map<string, SampleSuccession[]>();
  private readonly ordinals = new Map<string, number>();

  add(event: Succession): void {
    const { predecessor, successor, date, recordedOn = 'both', otherDate = date } = event;
    const ordinal = this.ordinals.get(predecessor.code) ?? 0;
    this.ordinals.set(predecessor.code, ordinal + 1);
    const shared = {
      uniqueSuccId: event.withoutId ? undefined : FIRST_ID + predecessor.serial * 10 + ordinal,
      forwardSuccession: event.forward,
    };
    if (recordedOn !== 'successor')
      this.addSide(predecessor, { ...shared, date, type: 'Successor', target: successor });
    if (recordedOn !== 'predecessor') {
      this.addSide(successor, { ...shared, date: otherDate, type: 'Predecessor', target: predecessor });
    }
  }

  /** Adds the events of a record to its draft. */
  addTo(draft: Draft): void {
    const sides = draft.code === null ? undefined : this.byCode.get(draft.code);
    if (sides) draft.successions.push(...sides);
  }

  private addSide({ code }: OrganisationRef, side: SampleSuccession): void {
    const sides = this.byCode.get(code);
    if (sides) sides.push(side);
    else this.byCode.set(code, [side]);
  }
}

/** Yields the successions of the commissioning reforms. */
export function* reformSuccessions(settings: SampleSettings): Generator<Succession> {
  for (let group = 0; group < 90; group++) {
    yield { predecessor: organisation('group', group), successor: organisation('pct', group % 76), date: '2002-04-01' };
  }
  for (let sicbl = 0; sicbl < 106; sicbl++) yield* ofSicbl(sicbl);
  if (settings.release === 2) yield* ofJuly2024();
}

function* ofSicbl(sicbl: number): Generator<Succession> {
  const pct = organisation('pct', sicbl % 76);
  const merged = reforms.mergedFrom(sicbl);
  const successors = merged ? merged.map((ccg) => organisation('ccg', ccg)) : [organisation('sicbl', sicbl)];
  if (reforms.sicblOpened(sicbl) !== reforms.GROUP_SPLIT) {
    for (const successor of successors) yield { predecessor: pct, successor, date: reforms.CCG_START };
  } else {
    const split = organisation('ccg', reforms.SPLIT_GROUP);
    yield { predecessor: split, successor: organisation('sicbl', sicbl), date: reforms.GROUP_SPLIT };
  }
  if (!merged) return;
  for (const ccg of successors) {
    yield { predecessor: ccg, successor: organisation('sicbl', sicbl), date: reforms.MERGED };
  }
}

function* ofJuly2024(): Generator<Succession> {
  const date = reforms.REORGANISED;
  for (const board of reforms.MERGING_BOARDS) {
    yield { predecessor: organisation('icb', board), successor: organisation('icb', reforms.MERGED_BOARD), date };
  }
  for (const board of reforms.SPLIT_BOARDS) {
    yield { predecessor: organisation('icb', reforms.SPLIT_BOARD), successor: organisation('icb', board), date };
  }
  for (const sicbl of reforms.DISSOLVED_INTO) {
    yield { predecessor: organisation('sicbl', reforms.DISSOLVED), successor: organisation('sicbl', sicbl), date };
  }
}

/** Yields a succession for about half of the closed practices, pharmacies, dentists and primary care trust sites. */
export function* closureSuccessions(settings: SampleSettings): Generator<Succession> {
  yield* nextInKind('practice', 60, practicePeriod, settings);
  yield* nextInKind('pharmacy', 40, pharmacyPeriod, settings);
  yield* nextInKind('dental', 20, dentalPeriod, settings);
  for (let n = 0; n < settings.count('pct'); n++) {
    for (let k = 0; k < settings.countInside('pctSite', n); k += 2) {
      const predecessor = nestedOrganisation('pctSite', organisation('pct', n), k);
      yield { predecessor, successor: trustRef(22 + (n % 38)), date: reforms.CCG_START };
    }
  }
}

type PeriodOf = (n: number, settings: SampleSettings) => { start: string; end?: string };

/** Yields successions of closed organisations by the next one of their kind, if that is open on the day after. */
function* nextInKind(
  kind: KindName,
  first: number,
  periodOf: PeriodOf,
  settings: SampleSettings,
): Generator<Succession> {
  for (let n = first; n < settings.count(kind) - 1; n++) {
    const { end } = periodOf(n, settings);
    const next = periodOf(n + 1, settings);
    if (end === undefined || n % 2 === 0 || next.start > end || (next.end !== undefined && next.end <= end)) continue;
    yield { predecessor: organisation(kind, n), successor: organisation(kind, n + 1), date: addDays(end, 1) };
  }
}

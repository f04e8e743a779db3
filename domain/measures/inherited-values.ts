import type { MissingValueReason } from '../../schema/measures/missing-value';
import type { Moment } from '../moment';
import type { CodeFacts, DatedSuccession, Family } from './family';
import type { Figures } from './figures';
import type { PublishedValue } from './published-values';

/** A value and the code under which it was published. */
export interface ValueOfCode {
  readonly code: string;
  readonly published: PublishedValue;
}

interface ValuesBefore {
  readonly values: ValueOfCode[];
  /** Whether a predecessor with a value has other successors too. */
  isSplit: boolean;
  /** Whether a predecessor has a value that is too old. */
  isTooOld: boolean;
}

/**
 * Returns the values of the predecessors of a code that succeeded after a day ('' for any) and by the day of the
 * organisations: of those that are not active and have no other successor. A predecessor without a value stands for its own
 * predecessors.
 */
export function valuesOfPredecessors(
  code: string,
  after: string,
  family: Family,
  figures: Figures,
  at: Moment,
): ValuesBefore {
  const found: ValuesBefore = { values: [], isSplit: false, isTooOld: false };
  const seen = new Set([code]);
  const follow = (of: string, since: string, isSole: boolean): void => {
    for (const { other } of (family.get(of)?.before ?? []).filter(({ date }) => date > since && date <= at.date)) {
      const predecessor = family.get(other);
      if (!predecessor || predecessor.isActive || seen.has(other)) continue;
      seen.add(other);
      const { own, published } = predecessor;
      const isOnly = isSole && byDay(predecessor.after, at.date).length === 1;
      if (own && isOnly) found.values.push({ code: other, published: own });
      else if (own) found.isSplit = true;
      else {
        found.isTooOld ||= published.some(({ date }) => date <= figures.on);
        follow(other, '', isOnly);
      }
    }
  };
  follow(code, after, true);
  return found;
}

/**
 * Whether a successor that counts, or did until the day of the organisations, has a value from after the succession, which
 * holds what was counted for the code earlier.
 */
export function isInLaterValue(code: string, counted: string, family: Family, at: Moment): boolean {
  const seen = new Set([code]);
  const follow = (of: string, since: string): boolean =>
    (family.get(of)?.after ?? []).some(({ other, date }) => {
      const successor = family.get(other);
      if (date <= since || !successor || seen.has(other)) return false;
      seen.add(other);
      const { own, isActive } = successor;
      if (own && own.date >= date && (isActive || date <= at.date)) return true;
      return !isActive && follow(other, '');
    });
  return follow(code, counted);
}

/**
 * Returns the value of the only successor of a code between the day of the organisations and a later day of the values;
 * a reason if there is one that cannot stand for the code, null if there is none.
 */
export function valueOfSuccessor(
  code: string,
  family: Family,
  { on }: Figures,
  at: Moment,
): ValueOfCode | MissingValueReason | null {
  const seen = new Set<string>();
  let current: CodeFacts | undefined = family.get(code);
  while (current && !seen.has(current.code)) {
    seen.add(current.code);
    const successors: readonly DatedSuccession[] = current.after.filter(({ date }) => date > at.date && date <= on);
    const counted = successors.filter(({ other, date }) => (family.get(other)?.own?.date ?? '') >= date);
    if (successors.length > 1) return counted.length > 0 ? 'SPLIT' : null;
    const successor = family.get(successors[0]?.other ?? '');
    if (!successor) return null;
    if (successor.isActive) return counted.length > 0 ? 'SUCCEEDED' : null;
    if (byDay(successor.before, on).length > 1) return counted.length > 0 ? 'MERGED' : null;
    if (successor.own && counted.length > 0) {
      const { code: other, own } = successor;
      return isInLaterValue(other, own.date, family, at) ? 'SUCCEEDED' : { code: other, published: own };
    }
    current = successor;
  }
  return null;
}

function byDay(successions: readonly DatedSuccession[], day: string): readonly DatedSuccession[] {
  return successions.filter(({ date }) => date <= day);
}

import { enumLabel } from './format';

/** Which organisation a path ended at: it is not always known on a page. */
export type PathEnd = 'itself' | 'above' | 'unknown';

const ENDS: Readonly<Record<PathEnd, string>> = {
  itself: 'it',
  above: 'an organisation above it',
  unknown: 'it or an organisation above it',
};

const REASONS: Readonly<Record<string, string | ((end: string) => string)>> = {
  OTHER_NATION:
    'it or an organisation above it is Welsh, Scottish or Northern Irish: this level exists in England only',
  TARGET_NOT_IN_RELEASE: (end) => `the release has no record of ${end}`,
  TARGET_REF_ONLY: (end) => `the release has only a reference to ${end}`,
  TARGET_CLOSED: 'an organisation above it was not open on this date',
  NOT_ACTIVE: 'it was not active on this date',
  NOT_ON_DATE: (end) => `${end} has links upwards on other days only`,
  NO_SUCH_LINK: 'no path leads to this level',
  BEFORE_LEVEL: 'the level did not exist on this date',
  NO_PAYEE_RECORDED: 'the network has no payee on this date',
};

/** Explains a value of `MissingReason`. */
export function missingReasonText(reason: string, end: PathEnd = 'unknown'): string {
  const text = REASONS[reason] ?? enumLabel(reason).toLowerCase();
  return typeof text === 'string' ? text : text(ENDS[end]);
}

const VALUE_REASONS: Readonly<Record<string, string>> = {
  NO_VALUE: 'no value is loaded for it',
  NOT_YET: 'all its values are of later days',
  TOO_OLD: 'no value of the last 12 months',
  SPLIT: 'no value of its own: its predecessor has several successors',
  MERGED: 'no value of its own: its successor has several predecessors',
  SUCCEEDED: 'counted in the value of its successor',
};

/** Explains a value of `MissingValueReason`. */
export function missingValueText(reason: string | null | undefined): string {
  return reason == null ? 'no value' : (VALUE_REASONS[reason] ?? enumLabel(reason).toLowerCase());
}

import { enumLabel } from './format';

const REASONS: Readonly<Record<string, string>> = {
  OTHER_NATION: 'Welsh, Scottish or Northern Irish, so it has no English parent',
  TARGET_NOT_IN_RELEASE: 'its parent has no record in the release',
  TARGET_REF_ONLY: 'the release has only a reference to its parent',
  TARGET_CLOSED: 'its parent had closed by this date',
  NOT_ACTIVE: 'it, or a parent on the path, was not active on this date',
  NOT_ON_DATE: 'its links do not apply on this date',
  NO_SUCH_LINK: 'no path leads to this level',
  BEFORE_LEVEL: 'the level did not exist on this date',
  NO_PAYEE_RECORDED: 'the network has no payee on this date',
};

/** Explains a value of `MissingReason`. */
export function missingReasonText(reason: string): string {
  return REASONS[reason] ?? enumLabel(reason).toLowerCase();
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

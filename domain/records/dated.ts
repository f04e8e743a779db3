import { active, basisUsed, isDate, periodShown, type Dated } from '../../ods/periods';
import type { RecordStatus } from '../../ods/facts';
import type { DatePeriod } from '../../schema/period';
import type { Moment } from '../moment';

/** Returns whether a record, role or relationship is active at a moment. */
export function activeAt(dated: Dated, { date, basis }: Moment): boolean {
  return active(dated, date, basis);
}

/** Returns the period of one basis to show on a day; null for none. Open and impossible ends are null. */
export function toPeriod(text: string, date: string): DatePeriod | null {
  const shown = periodShown(text, date);
  return shown && { start: toDate(shown.start), end: toDate(shown.end) };
}

/** Returns a published date; null when it is absent or impossible. */
export function toDate(text: string | null): string | null {
  return text !== null && isDate(text) ? text : null;
}

/** A stored role or relationship as it was at a moment. */
export class DatedAt<Row extends Dated & { readonly id: string; readonly status: RecordStatus }> {
  constructor(
    readonly row: Row,
    readonly moment: Moment,
  ) {}

  get status() {
    return this.row.status;
  }
  get isActive() {
    return activeAt(this.row, this.moment);
  }
  get basisUsed() {
    return basisUsed(this.row, this.moment.basis);
  }
  get operational() {
    return toPeriod(this.row.operational, this.moment.date);
  }
  get legal() {
    return toPeriod(this.row.legal, this.moment.date);
  }
}

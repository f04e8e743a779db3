import { basisUsed, periodShown, periodsOf, type DateBasis, type Dated } from './periods';
import type { CodeListRow, HoldingRow, LinkRow, MeasurementRow, SuccessionRow } from '../graph/keys';

/** The orders in which answers stand. Texts compare by their characters, so that every server agrees. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Primary first, then by role code; the rest only makes it whole. */
export function byRole(a: HoldingRow, b: HoldingRow): number {
  return (
    Number(b.isPrimary) - Number(a.isPrimary) ||
    byText(a.code, b.code) ||
    byText(startOf(a), startOf(b)) ||
    byText(a.id, b.id)
  );
}

/** By type, other code, start (none first), id. */
export function byLink(a: LinkRow, b: LinkRow): number {
  return byText(a.type, b.type) || byText(a.other, b.other) || byText(startOf(a), startOf(b)) || byText(a.id, b.id);
}

/** By date (none first), then code. */
export function bySuccession(a: SuccessionRow, b: SuccessionRow): number {
  return byText(a.date ?? '', b.date ?? '') || byText(a.other, b.other) || byText(a.id, b.id);
}

/** By the number in the code: RO76 before RO177. */
export function byEntry(a: CodeListRow, b: CodeListRow): number {
  return numberOf(a.code) - numberOf(b.code) || byText(a.code, b.code);
}

/** By date. */
export function byDate(a: MeasurementRow, b: MeasurementRow): number {
  return byText(a.date, b.date);
}

/** The first start on the operational basis, else on the legal one; '' for none. */
export function startOf({ operational, legal }: Dated): string {
  return periodsOf(operational === '' ? legal : operational)[0]?.start ?? '';
}

/** The start of the period that is shown of a link on a day, by the basis that decides; '' for none. */
export function startOn(dated: Dated, date: string, basis: DateBasis): string {
  const text = basisUsed(dated, basis) === 'LEGAL' ? dated.legal : dated.operational;
  return periodShown(text, date)?.start ?? '';
}

/** By link start descending, then code. */
export function byStartOn({ date, basis }: { readonly date: string; readonly basis: DateBasis }) {
  return (a: Ended, b: Ended) =>
    byText(startOn(b.link, date, basis), startOn(a.link, date, basis)) ||
    byText(a.code, b.code) ||
    byLink(a.link, b.link);
}

interface Ended {
  readonly link: LinkRow;
  readonly code: string;
}

function numberOf(code: string): number {
  return Number(code.replace(/^\D+/, '')) || 0;
}

import { basisUsed, periodShown, periodsOf, type DateBasis, type Dated } from './periods';
import type { CodeListRow, RoleRow, LinkRow, MeasurementRow, SuccessionRow } from './facts';

/** The sort orders of rows. Texts compare by UTF-16 code unit, not by locale, so that every server sorts the same way. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Primary role first, then by role code. Start and id make the order total. */
export function byRole(a: RoleRow, b: RoleRow): number {
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

/** By the first number in the text, texts without one last, then by text: '5_9' before '10_14' before 'FEMALE'. */
export function byNumberThenText(a: string, b: string): number {
  return numberOrLast(a) - numberOrLast(b) || byText(a, b);
}

function numberOrLast(text: string): number {
  return Number(/\d+/.exec(text)?.[0] ?? Number.MAX_SAFE_INTEGER);
}

export function byDate(a: Pick<MeasurementRow, 'date'>, b: Pick<MeasurementRow, 'date'>): number {
  return byText(a.date, b.date);
}

/** Returns the start of the first operational period, or of the first legal one if there is none; '' for none. */
export function startOf({ operational, legal }: Dated): string {
  return periodsOf(operational === '' ? legal : operational)[0]?.start ?? '';
}

/** Returns the start of the period to show on a day, on the basis that decides; '' for none. */
export function startOn(dated: Dated, date: string, basis: DateBasis): string {
  const text = basisUsed(dated, basis) === 'LEGAL' ? dated.legal : dated.operational;
  return periodShown(text, date)?.start ?? '';
}

/** By the start of the link on the day, latest first, then by code. */
export function byStartOn({ date, basis }: { readonly date: string; readonly basis: DateBasis }) {
  return (a: LinkEnd, b: LinkEnd) =>
    byText(startOn(b.link, date, basis), startOn(a.link, date, basis)) ||
    byText(a.code, b.code) ||
    byLink(a.link, b.link);
}

/** A link and the code of the organisation it leads to. */
interface LinkEnd {
  readonly link: LinkRow;
  readonly code: string;
}

function numberOf(code: string): number {
  return Number(code.replace(/^\D+/, '')) || 0;
}

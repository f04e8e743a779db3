import { child, childrenOf, valueOf, type Element } from './element';
import type { Dated, Period } from '../dates';

export function codeOf(element: Element | undefined): string {
  return (child(element, 'OrgId')?.attributes['extension'] ?? '').trim().toUpperCase();
}

export function datesOf(element: Element): Dated {
  const of = (type: string): Period[] =>
    childrenOf(element, 'Date')
      .filter((date) => valueOf(date, 'Type') === type)
      .map((date) => ({ start: valueOf(date, 'Start'), end: valueOf(date, 'End') }));
  return { operational: of('Operational'), legal: of('Legal') };
}

/** Returns null for a status that is missing, or neither Active nor Inactive. */
export function publishedStatus(element: Element): 'ACTIVE' | 'INACTIVE' | null {
  const status = valueOf(element, 'Status')?.toUpperCase();
  return status === 'ACTIVE' || status === 'INACTIVE' ? status : null;
}

/** Active until all dates, legal and operational, have an end in the past. */
export function statusByDates({ operational, legal }: Dated, published: string): 'ACTIVE' | 'INACTIVE' {
  return [...operational, ...legal].every(({ end }) => end !== null && end < published) ? 'INACTIVE' : 'ACTIVE';
}

import type { Extension, Period } from 'fhir/r4';
import { basisUsed, isDate, periodShown, periodsOf, type Dated } from '../../ods/periods';
import type { Moment } from '../../domain/moment';
import { EXTENSIONS, SYSTEMS } from './systems';

/** Returns an extension for each period, legal ones first. Omits invalid calendar dates. */
export function typedPeriods({ legal, operational }: Dated): Extension[] {
  return [...typed('Legal', legal), ...typed('Operational', operational)];
}

/** Returns the period to show on a date, of the requested basis if it has periods, otherwise of the other; undefined without one. */
export function periodOf(dated: Dated, { date, basis }: Moment): Period | undefined {
  const shown = periodShown(basisUsed(dated, basis) === 'LEGAL' ? dated.legal : dated.operational, date);
  return shown ? toPeriod(shown) : undefined;
}

function typed(code: 'Legal' | 'Operational', text: string): Extension[] {
  return periodsOf(text).flatMap((published) => {
    const period = toPeriod(published);
    return period ? [toExtension(code, period)] : [];
  });
}

function toExtension(code: string, period: Period): Extension {
  const dateType = { url: 'dateType', valueCoding: { system: SYSTEMS.periodType, code, display: code } };
  return { url: EXTENSIONS.typedPeriod, extension: [dateType, { url: 'period', valuePeriod: period }] };
}

function toPeriod({ start, end }: { readonly start: string; readonly end: string }): Period | undefined {
  const sides = { ...(isDate(start) && { start }), ...(isDate(end) && { end }) };
  return Object.keys(sides).length > 0 ? sides : undefined;
}

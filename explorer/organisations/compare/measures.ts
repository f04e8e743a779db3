import type { MeasureInfo } from '../graphql/types';
import { formatDate, formatNumber } from '../text/format';
import { missingValueText } from '../text/missing-reasons';
import { toLine, type Cell, type Line } from './difference';
import type { MeasureOn, Side, Sides, TotalOn } from './types';
import { CELL, HEADS } from './words';

const LAST_FIELD = '  successors {\n';

/** Returns the document with the values of the measures, under names of their own. */
export function withMeasures(document: string, measures: readonly MeasureInfo[]): string {
  const fields = measures.map(({ id }, at) => {
    const given = `measure: ${JSON.stringify(id)}`;
    return `  value${at}: measurement(${given}) {
    value
    date
  }
  missing${at}: measurementMissing(${given})
  total${at}: total(${given}, view: NETWORK) {
    value
    dates
    counted
    missingCount
  }
`;
  });
  return document.replace(LAST_FIELD, fields.join('') + LAST_FIELD);
}

/** The lines of the measures: its own value, and with what is below it by network. None of a measure that has no value at either moment. */
export function measureLines({ before, after }: Sides, measures: readonly MeasureInfo[]): Line[] {
  return measures.flatMap((measure, at) => {
    const cells = (cell: (side: Side, measure: MeasureInfo, at: number) => Cell) =>
      [before, after].map((side) => (side ? cell(side, measure, at) : null)) as [Cell | null, Cell | null];
    const own = toLine(measure.name, ...cells(ownCell));
    const total = toLine(HEADS.total(measure.name), ...cells(totalCell));
    const hasMembers = [before, after].some((side) => side && Number(fieldOf(side, 'childrenNetwork')) > 0);
    return [own, ...(hasMembers ? [total] : [])].filter(hasItems);
  });
}

export const hasItems = ({ before, after }: Line): boolean => before.items.length > 0 || after.items.length > 0;

/** The value of a field that has no name in the type, because the query names it. */
export const fieldOf = (side: Side, name: string): unknown => (side as unknown as Record<string, unknown>)[name];

function ownCell(side: Side, { unit }: MeasureInfo, at: number): Cell {
  const value = fieldOf(side, `value${at}`) as MeasureOn | null;
  const none = missingValueText(fieldOf(side, `missing${at}`) as string | null);
  if (value === null) return { items: [], none };
  const text = `${formatNumber(value.value)} ${unit}, ${formatDate(value.date)}`;
  return { items: [{ key: text, text }], none };
}

function totalCell(side: Side, { unit }: MeasureInfo, at: number): Cell {
  const { value, counted, missingCount, dates } = fieldOf(side, `total${at}`) as TotalOn;
  if (counted === 0) return { items: [], none: CELL.noTotal };
  const text = CELL.total(formatNumber(value), unit, counted, missingCount, dates);
  return { items: [{ key: text, text }], none: '' };
}

import { isCalendarDay } from '../dates';
import type { Measurement, Values } from '../measures';
import { drawDate, pick, type Random, type ReleasePool } from './draw';

/** On how many days values are published. A measure costs a read for each day. */
const DAYS = 40;

/**
 * Draws values for a part of the organisations that have predecessors or successors, and for some practices, on one to five
 * days each. The days are some on which something of such an organisation began or ended, or near it, or any of its life.
 */
export function inventValues(random: Random, { release, succeeded }: ReleasePool): Values {
  const drawn = Array.from({ length: DAYS }, () => drawDate(random, release, pick(random, succeeded)));
  const days = drawn.filter(isCalendarDay);
  const practices = [...release.entries.values()].filter(({ primaryRole }) => primaryRole === 'RO177');
  const codes = [
    ...succeeded.filter(() => random() < 0.7),
    ...practices.filter(() => random() < 0.3).map(({ code }) => code),
  ];
  return new Map(
    codes.map((code) => {
      const dates = new Set(Array.from({ length: pick(random, [1, 2, 3, 5]) }, () => pick(random, days)));
      const all = [...dates].sort();
      return [code, all.map((date): Measurement => ({ date, value: 1 + Math.floor(random() * 10_000) }))];
    }),
  );
}

/** Returns values as a CSV file with one row for each organisation and day. */
export function toCsv(values: Values): string {
  const rows = [...values].flatMap(([code, all]) => all.map(({ date, value }) => `${code},${date},${value}`));
  return `${['code,date,value', ...rows].join('\n')}\n`;
}

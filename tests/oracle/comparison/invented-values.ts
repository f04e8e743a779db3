import type { Measurement, Values } from '../measures';
import { drawDate, pick, type Random, type ReleasePool } from './draw';

/**
 * Draws values for a part of the organisations that have predecessors or successors, and for some practices: on up to three days
 * each, on which something of them began or ended, or near it, or any day of their life.
 */
export function inventValues(random: Random, { release, succeeded }: ReleasePool): Values {
  const practices = [...release.entries.values()].filter(({ primaryRole }) => primaryRole === 'RO177');
  const codes = [
    ...succeeded.filter(() => random() < 0.7),
    ...practices.filter(() => random() < 0.3).map(({ code }) => code),
  ];
  return new Map(
    codes.flatMap((code) => {
      const days = Array.from({ length: pick(random, [1, 2, 3]) }, () => drawDate(random, release, code));
      const dates = [...new Set(days)].filter((date) => /^\d{4}-\d{2}-\d{2}$/.test(date)).sort();
      const all = dates.map((date): Measurement => ({ date, value: 1 + Math.floor(random() * 10_000) }));
      return all.length > 0 ? [[code, all] as const] : [];
    }),
  );
}

/** Returns values as a CSV file with one row for each organisation and day. */
export function toCsv(values: Values): string {
  const rows = [...values].flatMap(([code, all]) => all.map(({ date, value }) => `${code},${date},${value}`));
  return `${['code,date,value', ...rows].join('\n')}\n`;
}

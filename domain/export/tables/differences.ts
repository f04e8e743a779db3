import type { FactRow, TableRow, Value } from './table';
import { compareKeys } from './row-key';

/** Returns rows without differences. */
export function unchangedRows(rows: readonly FactRow[]): TableRow[] {
  return rows.map(({ key, values }) => ({ key, values, change: null }));
}

/** Returns the differences between the rows of two releases. Both lists are in the order of their keys, as is the result. */
export function differences(before: readonly FactRow[], after: readonly FactRow[]): TableRow[] {
  const found: TableRow[] = [];
  let [b, a] = [0, 0];
  while (b < before.length || a < after.length) {
    const order = b === before.length ? 1 : a === after.length ? -1 : compareKeys(before[b]!.key, after[a]!.key);
    if (order < 0) found.push({ ...before[b++]!, change: 'removed' });
    else if (order > 0) found.push({ ...after[a++]!, change: 'added' });
    else if (areEqual(before[b++]!.values, after[a]!.values)) a++;
    else found.push({ ...after[a++]!, change: 'changed' });
  }
  return found;
}

function areEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.every((value, index) => value === b[index] || isSameList(value, b[index]));
}

function isSameList(a: Value, b: Value | undefined): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => item === b[index]);
}

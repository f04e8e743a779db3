import { CELL, DIFFERENCE } from './words';

/** One value of a cell. Values with equal keys are the same. */
export interface Item {
  readonly key: string;
  readonly text: string;
  /** The organisation that the value links to: its code, and its name as shown. */
  readonly to?: { readonly code: string; readonly name: string; readonly isActive: boolean };
}

/** What one moment has of a line: values, or why there are none. */
export interface Cell {
  readonly items: readonly Item[];
  readonly none: string;
  /** What is said after the values, and not compared. */
  readonly note?: string;
  /** Whether not everything was read, so that nothing is known of this line. */
  readonly isUnread?: boolean;
}

/** A line of the comparison. */
export interface Line {
  readonly key: string;
  readonly head: string;
  readonly before: Cell;
  readonly after: Cell;
  /** How both differ, in words. */
  readonly difference: string;
  /** Whether no difference is known. */
  readonly isSame: boolean;
  readonly isCompared: boolean;
}

const NO_RECORD: Cell = { items: [], none: CELL.noRecord };

/** Returns the line of two cells; null stands for a release without a record. */
export function toLine(head: string, before: Cell | null, after: Cell | null, key = head): Line {
  const cells = { before: before ?? NO_RECORD, after: after ?? NO_RECORD };
  const line = { key, head, ...cells };
  if (cells.before.isUnread || cells.after.isUnread)
    return { ...line, difference: DIFFERENCE.notCompared, isSame: true, isCompared: false };
  const difference = differenceText(cells.before.items, cells.after.items);
  const isSame = difference === DIFFERENCE.same || difference === DIFFERENCE.none;
  return { ...line, difference, isSame, isCompared: true };
}

/** Returns how two lists of values differ, in words. The order does not matter. */
export function differenceText(before: readonly Item[], after: readonly Item[]): string {
  if (before.length === 0 && after.length === 0) return DIFFERENCE.none;
  if (before.length === 0) return DIFFERENCE.onlySecond;
  if (after.length === 0) return DIFFERENCE.onlyFirst;
  const [first, second] = [without(before, after), without(after, before)];
  if (first.length > 0 || second.length > 0)
    return before.length === 1 && after.length === 1
      ? DIFFERENCE.different
      : DIFFERENCE.parts(first.length, second.length);
  const shown = (items: readonly Item[]) =>
    items.map(({ key, to }) => `${key} ${to ? `${to.name} ${to.isActive}` : ''}`).sort();
  return shown(before).join('\n') === shown(after).join('\n') ? DIFFERENCE.same : DIFFERENCE.otherName;
}

/** The values of one list that the other does not have, or not as often. */
export function without(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const left = others.map(({ key }) => key);
  return items.filter(({ key }) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

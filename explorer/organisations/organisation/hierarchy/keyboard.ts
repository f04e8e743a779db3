import { expandedOf, isGroup, isNode, type Row } from './model';

/** The effect of a key: focus another row, open or close a row, open all rows of a level, or activate the row. */
export type KeyAction =
  | { readonly to: string }
  | { readonly toggle: string }
  | { readonly openAll: readonly Row[] }
  | { readonly enter: true };

/** Rows that Page Down and Page Up pass over. */
const PAGE = 10;

/** Maps a key to its effect (WAI-ARIA tree view pattern); undefined for other keys. */
export function keyAction(key: string, rows: readonly Row[], at: number): KeyAction | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  if (key === 'ArrowDown') return focusOn(rows[at + 1]);
  if (key === 'ArrowUp') return focusOn(rows[at - 1]);
  if (key === 'PageDown') return focusOn(rows[Math.min(at + PAGE, rows.length - 1)]);
  if (key === 'PageUp') return focusOn(rows[Math.max(at - PAGE, 0)]);
  if (key === 'Home') return focusOn(rows[0]);
  if (key === 'End') return focusOn(rows.at(-1));
  if (key === 'ArrowRight') return arrowRight(row, rows[at + 1]);
  if (key === 'ArrowLeft') return arrowLeft(row, rows);
  if (key === '*') return { openAll: rows.filter(({ parent }) => parent === row.parent) };
  if (key === 'Enter') return isGroup(row) ? { toggle: row.key } : { enter: true };
  if (key === ' ') return expandedOf(row) === undefined ? { enter: true } : { toggle: row.key };
  return undefined;
}

const focusOn = (row: Row | undefined): KeyAction | undefined => row && { to: row.key };

function arrowRight(row: Row, next: Row | undefined): KeyAction | undefined {
  const expanded = expandedOf(row);
  if (expanded === undefined) return undefined;
  if (!expanded) return { toggle: row.key };
  return next?.parent === row.key ? focusOn(next) : undefined;
}

function arrowLeft(row: Row, rows: readonly Row[]): KeyAction | undefined {
  if (expandedOf(row)) return { toggle: row.key };
  return focusOn(rows.find(({ key }) => key === row.parent));
}

/** Key of the next row, wrapping around, whose name or code begins with the typed text. `groupName` names a kind. */
export function findByPrefix(
  typed: string,
  rows: readonly Row[],
  at: number,
  groupName: (kind: string) => string,
): string | undefined {
  const from = typed.length > 1 ? at : at + 1;
  const begins = (text: string) => text.toLowerCase().startsWith(typed.toLowerCase());
  const textsOf = (row: Row) =>
    isNode(row) ? [row.node.name, row.node.code] : isGroup(row) ? [groupName(row.group.kind)] : [];
  return [...rows.slice(from), ...rows.slice(0, from)].find((row) => textsOf(row).some(begins))?.key;
}

import { isNode, type Row } from './rows';

/** The effect of a key: focus another row, open or close a row, or activate it. */
export type KeyAction = { readonly to: string } | { readonly toggle: string } | { readonly enter: true };

/** Maps a key to its effect (WAI-ARIA tree view pattern); undefined for other keys. */
export function keyAction(key: string, rows: readonly Row[], at: number): KeyAction | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  if (key === 'ArrowDown') return focusOn(rows[at + 1]);
  if (key === 'ArrowUp') return focusOn(rows[at - 1]);
  if (key === 'Home') return focusOn(rows[0]);
  if (key === 'End') return focusOn(rows.at(-1));
  if (key === 'ArrowRight') return arrowRight(row, rows[at + 1]);
  if (key === 'ArrowLeft') return arrowLeft(row, rows);
  if (key === 'Enter') return { enter: true };
  if (key === ' ') return canOpen(row) ? { toggle: row.key } : { enter: true };
  return undefined;
}

const focusOn = (row: Row | undefined): KeyAction | undefined => row && { to: row.key };
const canOpen = (row: Row): boolean => isNode(row) && row.expanded !== undefined;

function arrowRight(row: Row, next: Row | undefined): KeyAction | undefined {
  if (!isNode(row) || row.expanded === undefined) return undefined;
  if (!row.expanded) return { toggle: row.key };
  return next?.parent === row.key ? focusOn(next) : undefined;
}

function arrowLeft(row: Row, rows: readonly Row[]): KeyAction | undefined {
  if (isNode(row) && row.expanded) return { toggle: row.key };
  return focusOn(rows.find(({ key }) => key === row.parent));
}

/** Key of the next row, wrapping around, whose name or code begins with the typed text. */
export function findByPrefix(typed: string, rows: readonly Row[], at: number): string | undefined {
  const begins = (text: string) => text.toLowerCase().startsWith(typed.toLowerCase());
  const from = typed.length > 1 ? at : at + 1;
  return [...rows.slice(from), ...rows.slice(0, from)]
    .filter(isNode)
    .find(({ node }) => begins(node.name) || begins(node.code))?.key;
}

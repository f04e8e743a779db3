import { isNode, type Row } from './rows';

/** What a key does in a tree: the focus goes to a row, a row is opened or closed, or what it stands for is entered. */
export type Move = { readonly to: string } | { readonly toggle: string } | { readonly enter: true };

/** As the pattern for trees has it; undefined for a key that means nothing here. */
export function moveOf(key: string, rows: readonly Row[], at: number): Move | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  if (key === 'ArrowDown') return to(rows[at + 1]);
  if (key === 'ArrowUp') return to(rows[at - 1]);
  if (key === 'Home') return to(rows[0]);
  if (key === 'End') return to(rows.at(-1));
  if (key === 'ArrowRight') return rightwards(row, rows[at + 1]);
  if (key === 'ArrowLeft') return leftwards(row, rows);
  if (key === 'Enter') return { enter: true };
  if (key === ' ') return canOpen(row) ? { toggle: row.key } : { enter: true };
  return undefined;
}

const to = (row: Row | undefined): Move | undefined => row && { to: row.key };
const canOpen = (row: Row): boolean => isNode(row) && row.expanded !== undefined;

function rightwards(row: Row, next: Row | undefined): Move | undefined {
  if (!isNode(row) || row.expanded === undefined) return undefined;
  if (!row.expanded) return { toggle: row.key };
  return next?.parent === row.key ? to(next) : undefined;
}

function leftwards(row: Row, rows: readonly Row[]): Move | undefined {
  if (isNode(row) && row.expanded) return { toggle: row.key };
  return to(rows.find(({ key }) => key === row.parent));
}

/** The next row, round from the end, whose name or code begins with what has been typed. */
export function startingWith(typed: string, rows: readonly Row[], at: number): string | undefined {
  const begins = (text: string) => text.toLowerCase().startsWith(typed.toLowerCase());
  const from = typed.length > 1 ? at : at + 1;
  return [...rows.slice(from), ...rows.slice(0, from)]
    .filter(isNode)
    .find(({ node }) => begins(node.name) || begins(node.code))?.key;
}

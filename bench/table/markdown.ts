/** A table of Markdown as Prettier formats it: columns of figures are aligned to the right. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? withCommas(cell) : cell)));
  const isRight = columns.map((_, at) => at > 0 && rows.every((row) => /^$|^[\d–.-]/.test(String(row[at]))));
  const widths = columns.map((name, at) => Math.max(3, name.length, ...cells.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (isRight[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join(' | ')} |`;
  const rule = widths.map((width, at) => (isRight[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(columns), line(rule), ...cells.map(line)].join('\n');
}

/** 12345.6 as "12,346", 12.345 as "12.3". */
function withCommas(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)));
}

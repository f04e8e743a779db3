/** The first rows of a file, as texts. */
export interface TableStart {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Whether a file has one JSON object per line. Any other file is CSV. */
export function isNdjson(name: string): boolean {
  return /\.(ndjson|jsonl)$/i.test(name);
}

/** Reads at most `most` rows from the beginning of a file. An incomplete last row is left out. */
export function tableStart(text: string, name: string, most: number): TableStart {
  return isNdjson(name) ? ndjsonStart(text, most) : csvStart(text, most);
}

function ndjsonStart(text: string, most: number): TableStart {
  const objects = completeLines(text)
    .slice(0, most)
    .map(toObject)
    .filter((object) => object !== null);
  const headings = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  return { headings, rows: objects.map((object) => headings.map((name) => toText(object[name]))) };
}

function toObject(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join('; ') : String(value as string);
}

function completeLines(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

function csvStart(text: string, most: number): TableStart {
  const records = csvRecords(text.replace(/^\ufeff/, ''), most + 1);
  const [headings = [], ...rows] = records;
  return { headings, rows };
}

function csvRecords(text: string, most: number): string[][] {
  const delimiter = delimiterOf(text);
  const records: string[][] = [];
  let cells: string[] = [];
  // a cell, quoted or not, and what follows it: a delimiter, a line end, or the end of the text
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"\\n${delimiter}][^\\n${delimiter}]*)?)(${delimiter === '|' ? '\\|' : delimiter}|\\r?\\n|$)`,
    'y',
  );
  while (records.length < most && cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) break;
    const [, quoted, plain = '', after] = found;
    cells.push(quoted === undefined ? plain.replace(/\r$/, '') : quoted.replaceAll('""', '"'));
    if (after === delimiter) continue;
    if (cells.length > 1 || cells[0] !== '') records.push(cells);
    cells = [];
  }
  return records;
}

/** Returns the delimiter that is most frequent in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const line = (text.split('\n', 1)[0] ?? '').replace(/"[^"]*"?/g, '');
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

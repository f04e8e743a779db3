import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Statement } from '../../graph/graph';

/** The character between the elements of a list: XML cannot contain it. */
export const LIST_DELIMITER = '\u001f';

/** Properties that are not texts. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ statusDerived: 'boolean', refOnly: 'boolean', unresolved: 'boolean', isPrimary: 'boolean' },
  ...{ forward: 'boolean', canBePrimary: 'boolean' },
  ...{ contacts: 'string[]', related: 'string[]' },
  // The driver writes the numbers of parameters as floating point, and Cypher those of its text as integers.
  ...{ fromRelease: 'double', untilRelease: 'long' },
};

/**
 * Returns the properties that a statement creates from the columns of its rows, as header fields in the order of the
 * columns, so that an import creates the same. The key is the column.
 */
export function headerOf({ text, name }: Statement): string[] {
  const created = text.slice(text.lastIndexOf('CREATE'));
  const fields: string[] = [];
  for (const [, property, column] of created.matchAll(/(\w+): row\[(\d+)\]/g))
    fields[Number(column)] = fieldOf(property!);
  if (fields.length === 0) throw new Error(`The statement ${name} creates nothing from its rows.`);
  return fields;
}

export const fieldOf = (property: string) => `${property}:${TYPES[property] ?? 'string'}`;

/** Returns the columns of a row, which is a JSON list, as CSV fields. */
export function toFields(json: string): string {
  if (json.includes('\\') || json.includes('[', 1)) return (JSON.parse(json) as unknown[]).map(toField).join(',');
  const fields = json.slice(1, -1);
  if (!fields.includes('null')) return fields;
  return fields
    .split('"')
    .map((text, at) => (at % 2 === 0 ? text.replaceAll('null', '') : text))
    .join('"');
}

/** Returns a value as a CSV field. A missing value is empty; an empty text is a pair of quotes. */
export function toField(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return quoted(value.join(LIST_DELIMITER));
  return String(value);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const FLUSH_CHARACTERS = 1_048_576;

/** A CSV file that is being written. */
export class CsvFile {
  rows = 0;
  private descriptor: number | null;
  private lines: string[] = [];
  private size = 0;

  /** `name` is the label or the type. */
  constructor(
    readonly name: string,
    readonly path: string,
  ) {
    this.descriptor = openSync(path, 'w', 0o600);
  }

  write(fields: string): void {
    this.rows++;
    this.append(fields);
  }

  close(): void {
    this.flush();
    this.abandon();
  }

  /** Closes the file without what is not written yet. */
  abandon(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }

  /** Adds a line that is not a row, such as the header. */
  append(line: string): void {
    this.lines.push(line);
    this.size += line.length;
    if (this.size > FLUSH_CHARACTERS) this.flush();
  }

  private flush(): void {
    if (this.descriptor !== null && this.lines.length > 0) writeFileSync(this.descriptor, `${this.lines.join('\n')}\n`);
    this.lines = [];
    this.size = 0;
  }
}

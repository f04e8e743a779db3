import { hash } from 'node:crypto';
import type { ExportFormat } from './formats/format';
import type { Export } from './requests';

/** To be raised when a version writes other values for the same facts. */
const VALUES = 1;

/**
 * Returns the entity tag of an export: equal for requests that have the same rows. It is weak, because the bytes may be
 * compressed on their way.
 */
export function entityTag<Row>(file: Export<Row>, { extension }: ExportFormat): string {
  const { table, excel, dependsOn } = file;
  const columns = table.columns.map(({ name }) => name);
  const parts = [VALUES, extension, excel, columns, dependsOn];
  return `W/"${hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)}"`;
}

/** Whether a header `if-none-match` has the tag. */
export function hasTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const opaque = tag.slice('W/'.length);
  return header.split(',').some((given) => ['*', tag, opaque].includes(given.trim()));
}

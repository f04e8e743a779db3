import { writeKey } from '../../domain/export/tables/row-key';
import type { FactTable, TableRow } from '../../domain/export/tables/table';
import type { FileColumn, FileTable } from './formats/format';

const CHANGE: FileColumn<TableRow> = { name: 'change', type: 'TEXT', read: ({ change }) => change };
const KEY: FileColumn<TableRow> = { name: 'key', type: 'TEXT', read: ({ key }) => writeKey(key) };

/** Returns the file of a table of stored facts: the change, if differences are asked for, the key, and the columns. */
export function factFile({ columns }: FactTable, hasChanges: boolean): FileTable<TableRow> {
  const all: readonly FileColumn<TableRow>[] = [
    ...(hasChanges ? [CHANGE, KEY] : [KEY]),
    ...columns.map((column, index) => ({ ...column, read: ({ values }: TableRow) => values[index] })),
  ];
  return { columns: all, toJson: (row) => Object.fromEntries(all.map(({ name, read }) => [name, read(row)])) };
}

import type { Loaders } from '../../../graph/loaders';
import type { CodeListKey } from '../../../graph/keys';
import type { Context } from '../../context';
import { differences, unchangedRows } from './differences';
import { compareKeys } from './row-key';
import type { FactRow, FactTable, TableRequest, TableRow } from './table';

const LISTS: readonly CodeListKey['list'][] = ['recordClass', 'relationship', 'role'];

/** The names of the codes that the other tables use. */
export const CODE_LIST_TABLE: FactTable = {
  name: 'code-lists',
  keyParts: 2,
  columns: [
    { name: 'list', type: 'TEXT' },
    { name: 'code', type: 'TEXT' },
    { name: 'name', type: 'TEXT' },
    { name: 'canBePrimary', type: 'BOOLEAN' },
  ],
  pages,
};

async function* pages(
  { release, since, after }: TableRequest,
  { loaders }: Context,
): AsyncGenerator<readonly TableRow[], void, void> {
  const rows = await rowsOf(release, loaders);
  const compared = since === null ? unchangedRows(rows) : differences(await rowsOf(since, loaders), rows);
  yield after === null ? compared : compared.filter(({ key }) => compareKeys(key, after) > 0);
}

async function rowsOf(release: number, { codeList }: Loaders): Promise<FactRow[]> {
  const lists = await Promise.all(LISTS.map((list) => codeList.load({ list, release })));
  return LISTS.flatMap((list, index) =>
    lists[index]!.map(({ code, name, canBePrimary }) => ({
      key: [list, code],
      values: [list, code, name, list === 'role' ? canBePrimary : null],
    })),
  ).sort((a, b) => compareKeys(a.key, b.key));
}

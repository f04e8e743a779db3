import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { PARQUET } from '../../../../gateway/export/formats/parquet';
import { EXPORT_FORMATS } from '../../../../gateway/export/formats/formats';
import { SEARCH_TABLE } from '../../../../gateway/export/search-table';
import type { StateRow } from '../../../../ods/facts';
import type { ExportRow } from '../../../../domain/export/row';
import { OrganisationAt } from '../../../../domain/records/organisation';

const [csv, ndjson] = EXPORT_FORMATS.map((format) => format.createWriter(SEARCH_TABLE, { excel: false }));
const release = { id: '2024-10-31', number: 2 } as OrganisationAt['moment']['release'];
const moment = { date: '2024-10-31', basis: 'OPERATIONAL', release, hasOwnDate: false, cacheKey: '' } as const;
const notFound = { found: [], reason: 'NO_SUCH_LINK', stoppedAt: null, reached: [] } as const;

const named = (name: string, more: Partial<StateRow> = {}): ExportRow => {
  const state = { code: 'A', name, operational: '2010-04-01/', legal: '', contacts: null, ...more } as StateRow;
  const organisation = new OrganisationAt(state, moment);
  const lists = { kinds: ['OTHER'] as const, roles: ['RO177', 'RO76'], operators: [], commissioners: ['9ZZ'] };
  return { organisation, primaryRole: null, ...lists, icb: notFound, region: notFound };
};
const rowsOf = (...rows: ExportRow[]) =>
  parse([csv!.begin(), ...csv!.write(rows)].join(''), { columns: true }) as Record<string, string>[];

test.each(['=1+1', '+44 20', '-1', '@SUM(A1)', '\tx', '\r=1', '=HYPERLINK("http://x","y, z")'])(
  '%j is escaped in CSV and unchanged in NDJSON',
  (name) => {
    expect(rowsOf(named(name))[0]!.name).toBe(`'${name}`);
    expect(JSON.parse([...ndjson!.write([named(name)])].join(''))).toMatchObject({ name });
  },
);

test.each(['A, B', 'THE "OLD" MILL', 'TWO\nLINES', 'ONE\rLINE', "O'NEILL", 'A-1', '1=1', 'ŵ 漢'])(
  '%j survives a CSV round trip',
  (name) => expect(rowsOf(named(name), named('NEXT')).map((row) => row.name)).toEqual([name, 'NEXT']),
);

test('contacts that start like a formula are escaped, and several share a cell', () => {
  const contacts = ['tel', '+44 20', 'tel', '=2', 'http', 'www.example.org'];
  expect(rowsOf(named('A', { contacts }))[0]).toMatchObject({ telephone: "'+44 20; =2", website: 'www.example.org' });
});

test('a missing value is an empty cell, and lines end with CRLF', () => {
  expect(rowsOf(named('A'))[0]).toMatchObject({
    ...{ operationalStart: '2010-04-01', operationalEnd: '', legalStart: '', isActive: 'true', primaryRoleCode: '' },
    ...{ roleCodes: 'RO177; RO76', icbCodes: '', icbReason: 'NO_SUCH_LINK', release: '2024-10-31' },
  });
  expect([...csv!.write([named('A'), named('B')])].join('').match(/\r\n/g)).toHaveLength(2);
});

test('Parquet of many rows is made column by column, and has few row groups', async () => {
  const rows = Array.from({ length: 20_001 }, (_, at) => ({ at, name: at % 3 === 0 ? null : `N${at % 1_000}` }));
  type Row = (typeof rows)[number];
  const columns = [
    { name: 'at', type: 'NUMBER', read: ({ at }: Row) => at },
    { name: 'name', type: 'TEXT', read: ({ name }: Row) => name },
    { name: 'isEven', type: 'BOOLEAN', read: ({ at }: Row) => at % 2 === 0 },
  ] as const;
  const writer = PARQUET.createWriter({ columns, toJson: (row: Row) => row }, { excel: false });
  const parts = [writer.begin()];
  for (let from = 0; from < rows.length; from += 64) parts.push(...writer.write(rows.slice(from, from + 64)));
  parts.push(...writer.end());
  const groups = 3;
  expect(parts).toHaveLength(1 + groups * columns.length + 1);
  const bytes = Buffer.concat(parts as Uint8Array[]);
  const file = new Uint8Array(bytes).buffer;
  const { row_groups: listed, num_rows: count } = parquetMetadata(file);
  expect([listed.length, Number(count)]).toEqual([groups, rows.length]);
  expect(listed.map((group) => [group.columns.length, Number(group.columns[0]!.meta_data!.num_values)])).toEqual(
    listed.map((group) => [columns.length, Number(group.num_rows)]),
  );
  expect(await parquetReadObjects({ file })).toEqual(rows.map(({ at, name }) => ({ at, name, isEven: at % 2 === 0 })));
});

import type { Context } from '../../domain/context';
import { exportPages } from '../../domain/export/pages';
import type { ExportRow } from '../../domain/export/row';
import { readKey } from '../../domain/export/tables/row-key';
import type { FactTable, TableRow } from '../../domain/export/tables/table';
import { within } from '../../domain/moment';
import type { ReleaseRow } from '../../ods/facts';
import type { Query } from '../http/query-string';
import { factFile } from './fact-file';
import type { FileTable } from './formats/format';
import { parseExportQuery, parseTableQuery } from './query';
import { SEARCH_TABLE } from './search-table';

/** One export, before its first page is read. */
export interface Export<Row> {
  readonly table: FileTable<Row>;
  /** Without the extension. */
  readonly fileName: string;
  readonly release: ReleaseRow;
  /** The release that the rows are compared with, if they are. */
  readonly since: ReleaseRow | null;
  /** For Excel. */
  readonly excel: boolean;
  /** What the rows depend on, besides the columns. */
  readonly dependsOn: readonly unknown[];
  pages(): AsyncIterable<readonly Row[]>;
}

/** A parsed query string. */
export type ParsedExport<Row> = (context: Context) => Export<Row>;

/** Parses the query of an export of a search. Throws BAD_USER_INPUT. */
export function searchExport(query: Query): ParsedExport<ExportRow> {
  const { filter, asOf, excel } = parseExportQuery(query);
  return (context) => {
    const at = within(context.root, asOf, context);
    const { date, basis, release } = at;
    return {
      table: SEARCH_TABLE,
      fileName: `organisations-release-${release.id}-on-${date}${basis === 'LEGAL' ? '-legal' : ''}`,
      release,
      since: null,
      excel,
      dependsOn: ['search', identityOf(release), date, basis, filter],
      pages: () => exportPages(filter, at, context),
    };
  };
}

/** Parses the query of an export of a table of stored facts. Throws BAD_USER_INPUT. */
export function tableExport(table: FactTable, query: Query): ParsedExport<TableRow> {
  const { asOf, changedSince, after: last, excel } = parseTableQuery(query, table.name);
  const after = last === undefined ? null : readKey(last, table.keyParts);
  return (context) => {
    const { release } = within(context.root, asOf, context);
    const since = changedSince === undefined ? null : within(context.root, { release: changedSince }, context).release;
    const request = { release: release.number, since: since?.number ?? null, after };
    const { generation, measuredBy } = context.snapshot;
    const facts = table.dependsOnMeasures
      ? [generation, measuredBy]
      : [identityOf(release), since && identityOf(since)];
    return {
      table: factFile(table, since !== null),
      fileName: `${table.name}-release-${release.id}${since ? `-since-${since.id}` : ''}`,
      release,
      since,
      excel,
      dependsOn: [table.name, facts, after],
      pages: () => table.pages(request, context),
    };
  };
}

/** The time of the load tells apart two loads of one file by different versions. */
function identityOf({ sha256, loadedAt }: ReleaseRow): readonly string[] {
  return [sha256, loadedAt];
}

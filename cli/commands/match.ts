import { basename } from 'node:path';
import { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { CommandError, type CommandContext } from '../command';
import { matchColumns, MATCH_PARTS, type MatchColumnOptions, type MatchColumns } from '../match/columns';
import { addReadingOptions, type ReadingFlags } from '../reading/options';
import { openCsv } from '../match/csv-rows';
import { openMatchSource, type MatchSource } from '../match/source';
import { cellsOf, ADDED_HEADINGS, itemOf, NOTHING_GIVEN, type MatchRow } from '../match/rows';

type MatchFlags = MatchColumnOptions & ReadingFlags;

const COLUMN_TEXTS = {
  name: 'the column of names, if its heading is not recognised',
  postcode: 'the column of postcodes',
  town: 'the column of towns',
  address: 'the column of address lines',
  kind: 'the column of kinds, such as GP_PRACTICE',
  date: 'the column of dates, such as 2021-01-01: the day for which a row was written down',
} as const;

/** ods-graph match FILE.csv */
export function matchCommand(context: CommandContext): Command {
  const command = new Command('match')
    .description('find the codes of organisations in a CSV file by name, postcode and town')
    .argument('<file>', 'CSV file with a heading row; - reads from stdin');
  for (const part of MATCH_PARTS) command.option(`--${part}-column <name>`, COLUMN_TEXTS[part]);
  return addReadingOptions(command).action((file: string, flags: MatchFlags) => match(file, flags, context));
}

async function match(file: string, flags: MatchFlags, context: CommandContext): Promise<void> {
  const source = await openMatchSource(flags, context);
  try {
    const counts = await matchRows(file, flags, source, context.out);
    context.report.line(`${counts.chosen} of ${counts.rows} rows have a code.`);
  } finally {
    await source.close();
  }
}

interface Counts {
  rows: number;
  chosen: number;
}

async function matchRows(
  file: string,
  options: MatchColumnOptions,
  source: MatchSource,
  out: (text: string) => void,
): Promise<Counts> {
  const counts: Counts = { rows: 0, chosen: 0 };
  const { delimiter, rows: csv } = await openCsv(file);
  let columns: MatchColumns | null = null;
  let rows: MatchRow[] = [];
  const flush = async () => {
    if (rows.length > 0) out(stringify(await matchedRows(rows, source, counts), { delimiter }));
    rows = [];
  };
  for await (const { record, info } of csv) {
    if (columns === null) {
      columns = matchColumns(record, options);
      out(stringify([[...record, ...ADDED_HEADINGS]], { delimiter }));
    } else rows.push(itemOf(record, columns, info.lines));
    if (rows.length === source.itemsAtOnce) await flush();
  }
  if (columns === null) throw new CommandError(`${basename(file)} is empty.`, 2);
  await flush();
  return counts;
}

/** Returns the rows with the cells that are added, in order. A row without anything to compare keeps its place. */
async function matchedRows(rows: readonly MatchRow[], source: MatchSource, counts: Counts): Promise<string[][]> {
  const given = rows.filter(({ item }) => item !== null);
  const matches = given.length === 0 ? [] : await source.match(given.map(({ item }) => item!));
  const found = new Map(given.map((row, at) => [row, matches[at]!]));
  counts.rows += rows.length;
  counts.chosen += matches.filter(({ chosen }) => chosen !== null).length;
  return rows.map((row) => [...row.cells, ...(found.has(row) ? cellsOf(found.get(row)!) : NOTHING_GIVEN)]);
}

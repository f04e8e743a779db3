import { Command, InvalidArgumentError, Option } from 'commander';
import { loadMeasure } from '../../graph-seed/load-measure';
import { toExtractDate } from '../../graph-seed/measures/dates';
import { measureLines } from '../../graph-seed/measures/report';
import type { CommandContext } from '../command';
import { openGraph } from '../open-neo4j';

interface LoadMeasureFlags {
  readonly name?: string;
  readonly unit?: string;
  readonly source?: string;
  readonly date?: string;
  readonly dateColumn?: string;
  readonly codeColumn?: string;
  readonly valueColumn?: string;
  readonly dimensionColumn?: string;
  readonly dimension?: string;
  readonly sum?: boolean;
  readonly keepOthers?: boolean;
  readonly dryRun?: boolean;
  readonly onlySample?: boolean;
  readonly json?: boolean;
}

/** ods-graph load-measure ID FILE.csv… */
export function loadMeasureCommand(context: CommandContext): Command {
  return new Command('load-measure')
    .description('load values by organisation and date from a CSV file, for example list sizes')
    .argument('<id>', 'the id of the measure, for example gp-list-size')
    .argument(
      '<files...>',
      'CSV files with a heading row, a code column and a value column, or one for each month; also the tables of "Patients Registered at a GP Practice" as published',
    )
    .option('--name <text>', 'its name, for example "Registered patients"; by default that of the previous load')
    .option('--unit <text>', 'the unit of the values, for example patients')
    .option('--source <text>', 'where the data was published')
    .option('--date <date>', 'the date of all values, for example 2021-01-01', toDate)
    .option('--date-column <name>', 'the date column, with dates such as 2021-01-01, 20210101, 01JAN2021 or 01-Jan-21')
    .option('--code-column <name>', 'the column of ODS codes, if its heading is not recognised')
    .option('--value-column <name>', 'the column of values, if its heading is not recognised')
    .option('--dimension-column <name>', 'the column of a dimension of the values, for example of age bands')
    .option('--dimension <name>', 'the name of the dimension; by default the heading of its column in small letters')
    .option('--sum', 'add up rows with the same code and date')
    .option('--keep-others', 'keep the values of the same dates of organisations that the files do not have')
    .option('--dry-run', 'report on the files: unknown, closed and doubled codes; change nothing')
    .option('--json', 'print the final report as JSON')
    .addOption(new Option('--only-sample', 'refuse the file if a real release is loaded').hideHelp())
    .action((id: string, files: string[], flags: LoadMeasureFlags) => run(context, id, files, flags));
}

async function run(
  context: CommandContext,
  id: string,
  files: readonly string[],
  flags: LoadMeasureFlags,
): Promise<void> {
  const { json, ...options } = flags;
  const { report } = context;
  const { graph, close } = await openGraph(context.config(), report);
  try {
    const done = await loadMeasure({ graph, id, file: files, options, report });
    if (json) context.out(`${JSON.stringify(done, null, 2)}\n`);
    else
      context.out(
        measureLines(done)
          .map((line) => `${line}\n`)
          .join(''),
      );
  } finally {
    await close();
  }
}

function toDate(text: string): string {
  const date = toExtractDate(text);
  if (date === null) throw new InvalidArgumentError('Expected a date such as 2021-01-01.');
  return date;
}

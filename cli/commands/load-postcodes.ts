import { Command, InvalidArgumentError, Option } from 'commander';
import { loadPostcodes } from '../../graph-seed/load-postcodes';
import { toExtractDate } from '../../graph-seed/measures/dates';
import { postcodeLines } from '../../graph-seed/postcodes/report';
import type { CommandContext } from '../command';
import { openGraph } from '../open-neo4j';

interface LoadPostcodesFlags {
  readonly date?: string;
  readonly force?: boolean;
  readonly onlySample?: boolean;
  readonly json?: boolean;
}

/** ods-graph load-postcodes FILE */
export function loadPostcodesCommand(context: CommandContext): Command {
  return new Command('load-postcodes')
    .description('load where postcodes are, from the ONS Postcode Directory or the National Statistics Postcode Lookup')
    .argument('<file>', 'the zip as published, or a CSV file with the columns pcds (or pcd), lat and long')
    .option(
      '--date <date>',
      'the date of the edition, if the name of the file has no month, for example 2024-08-01',
      toDate,
    )
    .option('--force', 'replace postcodes also by an older file, or by less than half as many')
    .option('--json', 'print the final report as JSON')
    .addOption(new Option('--only-sample', 'refuse the file if a real release is loaded').hideHelp())
    .action((file: string, flags: LoadPostcodesFlags) => run(context, file, flags));
}

async function run(context: CommandContext, file: string, { json, ...options }: LoadPostcodesFlags): Promise<void> {
  const { report } = context;
  const { graph, close } = await openGraph(context.config(), report);
  try {
    const done = await loadPostcodes({ graph, file, options, report });
    const lines = json ? [JSON.stringify(done, null, 2)] : postcodeLines(done);
    context.out(lines.map((line) => `${line}\n`).join(''));
  } finally {
    await close();
  }
}

function toDate(text: string): string {
  const date = toExtractDate(text);
  if (date === null) throw new InvalidArgumentError('Expected a date such as 2024-08-01.');
  return date;
}

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  CLOSING_COLUMNS,
  COLUMN_MEANINGS,
  DEFAULT_COLUMNS,
  ENRICH_COLUMNS,
  type EnrichColumn,
} from '../../domain/enrich/columns';
import type { AddedCells } from '../../domain/enrich/enrich';
import { KnownError } from '../../errors';
import { enrichedText } from '../../gateway/enrich/enriched-text';
import { CSV_FORMAT, ENRICH_FORMATS, NDJSON_FORMAT, type EnrichFormat } from '../../gateway/enrich/formats';
import { DELIMITER_NAMES } from '../../gateway/enrich/query';
import type { TableOptions } from '../../gateway/enrich/table-file';
import { CommandError, type CommandContext } from '../command';
import { openEnricher } from '../enrich/enricher';
import { openOutput, type Output } from '../enrich/output';
import { addReadingOptions, type ReadingFlags } from '../reading/options';

interface EnrichFlags extends ReadingFlags {
  readonly codeColumn?: string;
  readonly dateColumn?: string;
  readonly add?: readonly EnrichColumn[];
  readonly prefix?: string;
  readonly delimiter?: keyof typeof DELIMITER_NAMES;
  readonly format?: EnrichFormat['extension'];
  readonly output?: string;
}

const COLUMNS_HELP = [
  '\nColumns:',
  ...ENRICH_COLUMNS.map((column) => `  ${column.padEnd(23)}  ${COLUMN_MEANINGS[column]}`),
  `After them, the columns ${CLOSING_COLUMNS.join(', ')} are always added.`,
].join('\n');

/** ods-graph enrich FILE.csv */
export function enrichCommand(context: CommandContext): Command {
  const command = new Command('enrich')
    .description('add columns about the organisations to a CSV or NDJSON file with codes')
    .argument('<file>', 'CSV file with a heading row, or NDJSON; - reads from stdin')
    .option('--code-column <name>', 'the column of codes, if its heading is not recognised')
    .option('--date-column <name>', 'the column of days: each row is read as of its own day')
    .option('--add <columns>', `columns to add, separated by commas (default: ${DEFAULT_COLUMNS.join(',')})`, toColumns)
    .option('--prefix <text>', 'put before the name of each added column, for example ods_')
    .option('--output <file>', 'write to a file, which is called FILE.part until it is complete; default: stdout')
    .addOption(
      new Option('--delimiter <name>', 'of the CSV file, if not recognised').choices(Object.keys(DELIMITER_NAMES)),
    )
    .addOption(
      new Option('--format <name>', 'of the file, if its name does not end so').choices(
        ENRICH_FORMATS.map(({ extension }) => extension),
      ),
    )
    .addHelpText('after', COLUMNS_HELP);
  return addReadingOptions(command).action((file: string, flags: EnrichFlags) => enrich(file, flags, context));
}

function toColumns(text: string): readonly EnrichColumn[] {
  const names = text.split(',').flatMap((name) => name.trim() || []);
  const wrong = names.find((name) => !ENRICH_COLUMNS.includes(name as EnrichColumn));
  if (wrong !== undefined || names.length === 0)
    throw new InvalidArgumentError(`'${(wrong ?? '').slice(0, 32)}' is not one of ${ENRICH_COLUMNS.join(', ')}.`);
  return [...new Set(names)] as EnrichColumn[];
}

async function enrich(file: string, flags: EnrichFlags, context: CommandContext): Promise<void> {
  if (flags.dateColumn !== undefined && flags.date !== undefined)
    throw new CommandError('Give --date or --date-column, not both: with --date-column, each row has its own day.', 2);
  const options = optionsOf(flags);
  const { report } = context;
  const table = formatOf(file, flags).open(options);
  const enricher = await openEnricher(options.columns, flags, context);
  const counts = createCounts();
  let output: Output | undefined;
  try {
    output = await openOutput(flags.output, file, context);
    const settings = { file: table, ...enricher, onRow: counts.add };
    for await (const text of enrichedText(bytesOf(file), settings)) {
      await output.write(text);
      report.progress('Enriching', counts.rows, 0);
    }
    await output.complete();
  } catch (error) {
    await output?.discard();
    throw error instanceof KnownError && error.status === 400 ? inFile(error, file) : error;
  } finally {
    await enricher.close();
  }
  report.done('Enriching', `${counts.text()} As in the release of ${enricher.release}.`);
}

function optionsOf({ codeColumn, dateColumn, add = DEFAULT_COLUMNS, prefix, delimiter }: EnrichFlags): TableOptions {
  return { codeColumn, dateColumn, columns: add, prefix, delimiter: delimiter && DELIMITER_NAMES[delimiter] };
}

function formatOf(file: string, { format }: EnrichFlags): EnrichFormat {
  const isNdjson = format === undefined ? /\.(ndjson|jsonl)$/i.test(file) : format === 'ndjson';
  return isNdjson ? NDJSON_FORMAT : CSV_FORMAT;
}

/** Yields the bytes of a file. Throws a CommandError if it cannot be read. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array, void, void> {
  const source = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const part of source) yield part as Uint8Array;
  } catch (error) {
    throw new CommandError(`${basename(file)} cannot be read: ${(error as Error).message}`, 2);
  } finally {
    source.destroy();
  }
}

function inFile({ message }: KnownError, file: string): CommandError {
  return new CommandError(`${basename(file)}: ${message.replace('the code-column', '--code-column')}`, 2);
}

const number = new Intl.NumberFormat('en-GB');

/** Counts rows, and those of each kind of reason. */
function createCounts() {
  let [rows, withCode] = [0, 0];
  const reasons = new Map<string, number>();
  return {
    get rows() {
      return rows;
    },
    add(cells: AddedCells) {
      rows++;
      const [code, , reason] = cells.slice(-CLOSING_COLUMNS.length);
      if (code !== null) withCode++;
      for (const [, word] of String(reason ?? '').matchAll(/(?:^|; )([A-Z_]+):/g))
        reasons.set(word!, (reasons.get(word!) ?? 0) + 1);
    },
    text() {
      const counted = [...reasons].sort().map(([word, count]) => `, ${word} ${number.format(count)}`);
      return `${number.format(rows)} rows, ${number.format(withCode)} with a known code${counted.join('')}.`;
    },
  };
}

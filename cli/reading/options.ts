import { Option, type Command } from 'commander';
import { parseAsOf } from '../../domain/moment';
import { isDate } from '../../ods/periods';
import { CommandError } from '../command';

/** Where a command reads, and the moment that it reads. */
export interface ReadingFlags {
  readonly url?: string;
  readonly date?: string;
  readonly basis?: string;
  readonly release?: string;
  readonly asOf?: string;
}

/** Adds --url, --date, --basis, --release and --as-of to a command that reads. */
export function addReadingOptions(command: Command): Command {
  return command
    .option('--url <address>', 'ask a running server, for example https://ods.example.org, instead of the graph')
    .option('--date <day>', 'the day, for example 2021-03-31; by default the publication date of the release')
    .addOption(new Option('--basis <basis>', 'the dates that decide').choices(['OPERATIONAL', 'LEGAL']))
    .option('--release <id>', 'the release, for example 2024-10-31; by default the live one')
    .option('--as-of <moment>', "these three in one, for example 'date=2021-03-31;basis=LEGAL;release=2024-10-31'");
}

/** Returns the moment as the header `ods-as-of`; undefined for the default one. Throws a CommandError if it is wrong. */
export function asOfOf({ date, basis, release, asOf }: ReadingFlags): string | undefined {
  if (date !== undefined && !isDate(date))
    throw new CommandError(`--date takes a calendar date such as 2021-03-31; got '${date.slice(0, 32)}'.`, 2);
  const given = Object.entries({ date, basis, release }).filter(([, value]) => value !== undefined);
  const parts = given.map(([name, value]) => `${name}=${value}`);
  if (asOf === undefined) return parts.length === 0 ? undefined : parts.join(';');
  const inAsOf = parsed(asOf);
  const twice = given.find(([name]) => name in inAsOf);
  if (twice) throw new CommandError(`Give ${twice[0]} once: --as-of has it too.`, 2);
  return [asOf, ...parts].join(';');
}

function parsed(asOf: string): object {
  try {
    return parseAsOf(asOf);
  } catch (error) {
    throw new CommandError((error as Error).message.replace('The header ods-as-of', '--as-of'), 2);
  }
}

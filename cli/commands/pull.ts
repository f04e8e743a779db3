import { Command, InvalidArgumentError } from 'commander';
import { wait } from '../../updates/wait';
import type { CommandContext } from '../command';
import { pullOnce, type PullFlags } from '../pull/pull-once';
import { watch as repeat } from '../pull/watch';
import { listenForShutdown } from '../shutdown-signal';

const EXIT_CODES = `
Exit codes:
  0  a release was loaded; with --download-only, downloaded; with --dry-run, there is one; with --list, listed
  1  failed: wrong SHA-256, full disk, the load was refused or stopped, the database cannot be used
  2  wrong usage or settings
  3  another pull or load is running
  4  nothing new
  5  the service refuses the key, or the account is not subscribed to the item
  6  the service cannot be used at the moment; try again later
  7  a release was loaded, but the webhook did not accept the message`;

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_INTERVAL_MS = 7 * 86_400_000;

/** ods-graph pull */
export function pullCommand(context: CommandContext): Command {
  return new Command('pull')
    .description('download new releases from TRUD, the NHS download service, check them and load them')
    .option('--item <number>', 'the item of TRUD; 341 is the ODS data in XML', toItem, 341)
    .option('--since <date>', 'only releases of this date or later; into an empty graph, all of them', toDate)
    .option('--keep <n>', 'keep only the newest n files in the folder', toCount)
    .option('--list', 'only list the releases, and what a pull does with each')
    .option('--dry-run', 'only report what would be loaded')
    .option('--download-only', 'download and check, without the graph')
    .option('--watch [interval]', 'repeat until stopped, for example every 30m, 6h or 1d (default: 6h)', toInterval)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXIT_CODES)
    .action(({ watch, ...flags }: PullFlags & { watch?: number | true }) => {
      if (watch === undefined) return pullOnce(context, flags);
      const intervalMs = watch === true ? 6 * UNITS.h! : watch;
      const look = (signal: AbortSignal) => pullOnce(context, flags, signal);
      return repeat(look, context, { intervalMs, stop: listenForShutdown(), wait });
    });
}

function toItem(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected the number of an item, such as 341.');
  return Number(text);
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 9999.');
  return Number(text);
}

function toDate(text: string): string {
  const valid = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (!valid) throw new InvalidArgumentError('Expected a date such as 2024-10-31.');
  return text;
}

function toInterval(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit ?? ''] ?? NaN);
  if (!(ms <= MAX_INTERVAL_MS))
    throw new InvalidArgumentError('Expected an interval from 1m to 7d, such as 30m or 6h.');
  return ms;
}

import { Command, InvalidArgumentError } from 'commander';
import { listReleases, pruneReleases, setLive, type ReleaseInfo } from '../../graph-seed/releases';
import { CommandError, type CommandContext } from '../command';
import { openGraph } from '../open-neo4j';

interface ReleasesFlags {
  readonly live?: string;
  readonly prune?: boolean;
  readonly keep?: number;
  readonly json?: boolean;
}

/** `ods-graph releases`: lists the loaded releases, chooses the live one, and deletes old ones. */
export function releasesCommand(context: CommandContext): Command {
  return new Command('releases')
    .description('list the loaded releases, choose the live one, delete old ones')
    .option('--live <id>', 'make a loaded release the live one, for example 2024-10-31')
    .option('--prune', 'delete all but the newest releases; needs --keep')
    .option('--keep <n>', 'how many of the newest releases to keep (the live one is always kept)', wholeNumber)
    .option('--json', 'print the list as JSON')
    .action((flags: ReleasesFlags) => releases(context, flags));
}

async function releases(context: CommandContext, { live, prune, keep, json }: ReleasesFlags): Promise<void> {
  if ((prune === true) !== (keep !== undefined)) throw new CommandError('Give --prune and --keep together.', 2);
  const { report } = context;
  const { graph, close } = await openGraph(context.config(), report);
  try {
    if (live !== undefined) {
      await setLive(graph, live);
      report.line(`Release ${live} is live.`);
    }
    if (keep !== undefined) {
      const gone = await pruneReleases(graph, keep);
      report.line(gone.length > 0 ? `Deleted: ${gone.join(', ')}.` : 'Nothing to delete.');
    }
    const releases = await listReleases(graph);
    context.out(json ? `${JSON.stringify(releases, null, 2)}\n` : listText(releases));
  } finally {
    await close();
  }
}

function listText(releases: readonly ReleaseInfo[]): string {
  if (releases.length === 0) return 'No release is loaded.\n';
  return releases.map((release) => `${lineOf(release)}\n`).join('');
}

function lineOf({ id, status, isLive, organisations, relationships, loadedAt, sha256 }: ReleaseInfo): string {
  if (status !== 'LOADED') return `  ${id}  ${status === 'LOADING' ? 'load not finished' : 'load being removed'}`;
  const counts = `${organisations?.toLocaleString('en-GB')} organisations, ${relationships?.toLocaleString('en-GB')} relationships`;
  return `${isLive ? '*' : ' '} ${id}  ${counts}, loaded ${loadedAt}, sha256 ${sha256.slice(0, 12)}`;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 999999.');
  return Number(text);
}

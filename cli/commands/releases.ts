import { Command, InvalidArgumentError } from 'commander';
import { listReleases, pruneReleases, setLive, type ReleaseInfo } from '../../graph-seed/releases';
import { CommandError, type CommandContext } from '../command';
import { openGraph } from '../open-neo4j';
import { runGraphql } from '../reading/graphql';

interface ReleasesFlags {
  readonly live?: string;
  readonly prune?: boolean;
  readonly keep?: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `ods-graph releases`: lists the loaded releases, chooses the live one, and deletes old ones. */
export function releasesCommand(context: CommandContext): Command {
  return new Command('releases')
    .description('list the loaded releases, choose the live one, delete old ones')
    .option('--live <id>', 'make a loaded release the live one, for example 2024-10-31')
    .option('--prune', 'delete all but the newest releases; needs --keep')
    .option('--keep <n>', 'how many of the newest releases to keep (the live one is always kept)', wholeNumber)
    .option('--json', 'print the list as JSON')
    .option('--url <address>', 'list those of a running server, for example https://ods.example.org')
    .action((flags: ReleasesFlags) => releases(context, flags));
}

async function releases(context: CommandContext, { live, prune, keep, json, url }: ReleasesFlags): Promise<void> {
  if (url !== undefined) return listOfServer(url, { live, prune, json }, context);
  if ((prune === true) !== (keep !== undefined)) throw new CommandError('Give --prune and --keep together.', 2);
  const { report } = context;
  const config = context.config();
  const { graph, close } = await openGraph(config, report);
  try {
    if (live !== undefined) {
      await setLive(graph, live);
      report.line(`Release ${live} is live.`);
    }
    if (keep !== undefined) {
      const gone = await pruneReleases(graph, keep, {
        requestMs: config.REQUEST_TIMEOUT_MS,
        onWait: (sentence) => report.line(sentence),
      });
      report.line(gone.length > 0 ? `Deleted: ${gone.join(', ')}.` : 'Nothing to delete.');
    }
    const releases = await listReleases(graph);
    context.out(json ? `${JSON.stringify(releases, null, 2)}\n` : listText(releases));
  } finally {
    await close();
  }
}

const QUERY = '{ releases { id sequence publicationDate sha256 loadedAt organisations relationships isLive } }';

/** Lists the releases of a server; a client cannot change them. */
async function listOfServer(url: string, { live, prune, json }: ReleasesFlags, context: CommandContext): Promise<void> {
  if (live !== undefined || prune)
    throw new CommandError('--live and --prune change the graph, so --url cannot be given.', 2);
  const { data, errors = [] } = await runGraphql({ query: QUERY }, { url }, context);
  if (errors.length > 0) throw new CommandError(errors.map(({ message }) => message).join('\n'));
  const found = (data as { readonly releases: readonly Omit<ReleaseInfo, 'status' | 'number'>[] }).releases;
  const releases = found.map((release) => ({ ...release, status: 'LOADED' as const }));
  context.out(json ? `${JSON.stringify(releases, null, 2)}\n` : listText(releases));
}

type Listed = Omit<ReleaseInfo, 'number'>;

function listText(releases: readonly Listed[]): string {
  if (releases.length === 0) return 'No release is loaded.\n';
  return releases.map((release) => `${lineOf(release)}\n`).join('');
}

function lineOf({ id, status, isLive, organisations, relationships, loadedAt, sha256 }: Listed): string {
  if (status !== 'LOADED') return `  ${id}  ${status === 'LOADING' ? 'load not finished' : 'load being removed'}`;
  const counts = `${organisations?.toLocaleString('en-GB')} organisations, ${relationships?.toLocaleString('en-GB')} relationships`;
  return `${isLive ? '*' : ' '} ${id}  ${counts}, loaded ${loadedAt}, sha256 ${sha256.slice(0, 12)}`;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 999999.');
  return Number(text);
}

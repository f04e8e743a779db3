import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { LoadReport } from '../../graph-seed/load-report';
import { closingLines } from '../../graph-seed/load-report';
import { loadReleases, publicationDateOf } from '../../graph-seed/load-release';
import { loadedFiles } from '../../graph-seed/releases';
import { createHttpClient } from '../../updates/http/client';
import type { PlannedRelease } from '../../updates/trud/plan';
import { pull, type PullOptions, type PullResult, type PullTarget } from '../../updates/trud/pull';
import { withoutKey, type TrudItem } from '../../updates/trud/service';
import { wait } from '../../updates/wait';
import { checkTemporaryFolder } from '../check-folders';
import { CommandError, type CommandContext } from '../command';
import { openGraphToLoad } from '../open-neo4j';
import type { Report } from '../report';
import { tellWebhook } from './tell-webhook';

export interface PullFlags extends PullOptions {
  readonly item: number;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** One pull. Throws a CommandError with the exit code, also if there is nothing new. */
export async function pullOnce(context: CommandContext, flags: PullFlags, signal?: AbortSignal): Promise<void> {
  const { list, json, item: number, ...options } = flags;
  const config = context.config();
  const key = config.TRUD_API_KEY;
  if (key === undefined)
    throw new CommandError(
      'Set TRUD_API_KEY to the key on the account page of TRUD, isd.digital.nhs.uk/trud, or TRUD_API_KEY_FILE to a file with it.',
      2,
    );
  const item: TrudItem = { url: config.TRUD_URL, key, item: number };
  const report = withoutKeyIn(context.report, item);
  const folder = join(config.RELEASE_DIR ?? join(config.DATA_DIR, 'releases'), `item-${number}`);
  const client = createHttpClient(context.env);
  try {
    const result = await pull({
      ...{ client, item, report, folder, wait, signal },
      options: { ...options, dryRun: list || options.dryRun === true },
      open: () => openTarget(context, report, list || options.dryRun === true),
      tell: (loaded) => told(loaded, context, json === true),
    });
    context.out(json ? `${JSON.stringify(asJson(result), null, 2)}\n` : textOf(result, flags));
    finish(result, flags);
  } catch (error) {
    throw cleaned(error, item);
  } finally {
    await client.close();
  }
}

async function openTarget({ config }: CommandContext, report: Report, dryRun: boolean): Promise<PullTarget> {
  // As in ods-graph load: garbage is collected sooner, and a national release needs less memory.
  setFlagsFromString('--heap-growing-percent=30');
  checkTemporaryFolder();
  const settings = config();
  const target = await openGraphToLoad(settings, report, { dryRun });
  const { freeSpace, notImported, close } = target;
  const requestMs = settings.REQUEST_TIMEOUT_MS;
  const memoFolder = join(settings.DATA_DIR, 'memo');
  return {
    loaded: async () => ('make' in target.graph ? [] : loadedFiles(target.graph)),
    publicationDate: publicationDateOf,
    load: async (path) =>
      (
        await loadReleases({
          graph: target.graph,
          files: [path],
          report,
          freeSpace,
          notImported,
          requestMs,
          memoFolder,
        })
      )[0]!,
    close,
  };
}

/** Prints the report of a loaded release at once, because a later one may fail, and sends it to the webhook. */
async function told(report: LoadReport, context: CommandContext, json: boolean): Promise<void> {
  if (!json)
    context.out(
      closingLines(report)
        .map((line) => `${line}\n`)
        .join(''),
    );
  await tellWebhook(report, context);
}

const STATES = {
  NEW: 'new',
  LOADED: 'loaded',
  OLDER: 'not newer than the newest loaded release',
  NOT_ASKED: 'not asked; --since takes earlier releases',
} as const;

function textOf({ releases, downloaded, deleted }: PullResult, { list, dryRun, downloadOnly }: PullFlags): string {
  const shown = list ? releases : dryRun ? releases.filter(({ state }) => state === 'NEW').toReversed() : [];
  const lines = shown.map((one) => `${one.date}  ${one.file}  ${bytesOf(one)} bytes  ${STATES[one.state]}`);
  if (downloadOnly && !dryRun && !list) lines.push(...downloaded.map((file) => `Downloaded: ${file}.`));
  if (deleted.length > 0) lines.push(`Deleted: ${deleted.join(', ')}.`);
  return lines.map((line) => `${line}\n`).join('');
}

const bytesOf = ({ bytes }: PlannedRelease) => bytes.toLocaleString('en-GB');

/** The result without the addresses, which contain the key. */
function asJson({ releases, downloaded, loaded, deleted, notTold }: PullResult) {
  return {
    releases: releases.map(({ url: _, ...release }) => release),
    ...{ downloaded, loaded, deleted },
    notTold: notTold.map(({ message }) => message),
  };
}

/** Throws a CommandError unless the exit code is 0. */
function finish({ releases, downloaded, loaded, notTold }: PullResult, { list, dryRun, downloadOnly }: PullFlags) {
  if (list) return;
  if (notTold.length > 0) throw new CommandError(notTold.map(({ message }) => message).join('\n'), 7);
  const isNew = releases.some(({ state }) => state === 'NEW');
  if (dryRun ? isNew : (downloadOnly ? downloaded : loaded).length > 0) return;
  throw new CommandError(releases.length === 0 ? 'The service lists no release.' : 'Nothing new.', 4);
}

function withoutKeyIn(report: Report, item: TrudItem): Report {
  return {
    line: (text) => report.line(withoutKey(text, item)),
    progress: (stage, done, total) => report.progress(stage, done, total),
    done: (stage, summary) => report.done(stage, summary),
  };
}

/** Removes the key from the message and the stack of an error, in case another program has written it there. */
function cleaned(error: unknown, item: TrudItem): unknown {
  if (!(error instanceof Error)) return error;
  const stack = withoutKey(error.stack ?? '', item);
  try {
    error.message = withoutKey(error.message, item);
    error.stack = stack;
  } catch {
    return new CommandError(withoutKey(error.message, item));
  }
  return error;
}

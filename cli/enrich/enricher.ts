import { addedHeadings, type EnrichCell, type EnrichColumn } from '../../domain/enrich/columns';
import { createContext } from '../../domain/context';
import { createCursors } from '../../domain/cursor';
import { enrichItems, type AddedCells, type EnrichItem } from '../../domain/enrich/enrich';
import { DamagedCodesOfReleases } from '../../domain/enrich/known-codes';
import type { Enrich } from '../../gateway/enrich/enriched-text';
import { DEFAULT_LIMITS } from '../../gateway/limits';
import { createReadSide } from '../../graph/read-side';
import { WorkBudget } from '../../work-budget';
import { CommandError, type CommandContext } from '../command';
import { openGraph } from '../open-neo4j';
import { asOfOf, type ReadingFlags } from '../reading/options';
import { refuseRemoved } from '../reading/removed-release';
import { messageOf, openServer, type Server, type ServerResponse } from '../reading/server';

/** What adds cells to rows: the graph or a server. */
export interface Enricher {
  readonly enrich: Enrich;
  /** The id of the release that is read for all rows. */
  readonly release: string;
  /** Rows that are enriched together. */
  readonly rowsAtOnce: number;
  close(): Promise<void>;
}

/** The database may be cold, and nobody waits for a response. */
const DEADLINE_MS = 20_000;
const ROWS_AT_ONCE = 1_000;

/** Opens the server of --url or, without it, the graph. All rows are read from one release. */
export async function openEnricher(
  columns: readonly EnrichColumn[],
  flags: ReadingFlags,
  context: CommandContext,
): Promise<Enricher> {
  const asOf = asOfOf(flags);
  if (flags.url !== undefined) return serverEnricher(columns, asOf, openServer(flags.url, context));
  const { graph, close } = await openGraph(context.config(), context.report);
  try {
    const reads = createReadSide(graph, { deadlineMs: DEADLINE_MS });
    const { page, representations, codes } = DEFAULT_LIMITS;
    const limits = { page, representations, codes };
    const work = new WorkBudget({ sliceMs: Infinity });
    const cursors = createCursors('none are written');
    const request = await createContext(reads, { asOf, limits, cursors, work });
    const plan = { columns, at: request.root, damaged: new DamagedCodesOfReleases() };
    const enrich: Enrich = async (items) => {
      const cells = await enrichItems(items, plan, request);
      await refuseRemoved(reads, request.root.release);
      return cells;
    };
    return { enrich, release: request.root.release.id, rowsAtOnce: ROWS_AT_ONCE, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serverEnricher(
  columns: readonly EnrichColumn[],
  asOf: string | undefined,
  server: Server,
): Promise<Enricher> {
  const headers = { 'content-type': 'application/x-ndjson', ...(asOf !== undefined && { 'ods-as-of': asOf }) };
  const ask = async (body: string, parameters: Record<string, string> = {}) => {
    const query = new URLSearchParams({ add: columns.join(','), ...parameters });
    return checked(await server.send(`/enrich?${query.toString()}`, { method: 'POST', headers, body }), server);
  };
  const empty = await ask('');
  const release = empty.headers.get('x-ods-release') ?? '';
  const enrich: Enrich = async (items) => {
    const hasDates = items.some(({ date }) => date !== null);
    const { body } = await ask(linesOf(items), { release, ...(hasDates && { dateColumn: 'date' }) });
    return cellsIn(body, items.length, columns, server);
  };
  return { enrich, release, rowsAtOnce: DEFAULT_LIMITS.codes, close: () => Promise.resolve() };
}

function checked(response: ServerResponse, { url }: Server): ServerResponse {
  if (response.status === 200) return response;
  if (response.status === 404 || response.status === 405)
    throw new CommandError(`${url} has no POST /enrich. Is it this service, and as new as this command?`);
  throw new CommandError(`${url}: ${messageOf(response)}`, response.status === 400 ? 2 : 1);
}

function linesOf(items: readonly EnrichItem[]): string {
  return items.map(({ code, date }) => `${JSON.stringify(date === null ? { code } : { code, date })}\n`).join('');
}

/** Returns the cells in a response. Throws a CommandError unless each item has its line. */
function cellsIn(body: string, count: number, columns: readonly EnrichColumn[], { url }: Server): AddedCells[] {
  const lines = body.split('\n').filter((line) => line !== '');
  if (lines.length !== count)
    throw new CommandError(`${url} answered ${lines.length} rows instead of ${count}. Try again.`);
  const names = addedHeadings(columns);
  return lines.map((line) => {
    const row = JSON.parse(line) as Record<string, EnrichCell | undefined>;
    return names.map((name) => row[name] ?? null);
  });
}

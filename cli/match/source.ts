import { createContext } from '../../domain/context';
import { createCursors } from '../../domain/cursor';
import type { MatchItem } from '../../domain/matching/items';
import { matchItems } from '../../domain/matching/match';
import { DEFAULT_LIMITS } from '../../gateway/limits';
import { createReadSide } from '../../graph/read-side';
import { CommandError, type CommandContext } from '../command';
import type { MatchShown } from './rows';
import { openGraph } from '../open-neo4j';
import { sendGraphql } from '../reading/graphql';
import { asOfOf, type ReadingFlags } from '../reading/options';
import { refuseRemoved } from '../reading/removed-release';
import { openServer, type Server } from '../reading/server';

/** What finds the organisations of items: the graph or a server. */
export interface MatchSource {
  match(items: readonly MatchItem[]): Promise<readonly MatchShown[]>;
  /** Items that are matched together. */
  readonly itemsAtOnce: number;
  close(): Promise<void>;
}

/** The database may be cold, and nobody waits for a response. */
const DEADLINE_MS = 20_000;
/** Few enough for the cost limit of a server. */
const ITEMS_OF_A_REQUEST = 100;

/** Opens the server of --url or, without it, the graph. */
export async function openMatchSource(flags: ReadingFlags, context: CommandContext): Promise<MatchSource> {
  const asOf = asOfOf(flags);
  if (flags.url !== undefined) return fromServer(openServer(flags.url, context), asOf);
  const { graph, close } = await openGraph(context.config(), context.report);
  try {
    const reads = createReadSide(graph, { deadlineMs: DEADLINE_MS });
    const { page, representations, codes } = DEFAULT_LIMITS;
    const limits = { page, representations, codes };
    const request = await createContext(reads, { asOf, limits, cursors: createCursors('none are written') });
    const match = async (items: readonly MatchItem[]) => {
      const matched = await matchItems(items, request.root, request);
      await refuseRemoved(reads, request.root.release);
      return matched;
    };
    return { match, itemsAtOnce: codes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const CANDIDATE = 'score matchedOn organisation { code name isActive moment { date } } successors { code }';
const QUERY = `query ($items: [MatchItem!]!) {
  matchOrganisations(items: $items) { outcome chosen { ${CANDIDATE} } candidates { ${CANDIDATE} } }
}`;

function fromServer(server: Server, asOf: string | undefined): MatchSource {
  return {
    async match(items) {
      const { data, errors = [] } = await sendGraphql({ query: QUERY, variables: { items } }, asOf, server);
      if (errors.length > 0)
        throw new CommandError(`${server.url}: ${errors.map(({ message }) => message).join('\n')}`);
      return (data as { matchOrganisations: readonly MatchShown[] }).matchOrganisations;
    },
    itemsAtOnce: ITEMS_OF_A_REQUEST,
    close: () => Promise.resolve(),
  };
}

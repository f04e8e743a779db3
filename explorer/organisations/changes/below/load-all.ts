import LIST from '../../documents/compare/changes-below-list.graphql?raw';
import { request } from '../../graphql/request';
import type { Page } from '../../graphql/types';
import type { BelowChange, BelowParams } from './types';

const PAGE = 200;

type ListData = { readonly changes: Page<BelowChange> };

/** Loads every change below the organisation, page by page. Calls `progress` after each page. Throws RequestError, or TypeError if the network fails. */
export async function loadAll(
  { within, view, from, to }: BelowParams,
  progress: (loaded: number, total: number) => void,
  signal: AbortSignal,
): Promise<readonly BelowChange[]> {
  const all: BelowChange[] = [];
  const variables = { code: within, view, from, to, groups: null, first: PAGE };
  for (let after: string | null = null; ;) {
    const { changes }: ListData = await request<ListData>(LIST, { ...variables, after }, signal);
    all.push(...changes.nodes);
    progress(all.length, changes.totalCount);
    if (!changes.pageInfo.hasNextPage) return all;
    after = changes.pageInfo.endCursor;
  }
}

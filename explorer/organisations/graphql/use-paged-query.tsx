import { useEffect, useState } from 'preact/hooks';
import { More } from '../components/more';
import { currentRequest, loadedText, requestAfter, sameAgain, type PagedRequest } from './paged-request';
import { request, type Variables } from './request';
import type { Page } from './types';
import { WORDS } from '../components/words';

interface PagedQuery<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount?: number;
  readonly error?: Error;
  readonly loading: boolean;
  /** Loads the next page, after a failure once more; absent if there is none. */
  readonly loadMore?: () => void;
  /** Sends the last request again. */
  retry(): void;
}

type LoadedPages<Node> = { readonly pages: readonly Page<Node>[]; readonly error?: Error; readonly loading: boolean };

/** Loads a connection page by page, and starts again when the query or its variables change. */
export function usePagedQuery<Data, Node>(
  query: string,
  variables: Variables,
  pageOf: (data: Data) => Page<Node> | undefined,
): PagedQuery<Node> {
  const key = JSON.stringify(variables);
  const [loaded, setLoaded] = useState<LoadedPages<Node>>({ pages: [], loading: true });
  const [last, setLast] = useState<PagedRequest>({ key, cursor: null, attempt: 1 });
  const current = currentRequest(last, key);
  const { cursor, attempt } = current;
  useEffect(() => {
    const controller = new AbortController();
    const previous = (pages: readonly Page<Node>[]) => (cursor === null ? [] : pages);
    setLoaded(({ pages }) => ({ pages: previous(pages), loading: true }));
    request<Data>(query, { ...variables, after: cursor }, controller.signal).then(
      (data) => {
        const page = pageOf(data);
        setLoaded(({ pages }) => ({ pages: page ? [...previous(pages), page] : [], loading: false }));
      },
      (error: Error) => controller.signal.aborted || setLoaded(({ pages }) => ({ pages, error, loading: false })),
    );
    return () => controller.abort();
  }, [query, key, cursor, attempt]);
  return {
    ...toPagedQuery(loaded, (next) => setLast(requestAfter(current, next))),
    retry: () => setLast(sameAgain(current)),
  };
}

function toPagedQuery<Node>(
  { pages, error, loading }: LoadedPages<Node>,
  loadAfter: (cursor: string | null) => void,
): Omit<PagedQuery<Node>, 'retry'> {
  const last = pages.at(-1);
  return {
    nodes: pages.flatMap(({ nodes }) => nodes),
    loading,
    ...(last ? { totalCount: last.totalCount } : {}),
    ...(error ? { error } : {}),
    ...(last?.pageInfo.hasNextPage && !loading ? { loadMore: () => loadAfter(last.pageInfo.endCursor) } : {}),
  };
}

interface LoadMoreProps {
  readonly list: Pick<PagedQuery<unknown>, 'nodes' | 'totalCount' | 'loading' | 'loadMore'>;
  readonly what: string;
}

/** Shows how much of a list is loaded, with a button for the next page. */
export function LoadMore({ list: { nodes, totalCount, loading, loadMore }, what }: LoadMoreProps) {
  const isFirst = loading && nodes.length === 0;
  return (
    <More
      status={isFirst ? WORDS.loading : loadedText(nodes, totalCount, what)}
      button={WORDS.more(what)}
      isBusy={loading && !isFirst}
      more={loadMore}
    />
  );
}

import { useEffect, useState } from 'preact/hooks';
import type { Page } from './answers';
import { ask, type Variables } from './ask';

interface Paged<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount?: number;
  readonly error?: Error;
  readonly waiting: boolean;
  /** Asks for the next page; absent when there is none. */
  readonly more?: () => void;
  /** Asks for the last page once more. */
  again(): void;
}

type Chunk<Node> = { readonly pages: readonly Page<Node>[]; readonly error?: Error; readonly waiting: boolean };

/** A list that is read page by page; it begins anew when its question changes. */
export function usePaged<Data, Node>(
  query: string,
  variables: Variables,
  pageOf: (data: Data) => Page<Node> | undefined,
): Paged<Node> {
  const key = JSON.stringify(variables);
  const [chunk, setChunk] = useState<Chunk<Node>>({ pages: [], waiting: true });
  const [after, setAfter] = useState<{ readonly key: string; readonly cursor: string | null }>({ key, cursor: null });
  const [times, setTimes] = useState(1);
  const cursor = after.key === key ? after.cursor : null;
  useEffect(() => {
    const given = new AbortController();
    const before = (pages: readonly Page<Node>[]) => (cursor === null ? [] : pages);
    setChunk(({ pages }) => ({ pages: before(pages), waiting: true }));
    ask<Data>(query, { ...variables, after: cursor }, given.signal).then(
      (data) => {
        const page = pageOf(data);
        setChunk(({ pages }) => ({ pages: page ? [...before(pages), page] : [], waiting: false }));
      },
      (error: Error) => given.signal.aborted || setChunk(({ pages }) => ({ pages, error, waiting: false })),
    );
    return () => given.abort();
  }, [query, key, cursor, times]);
  return { ...shown(chunk, (next) => setAfter({ key, cursor: next })), again: () => setTimes(times + 1) };
}

function shown<Node>(
  { pages, error, waiting }: Chunk<Node>,
  goOn: (cursor: string | null) => void,
): Omit<Paged<Node>, 'again'> {
  const last = pages.at(-1);
  return {
    nodes: pages.flatMap(({ nodes }) => nodes),
    waiting,
    ...(last ? { totalCount: last.totalCount } : {}),
    ...(error ? { error } : {}),
    ...(last?.pageInfo.hasNextPage && !waiting ? { more: () => goOn(last.pageInfo.endCursor) } : {}),
  };
}

interface MoreShown {
  readonly of: Pick<Paged<unknown>, 'nodes' | 'totalCount' | 'waiting' | 'more'>;
  readonly what: string;
}

/** How much of a list is shown, and a button for the rest. */
export function More({ of: { nodes, totalCount, waiting, more }, what }: MoreShown) {
  return (
    <>
      <p role="status">
        {waiting && nodes.length === 0 ? 'Loading…' : `${nodes.length} of ${totalCount ?? nodes.length} ${what}`}
      </p>
      {more ? (
        <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={more}>
          Show more {what}
        </button>
      ) : null}
    </>
  );
}

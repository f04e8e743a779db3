import type { Graph } from '../../graph/graph';
import { STATEMENTS } from '../catalog/statements';

/** Those who may still read a release when it is removed. */
export interface Readers {
  /** The longest time of a request in milliseconds. Absent: that of a server with the usual settings. */
  readonly requestMs?: number;
  /** Receives sentences: how long is waited, and for whom. */
  readonly onWait?: (sentence: string) => void;
}

const USUAL_REQUEST_MS = 5_000;
/** A server notices within a second that a release was removed; another one is for clocks and slow machines. */
const NOTICED_MS = 2_000;
const NAMED_TRANSACTIONS = 5;

/** Returns for how many milliseconds requests may still read releases that were removed so many milliseconds ago. */
export function msToWait({ requestMs = USUAL_REQUEST_MS }: Readers, removedMs: number): number {
  return requestMs === 0 ? 0 : Math.max(0, requestMs + NOTICED_MS - removedMs);
}

/** Says how long is waited, and names the transactions that began before the removal. */
export async function sayWait(graph: Graph, readers: Readers, ms: number, removedMs: number): Promise<void> {
  const { requestMs = USUAL_REQUEST_MS, onWait } = readers;
  if (onWait === undefined) return;
  const longest = `${requestMs / 1_000} s (REQUEST_TIMEOUT_MS)`;
  onWait(
    `Waiting ${Math.ceil(ms / 1_000)} s for requests that still read the removed releases: they take at most ${longest}. Servers do not tell which requests these are.`,
  );
  const open = await openTransactions(graph, removedMs);
  if (open !== '') onWait(`Transactions of the database that began before the removal: ${open}.`);
}

/** Says which transactions are open that began before the removal, although the time of requests is over. */
export async function sayStillOpen(graph: Graph, { onWait }: Readers, removedMs: number): Promise<void> {
  const open = onWait === undefined ? '' : await openTransactions(graph, removedMs);
  if (open !== '')
    onWait?.(
      `These transactions are not waited for, and may miss facts of the removed releases: ${open}. They are longer than any request.`,
    );
}

interface OpenTransaction {
  readonly user: string;
  readonly address: string;
  readonly ms: number;
}

/** Empty if there are none, or if the user of the database may not see them. */
async function openTransactions(graph: Graph, ms: number): Promise<string> {
  try {
    const open = await graph.read<OpenTransaction>(STATEMENTS['open-transactions'], { ms });
    const named = open.slice(0, NAMED_TRANSACTIONS).map(textOf);
    return [...named, ...(open.length > named.length ? [`${open.length - named.length} more`] : [])].join(', ');
  } catch {
    return '';
  }
}

const textOf = ({ user, address, ms }: OpenTransaction) =>
  `user '${user}'${address === '' ? '' : ` from ${address}`}, open for ${Math.ceil(ms / 1_000)} s`;

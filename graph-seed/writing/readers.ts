import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from '../../graph/graph';
import { fromUserAgent, type ConnectedGateway } from '../../graph/neo4j/connected-gateway';
import { STATEMENTS } from '../catalog/statements';

/** Those who may still read a release when it is removed. */
export interface Readers {
  /** The longest time of a request in milliseconds, of servers that are not seen. Absent: that of the usual settings. */
  readonly requestMs?: number;
  /** Receives sentences: how long is waited, and for whom. */
  readonly onWait?: (sentence: string) => void;
}

const USUAL_REQUEST_MS = 5_000;
/** A server notices within a second that a release was removed; another one is for clocks and slow machines. */
const NOTICED_MS = 2_000;
const POLL_MS = 200;
const NAMED = 5;

/**
 * Waits until no request reads a release that was removed so many milliseconds ago. Requests that began before the removal may
 * still begin reads, so it waits for the longest time of a request, as this process and the connected gateways have it; then
 * for reads of gateways that began before the removal. The database ends these at their time limit.
 */
export async function awaitReaders(graph: Graph, readers: Readers, removedMs: number): Promise<void> {
  const { onWait = () => undefined } = readers;
  const removedAt = performance.now() - removedMs;
  const age = () => performance.now() - removedAt;
  for (let said = ''; ;) {
    const gateways = await connectedGateways(graph);
    const limit = longestRequest(readers, gateways);
    const ms = limit.requestMs + NOTICED_MS - age();
    if (ms <= 0) break;
    onWait(
      `Waiting ${Math.ceil(ms / 1_000)} s for requests that still read the removed releases: they take at most ${limit.text}.`,
    );
    const named = connectedText(gateways);
    if (named !== said) onWait((said = named));
    await sleep(ms);
  }
  await awaitTransactions(graph, onWait, age);
}

interface Connection {
  readonly id: string;
  readonly address: string;
  readonly gateway: ConnectedGateway;
}

/** The connections of gateways to this server; null if the user of the database may not see them. */
async function connectedGateways(graph: Graph): Promise<readonly Connection[] | null> {
  try {
    const all = await graph.read<{ id: string; agent: string; address: string }>(STATEMENTS.connections);
    return all.flatMap(({ agent, ...connection }) => {
      const gateway = fromUserAgent(agent);
      return gateway ? [{ ...connection, gateway }] : [];
    });
  } catch {
    return null;
  }
}

/** Returns the longest time of a request, and whose it is. */
function longestRequest({ requestMs = USUAL_REQUEST_MS }: Readers, connections: readonly Connection[] | null) {
  const seconds = (ms: number) => `${ms / 1_000} s (REQUEST_TIMEOUT_MS`;
  let longest = { requestMs, text: `${seconds(requestMs)})` };
  for (const { gateway } of connections ?? [])
    if (gateway.requestMs > longest.requestMs)
      longest = { requestMs: gateway.requestMs, text: `${seconds(gateway.requestMs)} of ${nameOf(gateway)})` };
  return longest;
}

function connectedText(connections: readonly Connection[] | null): string {
  if (connections === null)
    return 'The user of the database may not see which gateways are connected: this command needs the highest REQUEST_TIMEOUT_MS of them all.';
  if (connections.length === 0) return 'No gateway is connected to this server of the database now.';
  const names = connections.map(({ gateway, address }) => `${nameOf(gateway)}, from ${address.replace(/:\d+$/, '')}`);
  return `Gateways that are connected: ${joined([...new Set(names)])}.`;
}

const nameOf = ({ host, pid }: ConnectedGateway) => `process ${pid} on ${host}`;

interface OpenTransaction {
  readonly user: string;
  readonly connection: string;
  readonly address: string;
  readonly ms: number;
}

/** Waits for transactions of gateways that began before the removal. Names those of other clients, and does not wait for them. */
async function awaitTransactions(graph: Graph, onWait: (sentence: string) => void, age: () => number): Promise<void> {
  for (let said = ''; ;) {
    const connections = new Map((await connectedGateways(graph))?.map(({ id, gateway }) => [id, gateway]));
    const open = await openTransactions(graph, age());
    const ofGateways = open.flatMap(({ connection }) => connections.get(connection) ?? []);
    const others = open.filter(({ connection }) => !connections.has(connection));
    if (ofGateways.length === 0) {
      if (others.length > 0)
        onWait(
          `These transactions are not waited for, and may miss facts of the removed releases: ${joined(others.map(textOf))}. They are longer than any request.`,
        );
      return;
    }
    const names = joined([...new Set(ofGateways.map(nameOf))]);
    if (names !== said) onWait(`Waiting for reads that began before the removal, of ${(said = names)}.`);
    await sleep(POLL_MS);
  }
}

/** Empty if there are none, or if the user of the database may not see them. */
async function openTransactions(graph: Graph, ms: number): Promise<readonly OpenTransaction[]> {
  try {
    return await graph.read<OpenTransaction>(STATEMENTS['open-transactions'], { ms });
  } catch {
    return [];
  }
}

const textOf = ({ user, address, ms }: OpenTransaction) =>
  `user '${user}'${address === '' ? '' : ` from ${address}`}, open for ${Math.ceil(ms / 1_000)} s`;

/** The first names, and how many more there are. */
function joined(names: readonly string[]): string {
  const named = names.slice(0, NAMED);
  return [...named, ...(names.length > NAMED ? [`${names.length - NAMED} more`] : [])].join('; ');
}

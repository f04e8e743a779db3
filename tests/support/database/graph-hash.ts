import { createHash } from 'node:crypto';
import type { Graph, Statement } from '../../../graph/graph';

const NODES: Statement = {
  name: 'every-node',
  text: 'MATCH (n) WHERE NOT n:Lock AND NOT n:Batch RETURN head(labels(n)) AS label, properties(n) AS facts',
};

const EDGES: Statement = {
  name: 'every-edge',
  text: `MATCH (a)-[r]->(b)
    WITH a, r, b, properties(r) AS p
    RETURN type(r) AS label, a.code AS source, coalesce(b.hash, b.code) AS target, b.fromRelease AS targetFrom,
      coalesce(r.hash, '') AS hash, r.id AS id, r.status AS status, r.operational AS operational, r.legal AS legal,
      toString(r.date) AS date, toString(r.otherDate) AS otherDate, r.forward AS forward,
      r.fromRelease AS fromRelease, r.untilRelease AS untilRelease, size(keys(p)) AS properties`,
};

interface NodeRow {
  readonly label: string;
  readonly facts: Record<string, unknown>;
}

/**
 * One hash of everything that a load leaves, whatever the order in which it was written: nodes with all properties and
 * edges with theirs and their ends. Left out: the lock, the journal, the time and the report of a load.
 */
export async function graphHash(graph: Graph): Promise<string> {
  return createHash('sha256')
    .update((await graphLines(graph)).join('\n'))
    .digest('hex');
}

/** The same as sorted lines, to see in what two graphs differ. */
export async function graphLines(graph: Graph): Promise<string[]> {
  const lines: string[] = [];
  for await (const { label, facts } of graph.stream<NodeRow>(NODES)) {
    const { loadedAt: _at, report: _report, ...compared } = facts;
    lines.push(`${label} ${JSON.stringify(Object.entries(compared).sort(([a], [b]) => (a < b ? -1 : 1)))}`);
  }
  for await (const edge of graph.stream<object>(EDGES)) lines.push(JSON.stringify(edge));
  return lines.sort();
}

/** Empties a graph; indexes and constraints stay. */
export async function wipe(graph: Graph): Promise<void> {
  const text = 'MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS';
  await graph.run({ name: 'wipe', text });
}

/** Counts of nodes by label and of edges by type. */
export async function graphCounts(graph: Graph): Promise<Record<string, number>> {
  const nodes = { name: 'node-counts', text: 'MATCH (n) RETURN head(labels(n)) AS kind, count(*) AS count' };
  const edges = { name: 'edge-counts', text: 'MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS count' };
  const rows: { kind: string; count: number }[] = [];
  for (const statement of [nodes, edges])
    rows.push(...(await graph.read<(typeof rows)[0]>(statement, {}, { deadlineMs: 30_000 })));
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]).sort());
}

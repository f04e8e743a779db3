import { createHash } from 'node:crypto';
import type { Graph, Statement } from '../../../graph/graph';

const NODES: Statement = {
  name: 'every-node',
  text: 'MATCH (n) WHERE NOT n:Lock AND NOT n:Batch RETURN head(labels(n)) AS label, properties(n) AS facts',
};

const RELATIONSHIPS: Statement = {
  name: 'every-relationship',
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
 * Returns a hash of all nodes and relationships with their properties, independent of the order of writing.
 * It omits the lock, the journal, and the time and report of a load.
 */
export async function graphHash(graph: Graph): Promise<string> {
  return createHash('sha256')
    .update((await graphLines(graph)).join('\n'))
    .digest('hex');
}

/** Returns what graphHash hashes as sorted lines, to show where two graphs differ. */
export async function graphLines(graph: Graph): Promise<string[]> {
  const lines: string[] = [];
  for await (const { label, facts } of graph.stream<NodeRow>(NODES)) {
    const { loadedAt: _at, report: _report, ...compared } = facts;
    lines.push(`${label} ${JSON.stringify(Object.entries(compared).sort(([a], [b]) => (a < b ? -1 : 1)))}`);
  }
  for await (const relationship of graph.stream<object>(RELATIONSHIPS)) lines.push(JSON.stringify(relationship));
  return lines.sort();
}

/** Deletes all nodes. Indexes and constraints stay. */
export async function wipe(graph: Graph): Promise<void> {
  const text = 'MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS';
  await graph.run({ name: 'wipe', text });
}

/** Returns the counts of nodes by label and of relationships by type. */
export async function graphCounts(graph: Graph): Promise<Record<string, number>> {
  const nodes = { name: 'node-counts', text: 'MATCH (n) RETURN head(labels(n)) AS kind, count(*) AS count' };
  const relationships = {
    name: 'relationship-counts',
    text: 'MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS count',
  };
  const rows: { kind: string; count: number }[] = [];
  for (const statement of [nodes, relationships])
    rows.push(...(await graph.read<(typeof rows)[0]>(statement, {}, { deadlineMs: 30_000 })));
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]).sort());
}

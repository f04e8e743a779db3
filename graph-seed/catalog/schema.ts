import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph, Statement } from '../../graph/graph';
import { LOAD_DEADLINE, schemaFailure, withRetry } from './retry';
import { STATEMENTS } from './statements';

/** Milliseconds that another transaction has to finish a constraint of which only the index is there. */
const FINISH_MS = 3_000;
const LOOK_MS = 200;

/** Creates an index if it does not exist, also while another process creates it. */
export async function createIndex(graph: Graph, statement: Statement): Promise<void> {
  if (!(await createUnlessTaken(graph, statement))) await withRetry(() => graph.run(statement));
}

/**
 * Creates a constraint if it does not exist, also while another process creates it. Neo4j creates the index of a constraint
 * first, and leaves it behind if the connection ends before the constraint is complete: this index is dropped.
 */
export async function createConstraint(graph: Graph, statement: Statement): Promise<void> {
  for (const started = performance.now(); performance.now() - started < FINISH_MS; await sleep(LOOK_MS))
    if (await createUnlessTaken(graph, statement)) return;
  const name = nameOf(statement);
  if (await isRemainder(graph, statement, name)) await dropIndex(graph, name);
  await withRetry(() => graph.run(statement));
}

/** Runs a statement with IF NOT EXISTS. Returns false if its name or its index was taken by another transaction. */
async function createUnlessTaken(graph: Graph, statement: Statement): Promise<boolean> {
  try {
    await withRetry(() => graph.run(statement));
    return true;
  } catch (error) {
    if (schemaFailure(error) !== 'exists') throw error;
    return false;
  }
}

interface IndexRow {
  readonly labels: readonly string[];
  readonly properties: readonly string[];
  readonly owningConstraint: string | null;
}

/** Whether the index that has the name of a constraint has its label and properties too, and belongs to no constraint. */
async function isRemainder(graph: Graph, { text }: Statement, name: string): Promise<boolean> {
  const [index] = await withRetry(() => graph.run<IndexRow>(STATEMENTS['indexes-of-name'], { name }, LOAD_DEADLINE));
  if (index === undefined || index.owningConstraint !== null) return false;
  const of = index.properties.map((property) => `n.${property}`).join(', ');
  return [of, `(${of})`].some((key) => text.includes(`FOR (n:${index.labels.join()}) REQUIRE ${key} IS UNIQUE`));
}

/** Another process may have dropped it, or completed its constraint. */
async function dropIndex(graph: Graph, name: string): Promise<void> {
  const statement = { name: 'drop-index', text: `DROP INDEX ${name} IF EXISTS` };
  await withRetry(() => graph.run(statement)).catch((error: unknown) => {
    if (schemaFailure(error) !== 'owned') throw error;
  });
}

const nameOf = ({ text }: Statement): string => /^CREATE CONSTRAINT (\w+) /m.exec(text)![1]!;

import type { Graph, Statement } from '../../graph/graph';
import { codeListDifference, type Difference } from './difference';
import type { LoadPlan } from './plan';
import type { Stages } from '../progress';
import { FINDINGS, ROLES, STATES, SUCCESSIONS } from '../staging/kinds';
import type { StagedRelease } from '../staging/staged-release';
import { STATEMENTS } from '../catalog/statements';
import type { JournalledWriter } from './journalled-writer';

/** Writes the difference to the graph: ends facts first, then creates nodes, then relationships. */
export async function writeDifference(
  writer: JournalledWriter,
  staged: StagedRelease,
  difference: Difference,
  graph: Graph,
  plan: LoadPlan,
  stages: Stages,
): Promise<void> {
  if (plan.base !== null) await stages.run('ending', () => endFacts(writer, difference));
  await stages.run('organisations', (advance) => createFacts(writer, difference, STATES, STATEMENTS.states, advance));
  await stages.run('roles', (advance) => createFacts(writer, difference, ROLES, STATEMENTS.roles, advance));
  await stages.run('relationships', async (advance) => {
    for (const type of staged.linkKinds)
      if (type !== SUCCESSIONS) await createFacts(writer, difference, type, STATEMENTS.relationships, advance);
  });
  await stages.run('successions', (advance) =>
    createFacts(writer, difference, SUCCESSIONS, STATEMENTS.successions, advance),
  );
  await writeFindings(writer, difference, stages);
  await stages.run('rest', async () => {
    const touched = [...difference.touched].sort().map((code) => JSON.stringify([code]));
    await writer.write({ name: 'touched', statement: STATEMENTS.touched, rows: touched });
    await writeCodeLists(writer, staged, graph, plan);
  });
}

/** Writes the findings, which an import leaves out. */
export async function writeFindings(writer: JournalledWriter, difference: Difference, stages: Stages): Promise<void> {
  await stages.run('findings', (advance) => createFacts(writer, difference, FINDINGS, STATEMENTS.findings, advance));
}

async function endFacts(writer: JournalledWriter, difference: Difference): Promise<void> {
  await writer.writeIdempotent(STATEMENTS['end-states'], difference.endedRows(STATES));
  await writer.writeIdempotent(STATEMENTS['end-roles'], difference.endedRows(ROLES));
  await writer.writeIdempotent(STATEMENTS['end-findings'], difference.endedRows(FINDINGS));
  for (const kind of difference.linkKinds)
    await writer.writeIdempotent(STATEMENTS['end-relationships'], difference.endedRows(kind));
}

async function createFacts(
  writer: JournalledWriter,
  difference: Difference,
  kind: string,
  statement: Statement,
  advance: (done: number, total: number) => void,
): Promise<void> {
  const { created } = difference.of(kind);
  await writer.write(
    { name: kind, statement, parameters: { type: kind }, rows: createdJson(difference, kind) },
    (rows) => advance(rows, created),
  );
}

function* createdJson(difference: Difference, kind: string): Generator<string> {
  for (const { json } of difference.created(kind)) yield json;
}

async function writeCodeLists(
  writer: JournalledWriter,
  staged: StagedRelease,
  graph: Graph,
  { base }: LoadPlan,
): Promise<void> {
  const { created, ended } = await codeListDifference(staged.codeLists, graph, base);
  await writer.writeIdempotent(
    STATEMENTS['end-code-lists'],
    ended.map((row) => JSON.stringify(row)),
  );
  const rows = created.map(({ list, code, name, canBePrimary }) => JSON.stringify([list, code, name, canBePrimary]));
  await writer.write({ name: 'code-lists', statement: STATEMENTS['code-lists'], rows });
}

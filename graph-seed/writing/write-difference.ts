import type { Graph, Statement } from '../../graph/graph';
import { codeListDifference, type Difference } from './difference';
import type { LoadPlan } from './plan';
import type { Stages } from '../progress';
import { FINDINGS, ROLES, STATES, SUCCESSIONS, type Stage } from '../staging/staged-release';
import { STATEMENTS } from '../catalog/statements';
import type { Writer } from './journalled-writer';

/** Writes what a release changes: first ends, then creates, nodes before relationships. */
export async function writeDifference(
  writer: Writer,
  stage: Stage,
  difference: Difference,
  graph: Graph,
  plan: LoadPlan,
  stages: Stages,
): Promise<void> {
  if (plan.base !== null) await stages.run('ending', () => end(writer, difference));
  await stages.run('organisations', (advance) => create(writer, difference, STATES, STATEMENTS.states, advance));
  await stages.run('roles', (advance) => create(writer, difference, ROLES, STATEMENTS.roles, advance));
  await stages.run('relationships', async (advance) => {
    for (const type of stage.linkKinds)
      if (type !== SUCCESSIONS) await create(writer, difference, type, STATEMENTS.relationships, advance);
  });
  await stages.run('successions', (advance) =>
    create(writer, difference, SUCCESSIONS, STATEMENTS.successions, advance),
  );
  await stages.run('findings', (advance) => create(writer, difference, FINDINGS, STATEMENTS.findings, advance));
  await stages.run('rest', async () => {
    const touched = [...difference.touched].sort().map((code) => JSON.stringify([code]));
    await writer.write({ name: 'touched', statement: STATEMENTS.touched, rows: touched });
    await writeCodeLists(writer, stage, graph, plan);
  });
}

async function end(writer: Writer, difference: Difference): Promise<void> {
  await writer.repeatable(STATEMENTS['end-states'], difference.endedRows(STATES));
  await writer.repeatable(STATEMENTS['end-roles'], difference.endedRows(ROLES));
  await writer.repeatable(STATEMENTS['end-findings'], difference.endedRows(FINDINGS));
  for (const kind of difference.linkKinds)
    await writer.repeatable(STATEMENTS['end-relationships'], difference.endedRows(kind));
}

async function create(
  writer: Writer,
  difference: Difference,
  kind: string,
  statement: Statement,
  advance: (done: number, total: number) => void,
): Promise<void> {
  const { created } = difference.of(kind);
  await writer.write({ name: kind, statement, parameters: { type: kind }, rows: jsonOf(difference, kind) }, (rows) =>
    advance(rows, created),
  );
}

function* jsonOf(difference: Difference, kind: string): Generator<string> {
  for (const { json } of difference.created(kind)) yield json;
}

async function writeCodeLists(writer: Writer, stage: Stage, graph: Graph, { base }: LoadPlan): Promise<void> {
  const { created, ended } = await codeListDifference(stage.codeLists, graph, base);
  await writer.repeatable(
    STATEMENTS['end-code-lists'],
    ended.map((row) => JSON.stringify(row)),
  );
  const rows = created.map(({ list, code, name, canBePrimary }) => JSON.stringify([list, code, name, canBePrimary]));
  await writer.write({ name: 'code-lists', statement: STATEMENTS['code-lists'], rows });
}

import neo4j, { type Plan as Neo4jPlan, type ProfiledPlan } from 'neo4j-driver';
import type { Parameters, Statement } from '../../../graph/graph';
import { sharedNeo4j } from './sample-graph';

export interface Plan {
  /** For example 'NodeUniqueIndexSeek'. */
  readonly operator: string;
  readonly details: string;
  readonly children: readonly Plan[];
}

/** Returns the plan of a statement on the shared Neo4j, without running it. */
export async function explainPlan(statement: Statement, parameters: Parameters): Promise<Plan> {
  return toPlan((await summaryOf(`EXPLAIN ${statement.text}`, parameters)).plan as Neo4jPlan);
}

/** Runs a statement on the shared Neo4j and returns its database hits. */
export async function profileDbHits(statement: Statement, parameters: Parameters): Promise<number> {
  return sumOf((await summaryOf(`PROFILE ${statement.text}`, parameters)).profile as ProfiledPlan);
}

async function summaryOf(text: string, parameters: Parameters) {
  const { uri, user, password } = sharedNeo4j();
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
  try {
    return (await driver.executeQuery(text, parameters, { routing: 'READ' })).summary;
  } finally {
    await driver.close();
  }
}

function toPlan({ operatorType, arguments: details, children }: Neo4jPlan): Plan {
  const operator = operatorType.replace(/@.*/, '');
  return {
    operator,
    details: String((details as { Details?: unknown }).Details ?? ''),
    children: children.map(toPlan),
  };
}

function sumOf({ dbHits, children }: ProfiledPlan): number {
  return dbHits + children.reduce((sum, child) => sum + sumOf(child), 0);
}

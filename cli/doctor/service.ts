import { isFederated, type Config } from '../../config';
import type { LocalNeo4jStatus } from '../../database/local-neo4j';
import { IntrospectionError } from '../../federation/supergraph/introspection/failure';
import { describeFallback, type SdlFallback } from '../../federation/supergraph/sdl-fallback';
import type { Graph } from '../../graph/graph';
import { findDatabaseProblem } from '../check-database';
import type { CommandContext } from '../command';
import { ok, problemOf, unknown, warning, type Finding } from './finding';

/** Checks the Neo4j in NEO4J_URI. */
export async function databaseFinding(graph: Graph, config: Config): Promise<Finding> {
  const found = await findDatabaseProblem(graph, config);
  return found ? problemOf('Neo4j', found.message) : ok('Neo4j', `Neo4j at ${config.NEO4J_URI} can be used.`);
}

/** Tells the state of the local Neo4j. It is started by `serve`, so that it need not run. */
export function localFinding({ running, answers, uri, version, jars }: LocalNeo4jStatus): Finding {
  const name = 'Local Neo4j';
  if (running && answers) return ok(name, `Neo4j ${version} runs at ${uri}.`);
  if (running)
    return warning(
      name,
      `Neo4j ${version} runs at ${uri}, but does not respond yet.`,
      'Wait, or read its log: ods-graph db status names it.',
    );
  if (jars === null)
    return unknown(name, `Neo4j ${version} is not downloaded yet. The first start does that, with Maven.`);
  return ok(name, `Neo4j ${version} is downloaded and does not run. serve starts it.`);
}

/** Last day of support of Neo4j 5.26, the only 5.x with long-term support. Of the versions after it only the newest is supported. */
const NEO4J_5_UNTIL = '2028-06-30';

/** Returns a warning if a version of Neo4j, for example 5.26.30, is not supported any more. `today` is an ISO date. */
export function neo4jSupportFinding(version: string, today: string): Finding | undefined {
  if (!version.startsWith('5.') || today <= NEO4J_5_UNTIL) return undefined;
  const seen = `Version ${version} has had no security updates since ${NEO4J_5_UNTIL}.`;
  return warning('Neo4j version', seen, 'Use a newer version of Neo4j, for example by NEO4J_URI.');
}

/** Returns the version of a server, for example 5.26.30; an empty text if it does not say it. */
export async function readNeo4jVersion(graph: Graph): Promise<string> {
  const text = 'CALL dbms.components() YIELD versions RETURN versions[0] AS version';
  const rows = await graph
    .read<{ version: string }>({ name: 'version', text }, {}, { deadlineMs: 10_000 })
    .catch(() => []);
  return rows[0]?.version ?? '';
}

/** Checks that the configured subgraphs of other teams compose, with the SDL that `serve` would use. */
export async function subgraphsFinding(context: CommandContext): Promise<Finding | undefined> {
  const { configuredSupergraph } = await import('../open-supergraph');
  if (!isFederated(context.config())) return undefined;
  const name = 'Subgraphs';
  const fallbacks: SdlFallback[] = [];
  try {
    const { buildSubgraph } = await import('../../resolvers/subgraph');
    await configuredSupergraph(context, await buildSubgraph(), undefined, (fallback) => void fallbacks.push(fallback));
  } catch (error) {
    return problemOf(name, error);
  }
  if (fallbacks.length === 0) return ok(name, 'The subgraphs of other teams compose.');
  return warning(name, fallbacks.map(describeFallback).join(' '), fallbacks.map(nextOf).join(' '));
}

function nextOf({ name, reason }: SdlFallback): string {
  return `${name}: ${reason instanceof IntrospectionError ? reason.next : 'Check that it runs.'}`;
}

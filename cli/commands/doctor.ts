import { Command } from 'commander';
import type { Config } from '../../config';
import { CommandError, type CommandContext } from '../command';
import type { Finding } from '../doctor/finding';

/** ods-graph doctor */
export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .description('check the machine, the settings, the database and the loaded graph, and say what to do')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(context);
      context.out(json ? `${JSON.stringify(findings, null, 2)}\n` : findings.map(lineOf).join(''));
      const problems = findings.filter(({ state }) => state === 'problem').length;
      if (problems > 0) throw new CommandError(`${problems} ${problems === 1 ? 'problem' : 'problems'} found.`);
    });
}

/** Runs every check. It starts nothing and changes nothing. Throws a ConfigError for invalid settings. */
async function examine(context: CommandContext): Promise<Finding[]> {
  const config = context.config();
  const { findingsBeforeStart, today } = await import('../doctor/before-start');
  const service = await import('../doctor/service');
  const findings = [...(await findingsBeforeStart(context)), ...(await graphFindings(context, config, today()))];
  const subgraphs = await service.subgraphsFinding(context);
  return subgraphs ? [...findings, subgraphs] : findings;
}

async function graphFindings(context: CommandContext, config: Config, today: string): Promise<Finding[]> {
  const { databaseFinding, localFinding, neo4jSupportFinding, readNeo4jVersion } = await import('../doctor/service');
  const { loadedFindings } = await import('../doctor/loaded');
  const { unknown } = await import('../doctor/finding');
  const { openNeo4j } = await import('../../graph/neo4j/neo4j');
  const target = await targetOf(context, config);
  const finding = target.status && localFinding(target.status);
  if (!target.uri) {
    const start = 'Start it with ods-graph db start, and run ods-graph doctor again.';
    return [finding!, unknown('Releases', 'The graph was not looked at, because the local Neo4j does not run.', start)];
  }
  const graph = openNeo4j({ ...target, uri: target.uri, database: config.NEO4J_DATABASE });
  try {
    const database = finding ?? (await databaseFinding(graph, config));
    if (database.state !== 'ok') return [database];
    const support = neo4jSupportFinding(target.status?.version ?? (await readNeo4jVersion(graph)), today);
    return [database, ...(support ? [support] : []), ...(await loadedFindings(graph, today))];
  } finally {
    void graph.close(); // may never end if the server hangs
  }
}

/** Returns the address of the database, and the state of the local one. The address is absent if that does not respond. */
async function targetOf({ report }: CommandContext, config: Config) {
  const { neo4jPassword } = await import('../passwords');
  const { NEO4J_URI: uri, NEO4J_USER: user } = config;
  if (uri !== undefined) return { uri, user, password: neo4jPassword(config) };
  const { localSettings } = await import('../local-settings');
  const { passwordOfLocalNeo4j, statusOfLocalNeo4j } = await import('../../database/local-neo4j');
  const settings = localSettings(config, report);
  const status = await statusOfLocalNeo4j(settings);
  const isUsable = status.running && status.answers;
  return {
    status,
    uri: isUsable ? status.uri : null,
    user: 'neo4j',
    password: isUsable ? passwordOfLocalNeo4j(settings) : '',
  };
}

const MARKS: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok',
  warning: 'warning',
  problem: 'PROBLEM',
  unknown: '-',
};
const NAME_WIDTH = 'Folder DATA_DIR'.length;
const MARK_WIDTH = 'warning'.length;

function lineOf({ name, state, seen, next }: Finding): string {
  const line = `${MARKS[state].padEnd(MARK_WIDTH)}  ${name.padEnd(NAME_WIDTH)}  ${seen}\n`;
  return next === undefined ? line : `${line}${' '.repeat(MARK_WIDTH + NAME_WIDTH + 4)}${next}\n`;
}

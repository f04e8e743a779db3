import { Command } from 'commander';
import { carryJars, fetchJars, takeJars } from '../../database/jars';
import { startLocalNeo4j, statusOfLocalNeo4j, stopLocalNeo4j, type LocalNeo4jStatus } from '../../database/local-neo4j';
import type { LocalNeo4jSettings } from '../../database/layout';
import { CommandError, type CommandContext } from '../command';
import { localSettings } from '../open-neo4j';

/** ods-graph db start | stop | status | fetch */
export function dbCommand(context: CommandContext): Command {
  const db = new Command('db').description('the local Neo4j: start it, stop it, see it, fetch it');
  for (const make of [startCommand, stopCommand, statusCommand, fetchCommand]) db.addCommand(make(context));
  return db;
}

function startCommand(context: CommandContext): Command {
  return new Command('start').description('start it in the background, until db stop').action(async () => {
    const settings = settingsOf(context);
    const started = await startLocalNeo4j(settings);
    const { uri, pid } = await statusOfLocalNeo4j(settings);
    context.report.line(`The local Neo4j ${started ? 'runs now' : 'was running already'}: ${uri}, process ${pid}.`);
  });
}

function stopCommand(context: CommandContext): Command {
  return new Command('stop').description('stop it, whoever started it').action(async () => {
    const stopped = await stopLocalNeo4j(settingsOf(context));
    context.report.line(stopped ? 'The local Neo4j has stopped.' : 'No local Neo4j was running.');
  });
}

function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description('say whether it runs, where, and where its files are')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const status = await statusOfLocalNeo4j(settingsOf(context));
      context.out(json ? `${JSON.stringify(status, null, 2)}\n` : inWords(status));
    });
}

function fetchCommand(context: CommandContext): Command {
  return new Command('fetch')
    .description('bring its jars with Maven, or carry them to a machine without a network')
    .option('--to <folder>', 'also copy the jars into this folder, to be carried elsewhere')
    .option('--from <folder>', 'take the jars from a folder that --to filled')
    .action(async ({ to, from }: { to?: string; from?: string }) => {
      if (to !== undefined && from !== undefined) throw new CommandError('Give either --to or --from, not both.', 2);
      const settings = settingsOf(context);
      if (from !== undefined) context.report.line(`The jars are in ${await takeJars(settings, from)}.`);
      else if (to === undefined) context.report.line(`The jars are in ${await fetchJars(settings)}.`);
      else context.report.line(`The jars are in ${await carryJars(settings, to)}: take them with db fetch --from.`);
    });
}

function inWords(status: LocalNeo4jStatus): string {
  const { running, answers, uri, pid, started, owner, version, jars, store, logs } = status;
  const rows = [
    ['Neo4j', running ? `runs, process ${pid}, since ${started}` : 'does not run'],
    ['address', uri ?? '-'],
    ['answers', running ? (answers ? 'yes' : 'no') : '-'],
    ['stopped by', running ? (owner === null ? 'ods-graph db stop' : `process ${owner}`) : '-'],
    ['version', version],
    ['jars', jars ?? 'not fetched yet'],
    ['store', store ?? 'none yet'],
    ['logs', logs],
  ];
  return rows.map(([name, value]) => `${name!.padEnd(12)}${value}\n`).join('');
}

function settingsOf({ config, report }: CommandContext): LocalNeo4jSettings {
  const settings = config();
  if (settings.NEO4J_URI !== undefined)
    throw new CommandError(
      'ods-graph db is about the local Neo4j, but NEO4J_URI names another one. Unset NEO4J_URI to use it.',
    );
  return localSettings(settings, report);
}

import { Command } from 'commander';
import { exportJars, fetchJars, importJars } from '../../database/jars';
import { startLocalNeo4j, statusOfLocalNeo4j, stopLocalNeo4j, type LocalNeo4jStatus } from '../../database/local-neo4j';
import type { LocalNeo4jSettings } from '../../database/layout';
import { CommandError, type CommandContext } from '../command';
import { localSettings } from '../local-settings';

/** ods-graph db start | stop | status | fetch */
export function dbCommand(context: CommandContext): Command {
  const db = new Command('db').description('manage the local Neo4j: start, stop, show its status, download it');
  for (const make of [startCommand, stopCommand, statusCommand, fetchCommand]) db.addCommand(make(context));
  return db;
}

function startCommand(context: CommandContext): Command {
  return new Command('start').description('start it in the background; db stop stops it').action(async () => {
    const settings = settingsOf(context);
    const started = await startLocalNeo4j(settings);
    const { uri, pid } = await statusOfLocalNeo4j(settings);
    context.report.line(`The local Neo4j ${started ? 'is running' : 'was already running'}: ${uri}, process ${pid}.`);
  });
}

function stopCommand(context: CommandContext): Command {
  return new Command('stop').description('stop it, even if another process started it').action(async () => {
    const stopped = await stopLocalNeo4j(settingsOf(context));
    context.report.line(stopped ? 'The local Neo4j has stopped.' : 'No local Neo4j was running.');
  });
}

function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description('show whether it is running, its address and the paths of its files')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const status = await statusOfLocalNeo4j(settingsOf(context));
      context.out(json ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
    });
}

function fetchCommand(context: CommandContext): Command {
  return new Command('fetch')
    .description('download its jars with Maven, or copy them to or from a folder')
    .option('--to <folder>', 'also copy the jars to this folder, for a machine without a network')
    .option('--from <folder>', 'use the jars in a folder that --to has filled')
    .action(async ({ to, from }: { to?: string; from?: string }) => {
      if (to !== undefined && from !== undefined) throw new CommandError('Give either --to or --from, not both.', 2);
      const settings = settingsOf(context);
      if (from !== undefined) context.report.line(`The jars are in ${await importJars(settings, from)}.`);
      else if (to === undefined) context.report.line(`The jars are in ${await fetchJars(settings)}.`);
      else context.report.line(`The jars are in ${await exportJars(settings, to)}. Use them with db fetch --from.`);
    });
}

function statusText(status: LocalNeo4jStatus): string {
  const { running, answers, uri, pid, started, owner, version, jars, store, logs } = status;
  const rows = [
    ['Neo4j', running ? `running, process ${pid}, since ${started}` : 'not running'],
    ['address', uri ?? '-'],
    ['responds', running ? (answers ? 'yes' : 'no') : '-'],
    ['stopped by', running ? (owner === null ? 'ods-graph db stop' : `process ${owner}`) : '-'],
    ['version', version],
    ['jars', jars ?? 'not downloaded yet'],
    ['store', store ?? 'none yet'],
    ['logs', logs],
  ];
  return rows.map(([name, value]) => `${name!.padEnd(12)}${value}\n`).join('');
}

function settingsOf({ config, report }: CommandContext): LocalNeo4jSettings {
  const settings = config();
  if (settings.NEO4J_URI !== undefined)
    throw new CommandError(
      'ods-graph db manages the local Neo4j, but NEO4J_URI is set to another one. Unset NEO4J_URI to use it.',
    );
  return localSettings(settings, report);
}

#!/usr/bin/env node
import 'reflect-metadata';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { HOME, readConfig, type Config } from '../config';
import { reportError, type CommandContext, type ExitCode } from './command';
import { completionCommands } from './commands/completion';
import { composeCommand } from './commands/compose';
import { configCommand } from './commands/config';
import { doctorCommand } from './commands/doctor';
import { enrichCommand } from './commands/enrich';
import { loadCommand } from './commands/load';
import { loadMeasureCommand } from './commands/load-measure';
import { loadPostcodesCommand } from './commands/load-postcodes';
import { matchCommand } from './commands/match';
import { pullCommand } from './commands/pull';
import { queryCommand } from './commands/query';
import { releasesCommand } from './commands/releases';
import { sampleCommand } from './commands/sample';
import { schemaCommand } from './commands/schema';
import { serveCommand } from './commands/serve';
import { dbCommand } from './commands/db';
import { examplesOf } from './examples';
import { createReport } from './report';

const EXIT_CODES = '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 another load is running. help pull lists more.';
const HELP_EXAMPLES = `
Examples:
  npx ods-graph serve                                     start the server, with a local Neo4j
  npx ods-graph query examples/views-and-kinds.graphql    run a query without a server
  npx ods-graph config                                    print every setting and its source
  npx ods-graph doctor                                    check the machine, the database and the graph
  npx ods-graph help load                                 show help and examples of a command
${EXIT_CODES}`;

const COMMANDS = [
  serveCommand,
  loadCommand,
  loadMeasureCommand,
  loadPostcodesCommand,
  pullCommand,
  releasesCommand,
  queryCommand,
  matchCommand,
  enrichCommand,
  schemaCommand,
  composeCommand,
  dbCommand,
  sampleCommand,
  configCommand,
  doctorCommand,
];

/** The command line with all its commands. Data goes to `out`, everything else to the report. */
export function createProgram(context: CommandContext): Command {
  const program = withoutCompletion(context);
  const [completion, complete] = completionCommands(context, () => withoutCompletion(context));
  program.addCommand(completion!).addCommand(complete!, { hidden: true });
  for (const command of withSubcommands(program)) {
    const name = nameOf(command);
    if (command !== program && command !== complete) command.addHelpText('after', examplesOf(name));
    command.exitOverride().configureOutput({
      writeOut: context.out,
      writeErr: (text) => context.report.line(text.trimEnd()),
    });
  }
  return program;
}

function withoutCompletion(context: CommandContext): Command {
  const program = new Command('ods-graph')
    .description('The NHS organisation graph: load releases of ODS, query any hierarchy on any date.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', HELP_EXAMPLES)
    .showHelpAfterError('(see --help)');
  for (const make of COMMANDS) program.addCommand(make(context));
  return program;
}

/** For example 'db start'. */
function nameOf(command: Command): string {
  const above = command.parent;
  return above === null || above.parent === null ? command.name() : `${nameOf(above)} ${command.name()}`;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Runs one command line, for example ['config', '--json'], and returns its exit code. */
export async function run(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  try {
    await createProgram(context).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return reportError(error, context);
  }
}

function version(): string {
  return (JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Milliseconds after which the process exits even if something is still open. */
const EXIT_GRACE_MS = 3_000;

/** A closed pipe is not a failure, for example in `ods-graph config | head`. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function commandContext(): CommandContext {
  let config: Config | undefined;
  return {
    env: process.env,
    config: () => (config ??= readConfig(process.env)),
    out: (text) => void process.stdout.write(text),
    flushed: async () => void (process.stdout.writableNeedDrain && (await once(process.stdout, 'drain'))),
    report: createReport(process.stderr),
  };
}

if (require.main === module) {
  process.stdout.on('error', onOutputError);
  process.once('disconnect', () => process.exit(1)); // a process that serves and has started this one has ended
  process.channel?.unref();
  void run(process.argv.slice(2), commandContext()).then((code) => {
    process.exitCode = code;
    setTimeout(() => {
      process.stderr.write(`Something is still open after ${EXIT_GRACE_MS} ms: the process ends without it.\n`);
      process.exit();
    }, EXIT_GRACE_MS).unref();
  });
}

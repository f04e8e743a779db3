#!/usr/bin/env node
import 'reflect-metadata';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { HOME, readConfig, type Config } from '../config';
import { reportError, type CommandContext, type ExitCode } from './command';
import { completionCommands } from './commands/completion';
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

/** Each command by its name. One is imported when it runs: what all of them import takes a second to load on a busy machine. */
const COMMANDS: Readonly<Record<string, () => Promise<(context: CommandContext) => Command>>> = {
  serve: async () => (await import('./commands/serve')).serveCommand,
  load: async () => (await import('./commands/load')).loadCommand,
  'load-measure': async () => (await import('./commands/load-measure')).loadMeasureCommand,
  'load-postcodes': async () => (await import('./commands/load-postcodes')).loadPostcodesCommand,
  pull: async () => (await import('./commands/pull')).pullCommand,
  releases: async () => (await import('./commands/releases')).releasesCommand,
  query: async () => (await import('./commands/query')).queryCommand,
  match: async () => (await import('./commands/match')).matchCommand,
  enrich: async () => (await import('./commands/enrich')).enrichCommand,
  schema: async () => (await import('./commands/schema')).schemaCommand,
  compose: async () => (await import('./commands/compose')).composeCommand,
  db: async () => (await import('./commands/db')).dbCommand,
  sample: async () => (await import('./commands/sample')).sampleCommand,
  config: async () => (await import('./commands/config')).configCommand,
  doctor: async () => (await import('./commands/doctor')).doctorCommand,
};

/**
 * The command line with the command of this name; with all commands if there is none of this name, as for help. Data goes to
 * `out`, everything else to the report.
 */
export async function createProgram(context: CommandContext, name = ''): Promise<Command> {
  const program = await withoutCompletion(context, name);
  const [completion, complete] = completionCommands(context, () => withoutCompletion(context));
  program.addCommand(completion!).addCommand(complete!, { hidden: true });
  for (const command of withSubcommands(program)) {
    if (command !== program && command !== complete) command.addHelpText('after', examplesOf(nameOf(command)));
    command.exitOverride().configureOutput({
      writeOut: context.out,
      writeErr: (text) => context.report.line(text.trimEnd()),
    });
  }
  return program;
}

async function withoutCompletion(context: CommandContext, name = ''): Promise<Command> {
  const program = new Command('ods-graph')
    .description('The NHS organisation graph: load releases of ODS, query any hierarchy on any date.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', HELP_EXAMPLES)
    .showHelpAfterError('(see --help)');
  const imports = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]!] : Object.values(COMMANDS);
  for (const makeIn of imports) program.addCommand((await makeIn())(context));
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
    const program = await createProgram(context, args[0]);
    await program.parseAsync([...args], { from: 'user' });
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
    restart,
  };
}

type Execve = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => never;

/** Node.js has this from 22.15 on, not on Windows. A parent that exchanges messages with the process would lose it. */
function restart(flags: readonly string[]): void {
  const { execve } = process as { readonly execve?: Execve };
  if (flags.length === 0 || execve === undefined || process.connected || process.platform === 'win32') return;
  const args = [process.argv0, ...process.execArgv, ...flags, ...process.argv.slice(1)];
  execve.call(process, process.execPath, args, process.env);
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

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parseExactly, stringifyExactly } from '../../federation/exact-json';
import { CommandError, type CommandContext } from '../command';
import { runGraphql } from '../reading/graphql';
import { addReadingOptions, type ReadingFlags } from '../reading/options';

interface Options extends ReadingFlags {
  readonly variables?: string;
  readonly operation?: string;
}

/** ods-graph query FILE.graphql */
export function queryCommand(context: CommandContext): Command {
  const command = new Command('query')
    .description('run a query on the graph or at a server, and print the response as JSON')
    .argument('<file>', 'the document, for example examples/views-and-kinds.graphql; - reads from stdin')
    .option('--variables <file>', 'a JSON file with the variables')
    .option('--operation <name>', 'the operation to run, if the document has several');
  return addReadingOptions(command).action((file: string, options: Options) => query(file, options, context));
}

async function query(file: string, options: Options, context: CommandContext): Promise<void> {
  const payload = {
    query: read(file),
    operationName: options.operation,
    variables: options.variables === undefined ? undefined : variablesIn(options.variables),
  };
  const response = await runGraphql(payload, options, context);
  context.out(`${stringifyExactly(response, 2)}\n`);
  const { errors = [] } = response;
  if (errors.length > 0) throw new CommandError(errors.map(({ message }) => message).join('\n'));
}

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`, 2);
  }
}

function variablesIn(file: string): unknown {
  try {
    return parseExactly(read(file));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${file} is not JSON: ${(error as Error).message}`, 2);
  }
}

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parseExactly, stringifyExactly } from '../../federation/exact-json';
import { CommandError, type CommandContext } from '../command';

interface Options {
  readonly variables?: string;
  readonly operation?: string;
  readonly asOf?: string;
}

/** ods-graph query FILE.graphql */
export function queryCommand(context: CommandContext): Command {
  return new Command('query')
    .description('run a query without a server and print the response as JSON')
    .argument('<file>', 'the document, for example examples/views-and-kinds.graphql; - reads from stdin')
    .option('--variables <file>', 'a JSON file with the variables')
    .option('--operation <name>', 'the operation to run, if the document has several')
    .option('--as-of <moment>', "the default date, basis or release, for example 'date=2021-03-31;basis=LEGAL'")
    .action((file: string, options: Options) => query(file, options, context));
}

async function query(file: string, options: Options, context: CommandContext): Promise<void> {
  const payload = {
    query: read(file),
    operationName: options.operation,
    variables: options.variables === undefined ? undefined : variablesIn(options.variables),
  };
  const response = await execute(payload, options.asOf, context);
  context.out(`${stringifyExactly(response, 2)}\n`);
  const { errors = [] } = response;
  if (errors.length > 0) throw new CommandError(errors.map(({ message }) => message).join('\n'));
}

interface QueryResponse {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Runs the query like an HTTP request, with all limits and checks but without the network. */
async function execute(payload: object, asOf: string | undefined, context: CommandContext): Promise<QueryResponse> {
  const settings = context.config();
  const { openGraph } = await import('../open-neo4j');
  const { gatewayParts, prepareServices } = await import('../open-gateway');
  const { createGateway } = await import('../../gateway/server');
  const offer = await prepareServices(context);
  const open = await openGraph(settings, context.report);
  try {
    const persisted = { mode: 'off' } as const; // the operator may run every document
    const gateway = await createGateway({ ...gatewayParts(settings, open.graph, offer), persisted });
    const headers = { 'content-type': 'application/json', ...(asOf !== undefined && { 'ods-as-of': asOf }) };
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      payload: stringifyExactly(payload),
      headers,
    });
    await gateway.close();
    return parseExactly(response.body) as QueryResponse;
  } finally {
    await open.close();
  }
}

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
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

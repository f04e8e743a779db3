import { parseExactly, stringifyExactly } from '../../federation/exact-json';
import { CommandError, type CommandContext } from '../command';
import { asOfOf, type ReadingFlags } from './options';
import { messageOf, openServer, type Server } from './server';

export interface GraphqlPayload {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: unknown;
}

export interface GraphqlResponse {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Runs GraphQL at the server of --url or, without it, on the graph: with all limits and checks, but without the network. */
export async function runGraphql(
  payload: GraphqlPayload,
  flags: ReadingFlags,
  context: CommandContext,
): Promise<GraphqlResponse> {
  const asOf = asOfOf(flags);
  if (flags.url === undefined) return runOnGraph(payload, asOf, context);
  return sendGraphql(payload, asOf, openServer(flags.url, context));
}

/** Sends GraphQL to a server. Throws a CommandError for a response that is not GraphQL. */
export async function sendGraphql(
  payload: GraphqlPayload,
  asOf: string | undefined,
  server: Server,
): Promise<GraphqlResponse> {
  const response = await server.send('/graphql', { body: stringifyExactly(payload), headers: headersOf(asOf) });
  try {
    const parsed = parseExactly(response.body) as GraphqlResponse | null;
    if (parsed && (parsed.data !== undefined || parsed.errors)) return parsed;
  } catch {
    // reported below
  }
  throw new CommandError(`${server.url}: ${messageOf(response)}`);
}

function headersOf(asOf: string | undefined): Record<string, string> {
  return { 'content-type': 'application/json', ...(asOf !== undefined && { 'ods-as-of': asOf }) };
}

async function runOnGraph(
  payload: GraphqlPayload,
  asOf: string | undefined,
  context: CommandContext,
): Promise<GraphqlResponse> {
  const settings = context.config();
  const { openGraph } = await import('../open-neo4j');
  const { gatewayParts, prepareServices } = await import('../open-gateway');
  const { createGateway } = await import('../../gateway/server');
  const offer = await prepareServices(context);
  const open = await openGraph(settings, context.report);
  try {
    const persisted = { mode: 'off' } as const; // the operator may run every document
    const gateway = await createGateway({ ...gatewayParts(settings, open.graph, offer), persisted });
    const request = { url: '/graphql', payload: stringifyExactly(payload), headers: headersOf(asOf) };
    const response = await gateway.app.inject({ method: 'POST', ...request });
    await gateway.close();
    return parseExactly(response.body) as GraphqlResponse;
  } finally {
    await offer.store?.close();
    await open.close();
  }
}

import { readFile } from 'node:fs/promises';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { readSupergraph, SupergraphError } from '../../federation/supergraph/supergraph';
import { CommandError } from '../command';
import { openServer } from '../reading/server';
import type { Report } from '../report';

/** Nothing is served from this supergraph, so its directives for access need nobody who enforces them. */
const READ_ONLY = { isSecured: true };

/**
 * Reads the schema that clients see now: a supergraph, a client schema, or what the gateway at an address shows. Throws a
 * CommandError.
 */
export async function readClientSchema(source: string, report: Report): Promise<GraphQLSchema> {
  const isAddress = /^https?:\/\//.test(source);
  const sdl = isAddress ? await shownBy(source, report) : await contentOf(source);
  try {
    return /\benum join__Graph\b/.test(sdl) ? readSupergraph(sdl, READ_ONLY).apiSchema : buildSchema(sdl);
  } catch (error) {
    if (!(error instanceof SupergraphError) && !(error instanceof Error)) throw error;
    throw new CommandError(`${source} is no schema of clients and no supergraph: ${error.message}`, 2);
  }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`--against names a file that cannot be read: ${(error as Error).message}`, 2);
  }
}

/** The schema that a gateway shows to clients. */
async function shownBy(address: string, report: Report): Promise<string> {
  const server = openServer(address.replace(/\/(schema\.)?graphql\/?$/, ''), { report });
  const { status, body } = await server.send('/schema.graphql');
  if (status === 200) return body;
  throw new CommandError(
    `${server.url}/schema.graphql answers with status ${status}. With INTROSPECTION=off it shows no schema: compare with a file.`,
  );
}

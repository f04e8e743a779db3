import type { GraphQLSchema } from 'graphql';
import type { Supergraph } from '../../federation/supergraph/supergraph';
import { CommandError, type CommandContext } from '../command';
import { readClientSchema } from './client-schema';
import { compareSchemas } from './compare';
import { readClientDocuments, type ClientDocument } from './operations';
import type { Report } from '../report';
import { reportChanges } from './report-changes';

export interface AgainstFlags {
  readonly against: string;
  readonly operations?: string;
  readonly json?: boolean;
}

/** What clients see and send now. */
export interface Clients {
  readonly schema: GraphQLSchema;
  /** Undefined if no operations are named. */
  readonly documents: readonly ClientDocument[] | undefined;
}

/** Reads the schema and the operations of clients. Do so before anything is written: --output may name the same file. */
export async function readClients({ against, operations }: AgainstFlags, report: Report): Promise<Clients> {
  return { documents: await documentsOf(operations), schema: await readClientSchema(against, report) };
}

/** The same clients with their operations as they are on disk now. */
export async function withOperationsOf(clients: Clients, { operations }: AgainstFlags): Promise<Clients> {
  return { ...clients, documents: await documentsOf(operations) };
}

async function documentsOf(operations: string | undefined): Promise<readonly ClientDocument[] | undefined> {
  return operations === undefined ? undefined : readClientDocuments(operations);
}

/**
 * Reports what a composed supergraph breaks. Throws a CommandError with exit code 8 if it breaks clients: any, or the given
 * operations.
 */
export async function checkAgainst(
  { out, report }: Pick<CommandContext, 'out' | 'report'>,
  { schema, documents }: Clients,
  json: boolean,
  { apiSchema }: Pick<Supergraph, 'apiSchema'>,
): Promise<void> {
  const comparison = await compareSchemas(schema, apiSchema, documents);
  reportChanges(comparison, documents !== undefined, report);
  if (json) out(`${JSON.stringify(comparison, null, 2)}\n`);
  const { broken, changes } = comparison;
  const breaking = changes.filter(({ level }) => level === 'breaking');
  if (documents && broken.length > 0)
    throw new CommandError(`${broken.length} of ${documents.length} documents of clients break.`, 8);
  if (!documents && breaking.length > 0)
    throw new CommandError('Clients may break. With --operations, only their operations count.', 8);
}

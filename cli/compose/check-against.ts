import type { Supergraph } from '../../federation/supergraph/supergraph';
import { CommandError, type CommandContext } from '../command';
import { readClientSchema } from './client-schema';
import { compareSchemas } from './compare';
import { readClientDocuments } from './operations';
import { reportChanges } from './report-changes';

export interface AgainstFlags {
  readonly against: string;
  readonly operations?: string;
  readonly json?: boolean;
}

/**
 * Reports what a composed supergraph breaks. Throws a CommandError with exit code 8 if it breaks clients: any, or the given
 * operations.
 */
export async function checkAgainst(
  { out, report }: Pick<CommandContext, 'out' | 'report'>,
  { against, operations, json }: AgainstFlags,
  { apiSchema }: Pick<Supergraph, 'apiSchema'>,
): Promise<void> {
  const documents = operations === undefined ? undefined : await readClientDocuments(operations);
  const comparison = await compareSchemas(await readClientSchema(against, report), apiSchema, documents);
  reportChanges(comparison, documents !== undefined, report);
  if (json) out(`${JSON.stringify(comparison, null, 2)}\n`);
  const { broken, changes } = comparison;
  const breaking = changes.filter(({ level }) => level === 'breaking');
  if (documents && broken.length > 0)
    throw new CommandError(`${broken.length} of ${documents.length} documents of clients break.`, 8);
  if (!documents && breaking.length > 0)
    throw new CommandError('Clients may break. With --operations, only their operations count.', 8);
}

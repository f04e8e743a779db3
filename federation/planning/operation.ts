import { getOperationAST } from 'graphql';
import type { DocumentNode } from 'graphql';
import { badInput, KnownError } from '../../errors';
import type { ConditionalOperation } from './conditions';
import { fragmentsOf } from './fragments';
import { chooseSafeNames, type SafeNames } from './safe-names';

/** An operation of a validated document. */
export interface Operation extends ConditionalOperation {
  readonly names: SafeNames;
}

/** Returns the named operation. Throws BAD_USER_INPUT without one, GRAPHQL_VALIDATION_FAILED for a subscription. */
export function readOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
  fieldNames: ReadonlySet<string>,
): Operation {
  const operation = getOperationAST(document, operationName);
  if (!operation)
    throw badInput('The document has no operation with this name, or several operations and no name was given.');
  if (operation.operation === 'subscription') {
    throw new KnownError('GRAPHQL_VALIDATION_FAILED', 'Subscriptions are not offered.');
  }
  return { operation, fragments: fragmentsOf(document), names: chooseSafeNames(document, fieldNames) };
}

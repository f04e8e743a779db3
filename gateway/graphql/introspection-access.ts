import type { GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError, visit, type DocumentNode } from 'graphql';
import type { RequestContext } from './request-context';

const INTROSPECTS = new WeakMap<DocumentNode, boolean>();

/**
 * Throws the error of a document that asks for the schema, if the client may not see it; the same as where nobody may. Documents
 * are validated once for all clients, so this is no rule of validation.
 */
export function checkIntrospection(
  { document, contextValue }: GraphQLRequestContextDidResolveOperation<RequestContext>,
  maySee: (context: RequestContext) => boolean,
): void {
  if (!introspects(document)) return;
  contextValue.request.isPersonal = true;
  if (maySee(contextValue)) return;
  throw new GraphQLError('Introspection is disabled.', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}

function introspects(document: DocumentNode): boolean {
  let found = INTROSPECTS.get(document);
  if (found === undefined) {
    found = false;
    visit(document, {
      Field: ({ name: { value } }) => {
        if (value === '__schema' || value === '__type') found = true;
      },
    });
    INTROSPECTS.set(document, found);
  }
  return found;
}

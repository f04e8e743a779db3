import { Kind, visit, type DefinitionNode, type DocumentNode } from 'graphql';

/** The versions of federation that differ from v2.9 only in directives that this gateway does not support. */
const LIKE_V2_9 = /^(https:\/\/specs\.apollo\.dev\/federation\/)v2\.1[0-2]$/;

/**
 * Makes the composition library accept versions of federation that it does not know. A directive that v2.9 does not have
 * is still an error.
 */
export function withSupportedVersion(document: DocumentNode): DocumentNode {
  return { ...document, definitions: document.definitions.map(withVersion) };
}

function withVersion(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return definition;
  return visit(definition, {
    StringValue: (node) => ({ ...node, value: node.value.replace(LIKE_V2_9, '$1v2.9') }),
  });
}

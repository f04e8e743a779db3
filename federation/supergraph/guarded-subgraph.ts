import { buildASTSchema, isTypeDefinitionNode, isTypeExtensionNode, Kind, parse } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, NameNode, TypeDefinitionNode } from 'graphql';
import type { SubgraphDefinition } from '../composition/compose';
import { rootNames } from './elements';
import { usualNames } from './links';
import type { ComparedSubgraph } from './own-parts';
import type { Supergraph } from './supergraph';

/**
 * Reads a subgraph of another team whose parts are protected: the types and fields that it resolves, without what our own
 * subgraph has, and without what only federation uses.
 */
export function guardedSubgraph(
  { name, sdl }: SubgraphDefinition,
  { schema }: Supergraph,
  ourParts: ReadonlySet<string>,
): ComparedSubgraph {
  const document = parse(sdl, { noLocation: true });
  const types = mergedTypes(document);
  const whole = buildASTSchema(documentOf(types), { assumeValid: true, assumeValidSDL: true });
  const known = types.filter((type) => schema.getType(type.name.value));
  return { name, schema: whole, document: documentOf(known.flatMap((type) => withoutOurs(type, ourParts))) };
}

const documentOf = (definitions: readonly TypeDefinitionNode[]): DocumentNode => ({ kind: Kind.DOCUMENT, definitions });

/** One definition for each type with its extensions, under the names of the supergraph, without @external fields. */
function mergedTypes(document: DocumentNode): TypeDefinitionNode[] {
  const usual = usualNames(document);
  const isExternal = ({ directives = [] }: Member) => directives.some((node) => usual(node) === 'external');
  const roots = rootNames(document);
  const merged = new Map<string, Record<string, unknown>>();
  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const name = roots.get(definition.name.value) ?? definition.name.value;
    const before = merged.get(name) ?? {};
    const kind = definition.kind.replace('Extension', 'Definition');
    const next: Record<string, unknown> = { kind, name: { kind: Kind.NAME, value: name } };
    for (const list of LISTS) {
      const members = [...listOf(before, list), ...listOf(definition as unknown as Record<string, unknown>, list)];
      if (members.length > 0) next[list] = list === 'fields' ? members.filter((each) => !isExternal(each)) : members;
    }
    merged.set(name, next);
  }
  return [...merged.values()] as unknown as TypeDefinitionNode[];
}

interface Member {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[];
}

const LISTS = ['directives', 'interfaces', 'fields', 'values', 'types'];

function listOf(node: Record<string, unknown>, list: string): readonly Member[] {
  return (node[list] ?? []) as readonly Member[];
}

/** The type without what our own subgraph has; nothing if no part is left. */
function withoutOurs(type: TypeDefinitionNode, ourParts: ReadonlySet<string>): TypeDefinitionNode[] {
  if (!ourParts.has(type.name.value)) return [type];
  if (!('fields' in type)) return [];
  const members = (type.fields ?? []) as readonly Member[];
  const fields = members.filter((field) => !ourParts.has(`${type.name.value}.${field.name.value}`));
  return fields.length > 0 ? [{ ...type, fields } as unknown as TypeDefinitionNode] : [];
}

import { isTypeDefinitionNode, Kind, parse, print } from 'graphql';
import type { ConstDirectiveNode, DefinitionNode, DocumentNode, SchemaDefinitionNode } from 'graphql';
import { argumentsOf, featuresOf } from '../supergraph/links';
import { readSupergraph, SupergraphError, type Supergraph, type SupergraphOptions } from '../supergraph/supergraph';
import { hiddenElements, type TagFilter } from './hidden-elements';

/** A variant of the client schema. */
export interface Contract extends TagFilter {
  readonly name: string;
}

/** Tags that elements have in addition to those of their subgraphs: coordinates by tag. */
export type AddedTags = Readonly<Record<string, readonly string[]>>;

/** The contracts of a service. */
export interface Contracts {
  readonly list: readonly Contract[];
  readonly tags?: AddedTags | undefined;
}

/**
 * Returns the supergraph of a contract: what the contract does not have is @inaccessible in it. Throws a SupergraphError that
 * names the contract if it has no query field, or a tag is for an element that does not exist.
 */
export function contractSupergraph(
  supergraph: Supergraph,
  contract: Contract,
  added: AddedTags = {},
  options: SupergraphOptions = {},
): Supergraph {
  const document = parse(supergraph.sdl, { noLocation: true });
  const tags = tagsOf(document, added);
  const hidden = hiddenElements(supergraph.apiSchema, (coordinate) => tags.get(coordinate) ?? [], contract);
  const query = supergraph.apiSchema.getQueryType()!;
  if (Object.keys(query.getFields()).every((field) => hidden.has(`${query.name}.${field}`)))
    throw new SupergraphError(`The contract ${contract.name} has no query field. Correct its tags.`);
  try {
    return readSupergraph(print(withInaccessible(document, hidden)), options);
  } catch (error) {
    throw new SupergraphError(`The contract ${contract.name}: ${(error as Error).message}`);
  }
}

/** The name that a directive of a specification has in the supergraph; undefined if it is not linked. */
function linkedName(document: DocumentNode, spec: 'tag' | 'inaccessible'): string | undefined {
  return featuresOf(document).find(({ identity }) => identity === `https://specs.apollo.dev/${spec}`)?.name;
}

/** The tags by coordinate. */
function tagsOf(document: DocumentNode, added: AddedTags): ReadonlyMap<string, readonly string[]> {
  const name = linkedName(document, 'tag');
  const tags = new Map<string, string[]>();
  mapElements(document, (coordinate, directives) => {
    const own = directives.filter((each) => each.name.value === name).map((each) => String(argumentsOf(each).name));
    tags.set(coordinate, own);
    return directives;
  });
  for (const [tag, coordinates] of Object.entries(added))
    for (const coordinate of coordinates) {
      const own = tags.get(coordinate);
      if (!own) throw new SupergraphError(`The graph has no ${coordinate}, which is to have the tag ${tag}.`);
      own.push(tag);
    }
  return tags;
}

/** Adds @inaccessible to elements, and the link to its specification if there is none. */
function withInaccessible(document: DocumentNode, hidden: ReadonlySet<string>): DocumentNode {
  const linked = linkedName(document, 'inaccessible');
  const name = linked ?? 'inaccessible';
  const mark: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name } };
  const marked = mapElements(document, (coordinate, directives) =>
    hidden.has(coordinate) && !directives.some((each) => each.name.value === name) ? [...directives, mark] : directives,
  );
  return linked === undefined ? withLink(marked) : marked;
}

const LINKED = parse(
  `schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) { query: Query }
   directive @inaccessible on
     FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`,
  { noLocation: true },
);

function withLink({ definitions, ...document }: DocumentNode): DocumentNode {
  const [{ directives: links = [] }, definition] = LINKED.definitions as [SchemaDefinitionNode, DefinitionNode];
  const linked = definitions.map((each) =>
    each.kind === Kind.SCHEMA_DEFINITION ? { ...each, directives: [...(each.directives ?? []), ...links] } : each,
  );
  return { ...document, definitions: [...linked, definition] };
}

/** Replaces the directives of each type, field, argument and value. */
function mapElements(
  { definitions, ...document }: DocumentNode,
  map: (coordinate: string, directives: readonly ConstDirectiveNode[]) => readonly ConstDirectiveNode[],
): DocumentNode {
  const member = <T extends Member>(owner: string, node: T): T => {
    const coordinate = `${owner}.${node.name.value}`;
    const args = node.arguments?.map((each) => ({
      ...each,
      directives: map(`${coordinate}(${each.name.value}:)`, each.directives ?? []),
    }));
    return { ...node, directives: map(coordinate, node.directives ?? []), ...(args && { arguments: args }) };
  };
  return {
    ...document,
    definitions: definitions.map((definition) => {
      if (!isTypeDefinitionNode(definition)) return definition;
      const { value: name } = definition.name;
      const own = { ...definition, directives: map(name, definition.directives ?? []) };
      if ('fields' in own && own.fields)
        return { ...own, fields: own.fields.map((each) => member(name, each as Member)) };
      if ('values' in own && own.values)
        return { ...own, values: own.values.map((each) => member(name, each as Member)) };
      return own;
    }) as DefinitionNode[],
  };
}

interface Member {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly arguments?: readonly Member[] | undefined;
}

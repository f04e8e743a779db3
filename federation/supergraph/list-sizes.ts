import type { GraphQLSchema } from 'graphql';

/** The assumed size of lists without `@listSize`, by the name of the subgraph that returns them. */
export type ListSizes = Readonly<Record<string, number>>;

const NAME = 'listSizes';

/** Keeps the assumed sizes with the schema for clients, from which the cost of operations is calculated. */
export function setListSizes(apiSchema: GraphQLSchema, sizes: ListSizes): void {
  apiSchema.extensions = { ...apiSchema.extensions, [NAME]: sizes };
}

/** Returns the assumed sizes that a schema has; none for a schema without subgraphs. */
export function listSizesOf(apiSchema: GraphQLSchema): ListSizes {
  return (apiSchema.extensions[NAME] as ListSizes | undefined) ?? {};
}

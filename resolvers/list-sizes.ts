import { getNamedType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';

/** How long a list of ours gets at most, for those who estimate what an operation costs before it runs. */
export type ListSize =
  /** Not longer than this: a bound of ours, or twice and more what any release has held. */
  | { readonly most: number }
  /** As long as an argument says; of a page, those of its fields that list its items. */
  | { readonly argument: string; readonly fields?: readonly string[] }
  /** One item for each code in the argument `codes`, which takes so many. */
  | { readonly most: number; readonly each: 'codes' };

const CODES = { most: 500, each: 'codes' } as const;

/** Every list of objects that is no page, by its field. */
export const LIST_SIZES: Readonly<Record<string, ListSize>> = {
  'Query.paths': { argument: 'limit' },
  'Query.views': { most: 7 },
  'Query.kinds': { most: 15 },
  'Query.findingRules': { most: 50 },
  'Query.measures': { most: 50 },
  'Query.relationshipTypes': { most: 50 },
  'Query.roles': { most: 500 },
  'Query.releases': { most: 120 },
  'Query.suggest': { most: 10 },
  'Query.organisations': CODES,
  'Query.resolveCodes': CODES,
  'OrganisationChange.detail': { most: 50 },
  'Organisation.contacts': { most: 10 },
  'Organisation.roles': { most: 20 },
  'Organisation.findings': { most: 50 },
  'Organisation.predecessors': { most: 25 },
  'Organisation.successors': { most: 25 },
  'Organisation.becameNow': { most: 25 },
  'CodeResolution.current': { most: 25 },
  'Organisation.parents': { most: 5 },
  'Organisation.networks': { most: 3 },
  'Organisation.ancestors': { most: 15 },
  'Belonging.organisations': { most: 5 },
  'Belonging.paths': { most: 5 },
  'HierarchyPath.hops': { most: 12 },
  'OrganisationEdge.relationships': { most: 10 },
  'OrganisationPayment.payees': { most: 10 },
  'HierarchyTree.nodes': { most: 5_000 },
  /** A hierarchy has one link for each of its organisations but the first; a few have two. */
  'HierarchyTree.edges': { most: 5_500 },
  'Finding.related': { most: 50 },
  'MeasureTotal.missing': { most: 200 },
  'ViewDefinition.relationshipTypes': { most: 10 },
  'RollUp.groups': { most: 5_000 },
  'RollUp.unassigned': { most: 10 },
  'RollUp.multiplyAssigned': { most: 1_000 },
  'UnassignedGroup.sample': { most: 10 },
};

/** Fields whose single value takes the work of so many objects. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'Query.rollUp': 100,
  'ChangeConnection.totalCount': 100,
};

const PAGE: ListSize = { argument: 'first', fields: ['edges', 'nodes'] };

/** The size of a list, also of one that is a page; undefined for what is none. */
export function listSizeOf(type: string, field: Named & { readonly args: readonly Named[] }): ListSize | undefined {
  return field.args.some(({ name }) => name === 'first') ? PAGE : LIST_SIZES[`${type}.${field.name}`];
}

interface Named {
  readonly name: string;
}

/** Says in a schema what its lists and fields cost, as @listSize and @cost of federation: printed, not executed. */
export function withCosts(schema: GraphQLSchema): GraphQLSchema {
  for (const { type, field } of fieldsOf(schema)) {
    const directives = directivesOf(listSizeOf(type.name, field), WEIGHTS[`${type.name}.${field.name}`]);
    if (directives) field.extensions = { ...field.extensions, directives };
  }
  return schema;
}

/** Lists of objects whose size nobody has stated: none, or their cost would be a guess. */
export function unsizedLists(schema: GraphQLSchema): string[] {
  return fieldsOf(schema)
    .filter(({ field }) => isListOfObjects(field))
    .map(({ type, field }) => `${type.name}.${field.name}`)
    .filter((name) => !LIST_SIZES[name] && !/Connection\.(edges|nodes)$/.test(name));
}

function directivesOf(size: ListSize | undefined, weight: number | undefined) {
  if (!size && weight === undefined) return undefined;
  return { ...(size && { listSize: toDirective(size) }), ...(weight !== undefined && { cost: { weight } }) };
}

function toDirective(size: ListSize) {
  if ('most' in size) return { assumedSize: size.most };
  const { argument, fields } = size;
  return {
    slicingArguments: [argument],
    ...(fields && { sizedFields: fields }),
    requireOneSlicingArgument: false,
  };
}

function fieldsOf(schema: GraphQLSchema) {
  const types: GraphQLNamedType[] = Object.values(schema.getTypeMap());
  return types
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
}

function isListOfObjects({ type }: GraphQLField<unknown, unknown>): boolean {
  const list = isNonNullType(type) ? type.ofType : type;
  return isListType(list) && !isLeafType(getNamedType(list));
}

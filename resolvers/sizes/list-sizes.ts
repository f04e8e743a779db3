import { getNamedType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';

/** The maximum length of a list in the API. The gateway estimates the cost of an operation from it. */
export type ListSize =
  /** A fixed maximum: one that we enforce, or at least twice what any release has contained. */
  | { readonly most: number }
  /** The largest value of the arguments; for a connection it applies to the named fields. */
  | { readonly arguments: readonly string[]; readonly fields?: readonly string[] }
  /** One item for each value of the list argument, which takes at most this many. */
  | { readonly most: number; readonly each: 'codes' | 'items' | 'ids' };

const CODES = { most: 500, each: 'codes' } as const;

/** The size of every list of objects that is not a connection, by field. */
export const LIST_SIZES: Readonly<Record<string, ListSize>> = {
  'Query.paths': { arguments: ['limit'] },
  'Query.views': { most: 8 },
  'Query.kinds': { most: 15 },
  'Query.levels': { most: 5 },
  'LevelDefinition.steps': { most: 10 },
  'Query.defaultCodes': { most: 50 },
  'Query.findingRules': { most: 50 },
  'Query.measures': { most: 50 },
  'Query.relationshipTypes': { most: 50 },
  'Query.roles': { most: 500 },
  'Query.releases': { most: 120 },
  'Query.suggest': { most: 10 },
  'Query.postcodeFiles': { most: 130 },
  'OrganisationLocation.areas': { most: 11 },
  'Query.organisations': CODES,
  'Query.organisationsAsOf': { most: 500, each: 'items' },
  'Query.nodes': { most: 500, each: 'ids' },
  'Query.resolveCodes': CODES,
  'Query.matchOrganisations': { most: 500, each: 'items' },
  'OrganisationMatch.candidates': { most: 5 },
  'MatchCandidate.successors': { most: 5 },
  'OrganisationChange.detail': { most: 50 },
  'ChangeConnection.groupCounts': { most: 14 },
  'Organisation.contacts': { most: 10 },
  'Organisation.roles': { most: 20 },
  'Organisation.findings': { most: 50 },
  'Organisation.predecessors': { most: 25 },
  'Organisation.successors': { most: 25 },
  'Organisation.becameNow': { most: 25 },
  'CodeResolution.current': { most: 25 },
  'Organisation.parents': { most: 5 },
  'Organisation.networks': { most: 3 },
  'OrganisationNetworks.memberships': { most: 3 },
  'Organisation.ancestors': { most: 15 },
  'Belonging.organisations': { most: 5 },
  'Belonging.paths': { most: 5 },
  'HierarchyPath.hops': { most: 12 },
  'OrganisationEdge.relationships': { most: 10 },
  'OrganisationConnection.understood': { most: 8 },
  'OrganisationPayment.payees': { most: 10 },
  'HierarchyTree.nodes': { most: 5_000 },
  /** Every node except the root has one edge; a few have two. */
  'HierarchyTree.edges': { most: 5_500 },
  'Finding.related': { most: 50 },
  'Measure.dimensions': { most: 10 },
  'MeasureTotal.missing': { most: 200 },
  'MeasureTotal.valuesCarriedForward': { most: 200 },
  'MeasureTotal.valuesUnderOtherCodes': { most: 200 },
  'ViewDefinition.relationshipTypes': { most: 10 },
  'RollUp.groups': { most: 5_000 },
  'RollUp.unassigned': { most: 10 },
  'RollUp.multiplyAssigned': { most: 1_000 },
  'UnassignedGroup.sample': { most: 10 },
};

/** Fields whose single value costs as much as this many objects. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'Query.rollUp': 100,
  'ChangeConnection.totalCount': 100,
  'ChangeConnection.groupCounts': 100,
};

const CONNECTION: ListSize = { arguments: ['first', 'last'], fields: ['edges', 'nodes'] };

/** Returns the size of a list or connection field, or undefined for any other field. */
export function listSizeOf(type: string, field: Named & { readonly args: readonly Named[] }): ListSize | undefined {
  return field.args.some(({ name }) => name === 'first') ? CONNECTION : LIST_SIZES[`${type}.${field.name}`];
}

interface Named {
  readonly name: string;
}

/** Adds the federation directives @listSize and @cost to the fields of a schema. They are printed, not executed. */
export function addCostDirectives(schema: GraphQLSchema): GraphQLSchema {
  for (const { type, field } of fieldsOf(schema)) {
    const directives = directivesOf(listSizeOf(type.name, field), WEIGHTS[`${type.name}.${field.name}`]);
    if (directives) field.extensions = { ...field.extensions, directives };
  }
  return schema;
}

/** Returns the lists of objects that have no size. A test requires that there are none: their cost would be a guess. */
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
  return {
    slicingArguments: size.arguments,
    ...(size.fields && { sizedFields: size.fields }),
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

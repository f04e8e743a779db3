import { isTypeDefinitionNode, Kind, parse, valueFromASTUntyped } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldDefinitionNode, TypeDefinitionNode } from 'graphql';
import { listSizeOf } from '../../resolvers/sizes/list-sizes';
import type { ArgumentOf } from '../../resolvers/sizes/argument-of';
import { codesOf, measuredBoundsOf, type MeasuredBounds } from '../../resolvers/sizes/measured-lists';
import { isWithoutRepeats, readingOf, type Reading } from '../../resolvers/sizes/reading-sizes';
import type { Limits } from '../limits';
import type { ListSizes } from '../../federation/supergraph/list-sizes';
import { isResolvedBy, isTypeOf } from '../../federation/supergraph/own-subgraph';
import { OWN_SUBGRAPH } from '../own-subgraph';
import { fieldSubgraphs } from './field-subgraphs';

/** The `@cost` and `@listSize` directives of a schema (Apollo Federation 2.9, also under other names by `@link`). */
export interface CostModel {
  /** By field, for example 'Organisation.children'. */
  readonly fields: ReadonlyMap<string, FieldCost>;
  /** Weights of types by their name. */
  readonly types: ReadonlyMap<string, number>;
}

export interface FieldCost {
  readonly weight: number | undefined;
  /** Weights of arguments by their name. */
  readonly args: ReadonlyMap<string, number>;
  readonly size: ListSize | undefined;
  /** The assumed size of a list that `size` says nothing of. */
  readonly assumed: number;
  /** The subgraphs that return it, separated by commas, if ours is not one of them. */
  readonly others?: string | undefined;
  /** Of a field of our own subgraph: what it reads beyond the objects that it returns. */
  readonly reading?: ((argument: ArgumentOf) => Reading) | undefined;
  /** Of a field of our own subgraph: what the measured sizes say of its lists. */
  readonly bounds?: ((argument: ArgumentOf) => MeasuredBounds) | undefined;
  /** Of a root field of our own subgraph: the codes of the organisations that it returns. */
  readonly codes?: ((argument: ArgumentOf) => readonly string[]) | undefined;
  /** Whether its objects are as different as its parents. */
  readonly isWithoutRepeats?: boolean;
}

/** The size of a list. The first of `each`, `slicing` and `assumed` that applies is used. */
export interface ListSize {
  /** Name of a list argument: the result has one item for each value. */
  readonly each?: string;
  /** Names of number arguments: the largest value is the size. */
  readonly slicing?: readonly string[] | undefined;
  readonly assumed?: number | undefined;
  /** The largest size that a resolver returns. A larger literal argument costs no more, because it is rejected. */
  readonly largest?: number;
  /** Names of the list fields of the result that have the size; absent: the field itself. */
  readonly fields?: readonly string[] | undefined;
}

type OwnLimits = Pick<Limits, 'page' | 'codes'>;

/** The assumed size of a list of another subgraph without `@listSize`, unless the SUBGRAPHS file states one. */
export const OTHER_LIST_SIZE = 10;
/** The assumed size of a list of our own subgraph that states none: the default largest page. */
const OWN_LIST_SIZE = 200;

/** How the fields of one document are read. */
interface Reader {
  readonly names: DirectiveNames;
  readonly limits: OwnLimits;
  readonly listSizes: ListSizes;
  subgraphsOf(definition: TypeDefinitionNode, field: FieldDefinitionNode): readonly string[];
}

/**
 * Reads the cost directives from the SDL of a supergraph, a subgraph or any other schema. `listSizes` are the assumed
 * sizes of lists without `@listSize`, by subgraph.
 */
export function readCostDirectives(sdl: string, limits: OwnLimits, listSizes: ListSizes = {}): CostModel {
  const document = parse(sdl, { noLocation: true });
  const names = directiveNames(document);
  const reader: Reader = { names, limits, listSizes, subgraphsOf: fieldSubgraphs(document) };
  const definitions = document.definitions.filter(isTypeDefinitionNode);
  return {
    types: weightsOf(definitions, names),
    fields: new Map(definitions.flatMap((definition) => fieldCosts(definition, reader))),
  };
}

type DirectiveNames = ReadonlyMap<string, 'cost' | 'listSize'>;

/** Returns the names of the two directives: as imported by `@link`, otherwise with the prefix of their specification. */
function directiveNames({ definitions }: DocumentNode): DirectiveNames {
  const names = new Map<string, 'cost' | 'listSize'>([
    ['cost', 'cost'],
    ['cost__listSize', 'listSize'],
    ['federation__cost', 'cost'],
    ['federation__listSize', 'listSize'],
  ]);
  const links = definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION)
    .flatMap((schema) => ('directives' in schema ? (schema.directives ?? []) : []))
    .filter(({ name }) => name.value === 'link');
  for (const { url, import: imported } of links.map(argumentsOf)) {
    if (!/\/(cost|federation)\/v[\d.]+$/.test(String(url))) continue;
    for (const each of (imported ?? []) as Import[]) {
      const { name, as = name } = typeof each === 'string' ? { name: each } : each;
      if (name === '@cost' || name === '@listSize') names.set(as.slice(1), name === '@cost' ? 'cost' : 'listSize');
    }
  }
  return names;
}

type Import = string | { readonly name: string; readonly as?: string };

function fieldCosts(definition: TypeDefinitionNode, reader: Reader): [string, FieldCost][] {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
  const { names, limits, listSizes } = reader;
  const type = definition.name.value;
  const isSubgraph = !definition.directives?.some(({ name }) => name.value === 'join__type');
  const isOwn = isSubgraph || isTypeOf(OWN_SUBGRAPH, { astNode: definition });
  return (definition.fields ?? []).map((field) => {
    const name = `${type}.${field.name.value}`;
    const isOwnField = isOwn && isResolvedBy(OWN_SUBGRAPH, { astNode: field });
    const size = (isOwnField ? ownListSize(type, field, limits) : undefined) ?? listSizeDirective(field, names);
    const others = isOwnField ? [] : reader.subgraphsOf(definition, field);
    const costs = { weight: weightOf(field, names), args: argWeights(field, names), size };
    const assumed = others.length > 0 ? assumedSize(others, listSizes) : OWN_LIST_SIZE;
    return [name, { ...costs, assumed, ...(isOwnField ? ownCosts(name) : { others: others.join(',') }) }];
  });
}

/** Returns the largest size that is assumed for a list that each of several subgraphs may return. */
function assumedSize(subgraphs: readonly string[], listSizes: ListSizes): number {
  const stated = (subgraph: string) => (Object.hasOwn(listSizes, subgraph) ? listSizes[subgraph]! : OTHER_LIST_SIZE);
  return Math.max(...subgraphs.map(stated));
}

function ownCosts(name: string) {
  return {
    reading: readingOf(name),
    bounds: measuredBoundsOf(name),
    codes: codesOf(name),
    isWithoutRepeats: isWithoutRepeats(name),
  };
}

/** Returns the size of a list of our own subgraph. The directives cannot express all of it. */
function ownListSize(type: string, field: FieldDefinitionNode, { page, codes }: OwnLimits): ListSize | undefined {
  const args = (field.arguments ?? []).map(({ name }) => ({ name: name.value }));
  const size = listSizeOf(type, { name: field.name.value, args });
  if (!size) return undefined;
  if ('each' in size) return { each: size.each, assumed: codes, largest: codes };
  if ('most' in size) return { assumed: size.most };
  return { slicing: size.arguments, largest: page, fields: size.fields };
}

function listSizeDirective(field: FieldDefinitionNode, names: DirectiveNames): ListSize | undefined {
  const found = directive(field, 'listSize', names);
  if (!found) return undefined;
  const { assumedSize, slicingArguments, sizedFields } = argumentsOf(found);
  return {
    assumed: assumedSize as number | undefined,
    slicing: slicingArguments as readonly string[] | undefined,
    fields: sizedFields as readonly string[] | undefined,
  };
}

function argWeights(field: FieldDefinitionNode, names: DirectiveNames): ReadonlyMap<string, number> {
  return weightsOf(field.arguments ?? [], names);
}

function weightsOf(
  nodes: readonly (WithDirectives & { readonly name: { readonly value: string } })[],
  names: DirectiveNames,
) {
  const weights = nodes.map((node) => [node.name.value, weightOf(node, names)] as const);
  return new Map(weights.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
}

interface WithDirectives {
  readonly directives?: readonly DirectiveNode[] | undefined;
}

/** Returns the weight of `@cost`, at least 0: a negative weight would make the estimate too small. */
function weightOf(node: WithDirectives, names: DirectiveNames): number | undefined {
  const found = directive(node, 'cost', names);
  return found && Math.max(0, argumentsOf(found).weight as number);
}

function directive({ directives }: WithDirectives, directiveName: 'cost' | 'listSize', names: DirectiveNames) {
  return directives?.find(({ name }) => names.get(name.value) === directiveName);
}

function argumentsOf({ arguments: given }: DirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries((given ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

import { isTypeDefinitionNode, Kind, parse, valueFromASTUntyped } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldDefinitionNode, TypeDefinitionNode } from 'graphql';
import { listSizeOf } from '../../resolvers/list-sizes';
import type { Limits } from '../graphql/limits';
import { isAnsweredByUs, isOurs, joins } from '../../federation/supergraph/own-subgraph';

/** What the SDL of a graph says about costs: `@cost` and `@listSize` of federation, whatever they are called there. */
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
}

/** How long a list may be. The first of these that is known holds. */
export interface ListSize {
  /** A list of values for each of which there is one item. */
  readonly each?: string;
  /** Numbers of which the largest is the size. */
  readonly slicing?: readonly string[] | undefined;
  readonly assumed?: number | undefined;
  /** The largest size that is answered: a larger one that stands in the document costs no more, for it is refused. */
  readonly largest?: number;
  /** Lists of the field's own value that the size is about; absent: the field itself. */
  readonly fields?: readonly string[] | undefined;
}

type OwnLimits = Pick<Limits, 'page' | 'codes'>;

/** Reads the SDL of a supergraph, of our own subgraph, or of any schema. */
export function readCosts(sdl: string, limits: OwnLimits): CostModel {
  const document = parse(sdl, { noLocation: true });
  const names = directiveNames(document);
  const definitions = document.definitions.filter(isTypeDefinitionNode);
  return {
    types: weightsOf(definitions, names),
    fields: new Map(definitions.flatMap((definition) => fieldCosts(definition, names, limits))),
  };
}

type Names = ReadonlyMap<string, 'cost' | 'listSize'>;

/** What the two directives are called: as they were imported, else with the prefix of what they belong to. */
function directiveNames({ definitions }: DocumentNode): Names {
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

function fieldCosts(definition: TypeDefinitionNode, names: Names, limits: OwnLimits): [string, FieldCost][] {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
  const type = definition.name.value;
  const plain = !definition.directives?.some(({ name }) => name.value === 'join__type');
  const ours = plain || joins({ astNode: definition }, 'join__type').some(isOurs);
  return (definition.fields ?? []).map((field) => {
    const own = ours && isAnsweredByUs({ astNode: field }) ? ownSize(type, field, limits) : undefined;
    const size = own ?? statedSize(field, names);
    return [`${type}.${field.name.value}`, { weight: weightOf(field, names), args: argWeights(field, names), size }];
  });
}

/** Of our own lists more is known than the directives can say. */
function ownSize(type: string, field: FieldDefinitionNode, { page, codes }: OwnLimits): ListSize | undefined {
  const args = (field.arguments ?? []).map(({ name }) => ({ name: name.value }));
  const size = listSizeOf(type, { name: field.name.value, args });
  if (!size) return undefined;
  if ('each' in size) return { each: size.each, assumed: codes, largest: codes };
  if ('most' in size) return { assumed: size.most };
  return { slicing: [size.argument], largest: page, fields: size.fields };
}

function statedSize(field: FieldDefinitionNode, names: Names): ListSize | undefined {
  const stated = directive(field, 'listSize', names);
  if (!stated) return undefined;
  const { assumedSize, slicingArguments, sizedFields } = argumentsOf(stated);
  return {
    assumed: assumedSize as number | undefined,
    slicing: slicingArguments as readonly string[] | undefined,
    fields: sizedFields as readonly string[] | undefined,
  };
}

function argWeights(field: FieldDefinitionNode, names: Names): ReadonlyMap<string, number> {
  return weightsOf(field.arguments ?? [], names);
}

function weightsOf(nodes: readonly (Described & { readonly name: { readonly value: string } })[], names: Names) {
  const weights = nodes.map((node) => [node.name.value, weightOf(node, names)] as const);
  return new Map(weights.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
}

interface Described {
  readonly directives?: readonly DirectiveNode[] | undefined;
}

/** A weight below 0 would make an estimate smaller than what it estimates. */
function weightOf(node: Described, names: Names): number | undefined {
  const stated = directive(node, 'cost', names);
  return stated && Math.max(0, argumentsOf(stated).weight as number);
}

function directive({ directives }: Described, meaning: 'cost' | 'listSize', names: Names) {
  return directives?.find(({ name }) => names.get(name.value) === meaning);
}

function argumentsOf({ arguments: given }: DirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries((given ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

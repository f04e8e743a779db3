import {
  buildASTSchema,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  validateSchema,
  visit,
} from 'graphql';
import type { ConstDirectiveNode, DirectiveNode, DocumentNode, GraphQLNamedType, GraphQLSchema } from 'graphql';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';

/** A supergraph that was checked, with what its execution needs to know. */
export interface Supergraph {
  readonly sdl: string;
  /** Every type of every subgraph, hidden ones included. */
  readonly schema: GraphQLSchema;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** URL by subgraph name, as composed; '' when there is none. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** Names of all fields of all types. */
  readonly fieldNames: ReadonlySet<string>;
  /** Names of the object types that satisfy a type condition, the condition's own name included. */
  possibleTypes(condition: string): ReadonlySet<string>;
  /** Whether a value of an interface or a union may be of a type that @inaccessible hides from clients. */
  mayBeHidden(typeName: string): boolean;
  /** The keys by which a subgraph resolves an entity, each as the names of its outermost fields; [] when it does not. */
  keysOf(subgraph: string, typeName: string): readonly (readonly string[])[];
}

/** A supergraph that cannot be served: says why. */
export class SupergraphError extends Error {}

/** Reads a supergraph SDL. Throws a SupergraphError for what is no valid supergraph: the planner would crash or guess. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parsed(sdl);
  const schema = checked(() => buildASTSchema(document));
  const graphs = graphNames(schema);
  checkGraphs(document, graphs);
  const apiSchema = checked(() => buildASTSchema(publicDocument(document)));
  const subgraphs = new Map([...graphs.values()].map(({ name, url }) => [name, url]));
  const fieldNames = fieldNamesOf(schema);
  const possibleTypes = possibleTypesOf(schema);
  const mayBeHidden = (typeName: string) => [...possibleTypes(typeName)].some((name) => !apiSchema.getType(name));
  return { sdl, schema, apiSchema, subgraphs, fieldNames, possibleTypes, mayBeHidden, keysOf: keysOf(schema, graphs) };
}

function parsed(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    throw new SupergraphError(`The supergraph is no GraphQL schema: ${(error as Error).message}`);
  }
}

function checked(build: () => GraphQLSchema): GraphQLSchema {
  try {
    const schema = build();
    const [first] = validateSchema(schema);
    if (first) throw first;
    return schema;
  } catch (error) {
    throw new SupergraphError(`The supergraph is not valid: ${(error as Error).message}`);
  }
}

interface Graph {
  readonly name: string;
  readonly url: string;
}

/** What clients see of a supergraph. The library leaves hidden types among the members of unions. */
function publicDocument(supergraph: DocumentNode): DocumentNode {
  const { definitions, ...document } = transformSupergraphToPublicSchema(supergraph);
  const visible = new Set(definitions.map((definition) => ('name' in definition ? definition.name?.value : undefined)));
  return {
    ...document,
    definitions: definitions.map((definition) =>
      definition.kind === Kind.UNION_TYPE_DEFINITION
        ? { ...definition, types: definition.types?.filter(({ name }) => visible.has(name.value)) }
        : definition,
    ),
  };
}

/** Name and URL by the enum value that stands for a subgraph in the supergraph's directives. */
function graphNames(schema: GraphQLSchema): Map<string, Graph> {
  const type = schema.getType('join__Graph');
  if (!isEnumType(type)) throw new SupergraphError('The supergraph is a plain schema: it has no enum join__Graph.');
  return new Map(
    type.getValues().map((value) => {
      const join = value.astNode?.directives?.find((directive) => directive.name.value === 'join__graph');
      return [value.name, { name: argument(join, 'name') ?? value.name, url: argument(join, 'url') ?? '' }];
    }),
  );
}

/** GraphQL does not check the arguments of directives in SDL; the planner takes an unknown subgraph for none. */
function checkGraphs(document: DocumentNode, graphs: ReadonlyMap<string, Graph>): void {
  visit(document, {
    Directive(directive) {
      const graph = directive.name.value.startsWith('join__') ? argument(directive, 'graph') : undefined;
      if (graph === undefined || graphs.has(graph)) return;
      throw new SupergraphError(
        `The supergraph is not valid: @${directive.name.value} names ${graph}, no subgraph of it.`,
      );
    },
  });
}

function argument(directive: DirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((given) => given.name.value === name)?.value;
  return value?.kind === 'StringValue' || value?.kind === 'EnumValue' ? value.value : undefined;
}

function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Set(types.flatMap((type) => Object.keys(type.getFields())));
}

function possibleTypesOf(schema: GraphQLSchema): Supergraph['possibleTypes'] {
  const known = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    let names = known.get(condition);
    if (!names) {
      const type = schema.getType(condition);
      const possible = type && isAbstractType(type) ? schema.getPossibleTypes(type) : [];
      names = new Set([condition, ...possible.map(({ name }) => name)]);
      known.set(condition, names);
    }
    return names;
  };
}

function keysOf(schema: GraphQLSchema, graphs: ReadonlyMap<string, Graph>): Supergraph['keysOf'] {
  const keys = new Map<string, Map<string, string[][]>>();
  for (const type of Object.values(schema.getTypeMap())) {
    for (const join of joins(type)) {
      const fields = argument(join, 'key');
      const graph = graphs.get(argument(join, 'graph') ?? '')?.name;
      if (!fields || !graph) continue;
      const types = keys.get(graph) ?? new Map<string, string[][]>();
      keys.set(graph, types.set(type.name, [...(types.get(type.name) ?? []), outermost(fields)]));
    }
  }
  return (subgraph, typeName) => keys.get(subgraph)?.get(typeName) ?? [];
}

function joins(type: GraphQLNamedType): readonly ConstDirectiveNode[] {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  return nodes.flatMap((node) => node?.directives ?? []).filter((directive) => directive.name.value === 'join__type');
}

function outermost(fieldSet: string): string[] {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== 'OperationDefinition') return [];
  return operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === 'Field' ? [selection.name.value] : [],
  );
}

/** Whether a type is known to some subgraph but hidden from clients by @inaccessible. */
export function isHidden({ schema, apiSchema }: Supergraph, typeName: string): boolean {
  return !apiSchema.getType(typeName) && schema.getType(typeName) !== undefined;
}

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
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DirectiveNode,
  DocumentNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationTypeDefinitionNode,
} from 'graphql';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { readAccessRules, type AccessRules } from '../authorization/access-rules';
import { withoutEffect } from '../authorization/directives';
import { describeProblem } from '../composition/composition-problem';
import { unsupportedInSupergraph } from './unsupported-features';
import { readLiteralsExactly } from '../exact-literals';

/** A valid supergraph, with the look-ups that planning and execution need. */
export interface Supergraph {
  readonly sdl: string;
  /** Every type of every subgraph, including @inaccessible ones. */
  readonly schema: GraphQLSchema;
  /** The schema for clients, without @inaccessible elements. */
  readonly apiSchema: GraphQLSchema;
  /** URL by subgraph name; '' without one. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** The name of each subgraph by its value of the enum `join__Graph`. */
  readonly subgraphNames: ReadonlyMap<string, string>;
  /** The names of all fields of all types. */
  readonly fieldNames: ReadonlySet<string>;
  /** Who may read what. Empty unless authorization is enforced. */
  readonly access: AccessRules;
  /** The names of the object types that satisfy a type condition, including the condition's own name. */
  possibleTypes(condition: string): ReadonlySet<string>;
  /** Whether a value of an interface or a union may be of an @inaccessible type. */
  mayBeInaccessible(typeName: string): boolean;
  /** The keys by which a subgraph resolves an entity, each as the names of its top-level fields; [] for none. */
  keysOf(subgraph: string, typeName: string): readonly (readonly string[])[];
}

export interface SupergraphOptions {
  /** Whether requests have an identity, so that the directives for access are enforced. */
  readonly isSecured?: boolean | undefined;
}

/** A supergraph cannot be served. The message states why. */
export class SupergraphError extends Error {}

/**
 * Reads a supergraph SDL. Throws a SupergraphError if it is invalid, because the planner would crash or plan wrongly. Unless
 * `isSecured`, nobody checks who asks, and a supergraph with directives for access is refused.
 */
export function readSupergraph(sdl: string, { isSecured = false }: SupergraphOptions = {}): Supergraph {
  const document = parseSdl(sdl);
  const schema = validSchema(() => buildASTSchema(document));
  const graphs = joinGraphsOf(schema);
  checkGraphs(document, graphs);
  checkFeatures(document, graphs, isSecured);
  checkAccessDirectives(document);
  const apiSchema = validSchema(() => buildASTSchema(publicDocument(document)));
  readLiteralsExactly(apiSchema);
  const subgraphs = new Map([...graphs.values()].map(({ name, url }) => [name, url]));
  const fieldNames = fieldNamesOf(schema);
  const possibleTypes = possibleTypesOf(schema);
  const mayBeHidden = (typeName: string) => [...possibleTypes(typeName)].some((name) => !apiSchema.getType(name));
  return {
    sdl,
    schema,
    apiSchema,
    subgraphs,
    subgraphNames: new Map([...graphs].map(([value, { name }]) => [value, name])),
    fieldNames,
    access: readAccessRules(schema),
    possibleTypes,
    mayBeInaccessible: mayBeHidden,
    keysOf: keysOf(schema, graphs),
  };
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    throw new SupergraphError(`The supergraph is not a GraphQL schema: ${(error as Error).message}`);
  }
}

function validSchema(build: () => GraphQLSchema): GraphQLSchema {
  try {
    const schema = build();
    const [first] = validateSchema(schema);
    if (first) throw first;
    return schema;
  } catch (error) {
    throw new SupergraphError(`The supergraph is not valid: ${(error as Error).message}`);
  }
}

/** A value of the enum `join__Graph`. */
interface JoinGraph {
  readonly name: string;
  readonly url: string;
}

/** The public document of a supergraph. The library does not remove @inaccessible types from unions. */
function publicDocument(supergraph: DocumentNode): DocumentNode {
  const { definitions, ...document } = transformSupergraphToPublicSchema(supergraph);
  const visible = new Set(definitions.map((definition) => ('name' in definition ? definition.name?.value : undefined)));
  const withoutHidden = definitions.map((definition) =>
    definition.kind === Kind.UNION_TYPE_DEFINITION
      ? { ...definition, types: definition.types?.filter(({ name }) => visible.has(name.value)) }
      : definition,
  );
  return { ...document, definitions: withoutSubscription(withoutHidden) };
}

/** Removes the root type of subscriptions, which are refused. Its name may be another one than Subscription. */
function withoutSubscription(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const isSubscription = ({ operation }: OperationTypeDefinitionNode) => operation === 'subscription';
  const roots = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION ? definition.operationTypes : [],
  );
  const name = roots.length > 0 ? roots.find(isSubscription)?.type.name.value : 'Subscription';
  return definitions
    .filter((definition) => definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== name)
    .map((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION
        ? { ...definition, operationTypes: definition.operationTypes.filter((root) => !isSubscription(root)) }
        : definition,
    );
}

/** The subgraphs by their value of the enum `join__Graph`. */
function joinGraphsOf(schema: GraphQLSchema): Map<string, JoinGraph> {
  const type = schema.getType('join__Graph');
  if (!isEnumType(type)) throw new SupergraphError('The supergraph is a plain schema: it has no enum join__Graph.');
  return new Map(
    type.getValues().map((value) => {
      const join = value.astNode?.directives?.find((directive) => directive.name.value === 'join__graph');
      return [value.name, { name: argument(join, 'name') ?? value.name, url: argument(join, 'url') ?? '' }];
    }),
  );
}

/** Checks `graph` arguments: GraphQL does not validate directive arguments in SDL, and the planner ignores unknown subgraphs. */
function checkGraphs(document: DocumentNode, graphs: ReadonlyMap<string, JoinGraph>): void {
  visit(document, {
    Directive(directive) {
      const graph = directive.name.value.startsWith('join__') ? argument(directive, 'graph') : undefined;
      if (graph === undefined || graphs.has(graph)) return;
      throw new SupergraphError(
        `The supergraph is not valid: @${directive.name.value} names ${graph}, which is not one of its subgraphs.`,
      );
    },
  });
}

/** A supergraph must not be served without the features that it needs. */
function checkFeatures(document: DocumentNode, graphs: ReadonlyMap<string, JoinGraph>, isSecured: boolean): void {
  const problems = unsupportedInSupergraph(document, (graph) => graphs.get(graph)?.name ?? graph, isSecured);
  if (problems.length === 0) return;
  throw new SupergraphError(
    `The supergraph needs what this gateway does not do.\n${problems.map(describeProblem).join('\n')}`,
  );
}

/** Directives for access protect what is read. Elsewhere they would have no effect. */
function checkAccessDirectives(document: DocumentNode): void {
  const [first] = withoutEffect(document);
  if (first !== undefined)
    throw new SupergraphError(`The supergraph is not valid: ${first}, which protects fields and their types only.`);
}

/** The value of the enum `join__Graph` for a subgraph, as composition chooses it. */
export function joinGraphValue(subgraph: string): string {
  return subgraph.toUpperCase().replaceAll('-', '_');
}

function argument(directive: DirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === 'StringValue' || value?.kind === 'EnumValue' ? value.value : undefined;
}

function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Set(types.flatMap((type) => Object.keys(type.getFields())));
}

function possibleTypesOf(schema: GraphQLSchema): Supergraph['possibleTypes'] {
  const cache = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    let names = cache.get(condition);
    if (!names) {
      const type = schema.getType(condition);
      const possible = type && isAbstractType(type) ? schema.getPossibleTypes(type) : [];
      names = new Set([condition, ...possible.map(({ name }) => name)]);
      cache.set(condition, names);
    }
    return names;
  };
}

function keysOf(schema: GraphQLSchema, graphs: ReadonlyMap<string, JoinGraph>): Supergraph['keysOf'] {
  const keys = new Map<string, Map<string, string[][]>>();
  for (const type of Object.values(schema.getTypeMap())) {
    for (const join of joins(type)) {
      const fields = argument(join, 'key');
      const graph = graphs.get(argument(join, 'graph') ?? '')?.name;
      if (!fields || !graph) continue;
      const types = keys.get(graph) ?? new Map<string, string[][]>();
      keys.set(graph, types.set(type.name, [...(types.get(type.name) ?? []), topLevelFields(fields)]));
    }
  }
  return (subgraph, typeName) => keys.get(subgraph)?.get(typeName) ?? [];
}

function joins(type: GraphQLNamedType): readonly ConstDirectiveNode[] {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  return nodes.flatMap((node) => node?.directives ?? []).filter((directive) => directive.name.value === 'join__type');
}

function topLevelFields(fieldSet: string): string[] {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== 'OperationDefinition') return [];
  return operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === 'Field' ? [selection.name.value] : [],
  );
}

/** Whether a type exists in the supergraph but is @inaccessible to clients. */
export function isInaccessible({ schema, apiSchema }: Supergraph, typeName: string): boolean {
  return !apiSchema.getType(typeName) && schema.getType(typeName) !== undefined;
}

/** Whether clients can see a field of an object type or an interface. */
export function isVisibleField({ apiSchema }: Supergraph, typeName: string, fieldName: string): boolean {
  const type = apiSchema.getType(typeName);
  return (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), fieldName);
}

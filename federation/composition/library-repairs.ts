import { isTypeDefinitionNode, isTypeExtensionNode, Kind, parse, print } from 'graphql';
import type {
  ConstArgumentNode,
  ConstDirectiveNode,
  ConstValueNode,
  DocumentNode,
  FieldDefinitionNode,
  GraphQLError,
  TypeNode,
} from 'graphql';
import { composeServices } from '@theguild/federation-composition';
import { rootNames } from '../supergraph/elements';
import { argumentsOf, usualNames } from '../supergraph/links';
import { plainFieldSet, typeNameOf, typesOf, type TypesOfSubgraph } from './plain-field-sets';

/*
 * Three faults of @theguild/federation-composition 0.27.0, repaired before or after it composes. Delete what a comment
 * names, and its test in tests/federation/library-repairs, when a release of the library repairs the fault. Without any
 * fault left, compose.ts calls composeServices itself, and this file and plain-field-sets.ts are deleted.
 */

/** A subgraph to compose. */
export interface ParsedSubgraph {
  readonly name: string;
  readonly url?: string;
  readonly typeDefs: DocumentNode;
}

export interface ComposeResult {
  readonly supergraphSdl?: string;
  readonly errors?: readonly GraphQLError[];
}

/** Composes subgraphs as `composeServices` of the library, without its faults. */
export function composeRepaired(subgraphs: readonly ParsedSubgraph[]): ComposeResult {
  const given = withPlainFragments(subgraphs.map((subgraph) => ({ ...subgraph, types: typesOf(subgraph.typeDefs) })));
  const { supergraphSdl, errors } = composeServices(
    given.map(({ name, url = '', typeDefs }) => ({ name, url, typeDefs })),
  );
  return supergraphSdl === undefined ? { errors } : { supergraphSdl: repaired(supergraphSdl, given) };
}

interface Given extends ParsedSubgraph {
  readonly types: TypesOfSubgraph;
}

/**
 * Fault 1: a fragment in @requires or @provides cannot be satisfied if it is on an interface or a union other than the type
 * of its field; one on a union or without a type is an error. The library gets such field sets with fragments on objects
 * alone, which the subgraph answers and receives alike.
 */
function withPlainFragments(subgraphs: readonly Given[]): Given[] {
  return subgraphs.map((subgraph) => {
    const others = subgraphs.filter((each) => each !== subgraph).map(({ types }) => types);
    const usual = usualNames(subgraph.typeDefs);
    const typeDefs = visitFields(subgraph.typeDefs, (typeName, field) => {
      const directives = field.directives?.map((node) => {
        const name = usual(node);
        const parent = name === 'requires' ? typeName : name === 'provides' ? typeNameOf(field.type) : undefined;
        return parent === undefined
          ? node
          : withFieldSet(node, (set) => plainFieldSet(set, parent, { types: subgraph.types, others }));
      });
      return { ...field, directives };
    });
    return { ...subgraph, typeDefs };
  });
}

function withFieldSet(node: ConstDirectiveNode, change: (set: string) => string): ConstDirectiveNode {
  const args = node.arguments?.map((argument) => {
    const { name, value } = argument;
    if (name.value !== 'fields' || value.kind !== Kind.STRING) return argument;
    return { ...argument, value: { ...value, value: change(value.value) } };
  });
  return { ...node, arguments: args };
}

/** A field of a subgraph, as it is written, with what matters to the supergraph. */
interface Source {
  readonly graph: string;
  readonly type: TypeNode;
  readonly requires: string | undefined;
  readonly provides: string | undefined;
  readonly isExternal: boolean;
  /** The subgraph that it overrides. */
  readonly overrides: string | undefined;
}

type Sources = ReadonlyMap<string, readonly Source[]>;

function sourcesOf(subgraphs: readonly Given[], graphs: ReadonlyMap<string, string>): Sources {
  const sources = new Map<string, Source[]>();
  for (const { name, typeDefs } of subgraphs) {
    const usual = usualNames(typeDefs);
    const roots = rootNames(typeDefs);
    visitFields(typeDefs, (typeName, { name: field, type, directives = [] }) => {
      const find = (directive: string) => directives.find((node) => usual(node) === directive);
      const setOf = (directive: string) => stringOf(find(directive), 'fields');
      const key = `${roots.get(typeName) ?? typeName}.${field.value}`;
      const override = find('override');
      const isMoved = override !== undefined && argumentsOf(override).label === undefined;
      const [isExternal, from] = [find('external') !== undefined, isMoved ? stringOf(override, 'from') : undefined];
      const source = { graph: graphs.get(name) ?? '', type, requires: setOf('requires'), provides: setOf('provides') };
      const overrides = from === undefined ? undefined : graphs.get(from);
      sources.set(key, [...(sources.get(key) ?? []), { ...source, isExternal, overrides }]);
    });
  }
  return sources;
}

function repaired(sdl: string, subgraphs: readonly Given[]): string {
  const document = parse(sdl, { noLocation: true });
  const sources = sourcesOf(subgraphs, graphsOf(document));
  const keys = keyFieldsOf(document);
  let isChanged = false;
  const changed = visitFields(document, (typeName, field, kind) => {
    const all = sources.get(`${typeName}.${field.name.value}`) ?? [];
    const found = all.filter(({ graph }) => all.every(({ overrides }) => overrides !== graph));
    const context = { typeName, kind, found, subgraphs, isKey: keys.has(`${typeName}.${field.name.value}`) };
    const next = widened(joined(field, context), context);
    isChanged ||= next !== field;
    return next;
  });
  return isChanged ? print(changed) : sdl;
}

interface FieldContext {
  readonly typeName: string;
  readonly kind: string;
  readonly found: readonly Source[];
  readonly subgraphs: readonly Given[];
  readonly isKey: boolean;
}

/**
 * Fault 2: a field of an interface that all of its subgraphs define has no @join__field, so that @external, @requires and
 * @provides of an @interfaceObject are lost.
 */
function joined(field: FieldDefinitionNode, { kind, found, isKey }: FieldContext): FieldDefinitionNode {
  const isLost = found.some((source) => (source.isExternal || source.requires) ?? source.provides);
  if (kind !== Kind.INTERFACE_TYPE_DEFINITION || isKey || !isLost || joinsIn(field).length > 0) return field;
  return { ...field, directives: [...(field.directives ?? []), ...found.map(joinOf)] };
}

/**
 * Fault 3: a field that is a union or an interface in one subgraph, and one of its members in another, has the type of the
 * subgraph that comes first by name.
 */
function widened(field: FieldDefinitionNode, { found, subgraphs }: FieldContext): FieldDefinitionNode {
  const names = [...new Set(found.map(({ type }) => typeNameOf(type)))];
  if (names.length < 2) return field;
  const includes = (wide: string, name: string) =>
    wide === name || subgraphs.some(({ types }) => types.possible(wide).includes(name) || types.implements(name, wide));
  const widest = names.find((wide) => names.every((name) => includes(wide, name)));
  if (widest === undefined || widest === typeNameOf(field.type)) return field;
  const type = mergedType(
    found.map((source) => source.type),
    widest,
  );
  const joins = joinsIn(field);
  if (joins.length === 0) return { ...field, type, directives: [...(field.directives ?? []), ...found.map(joinOf)] };
  const typeIn = (graph: unknown) => found.find((source) => source.graph === graph)?.type ?? type;
  return withJoins({ ...field, type }, (join) => withArgument(join, 'type', print(typeIn(argumentsOf(join).graph))));
}

/** The type that holds the values of all types: non-null where all are. */
function mergedType(types: readonly TypeNode[], name: string): TypeNode {
  const inner = types.map((type) => (type.kind === Kind.NON_NULL_TYPE ? type.type : type));
  const lists = inner.flatMap((type) => (type.kind === Kind.LIST_TYPE ? type.type : []));
  const type: ConstNullable =
    lists.length > 0 ? { kind: Kind.LIST_TYPE, type: mergedType(lists, name) } : namedType(name);
  return types.every(({ kind }) => kind === Kind.NON_NULL_TYPE) ? { kind: Kind.NON_NULL_TYPE, type } : type;
}

type ConstNullable = Exclude<TypeNode, { kind: Kind.NON_NULL_TYPE }>;

function namedType(value: string): ConstNullable {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value } };
}

const JOIN = 'join__field';

function joinsIn({ directives = [] }: FieldDefinitionNode): readonly ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value === JOIN);
}

function withJoins(field: FieldDefinitionNode, change: (join: ConstDirectiveNode) => ConstDirectiveNode) {
  const directives = field.directives?.map((node) => (node.name.value === JOIN ? change(node) : node));
  const isChanged = directives?.some((node, at) => node !== field.directives![at]);
  return isChanged ? { ...field, directives } : field;
}

function withArgument(node: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode {
  if (argumentsOf(node)[name] === value) return node;
  const others = (node.arguments ?? []).filter((argument) => argument.name.value !== name);
  return { ...node, arguments: [...others, argumentNode(name, { kind: Kind.STRING, value })] };
}

function argumentNode(name: string, value: ConstValueNode): ConstArgumentNode {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value };
}

/** The join__field of a field in one subgraph. */
function joinOf({ graph, type, requires, provides, isExternal }: Source): ConstDirectiveNode {
  const text = (name: string, value: string | undefined) =>
    value === undefined ? [] : [argumentNode(name, { kind: Kind.STRING, value })];
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: JOIN },
    arguments: [
      argumentNode('graph', { kind: Kind.ENUM, value: graph }),
      ...text('type', print(type)),
      ...text('requires', requires),
      ...text('provides', provides),
      ...(isExternal ? [argumentNode('external', { kind: Kind.BOOLEAN, value: true })] : []),
    ],
  };
}

function stringOf(node: ConstDirectiveNode | undefined, argument: string): string | undefined {
  const value = node && argumentsOf(node)[argument];
  return typeof value === 'string' ? value : undefined;
}

/** The values of the enum join__Graph by the names of the subgraphs. */
function graphsOf({ definitions }: DocumentNode): Map<string, string> {
  const graph = definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === 'join__Graph',
  );
  const values = graph && 'values' in graph ? (graph.values ?? []) : [];
  return new Map(
    values.map(({ name, directives = [] }) => [
      stringOf(
        directives.find((node) => node.name.value === 'join__graph'),
        'name',
      ) ?? name.value,
      name.value,
    ]),
  );
}

/** The fields of keys, for example 'Unit.id', with those in objects left out. */
function keyFieldsOf({ definitions }: DocumentNode): Set<string> {
  const keys = new Set<string>();
  for (const definition of definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    for (const node of definition.directives ?? []) {
      const fields = node.name.value === 'join__type' ? (stringOf(node, 'key') ?? '') : '';
      for (const name of fields.replace(/\{[^}]*\}/g, '').match(/\w+/g) ?? [])
        keys.add(`${definition.name.value}.${name}`);
    }
  }
  return keys;
}

type ChangeField = (typeName: string, field: FieldDefinitionNode, kind: string) => FieldDefinitionNode | void;

/** Calls a function with each field of the objects and interfaces, and puts what it returns in its place. */
function visitFields(document: DocumentNode, change: ChangeField): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (!(isTypeDefinitionNode(definition) || isTypeExtensionNode(definition))) return definition;
      if (!('fields' in definition) || /^Input/.test(definition.kind)) return definition;
      const fields = definition.fields as readonly FieldDefinitionNode[] | undefined;
      const changed = fields?.map((field) => change(definition.name.value, field, definition.kind) ?? field);
      return { ...definition, fields: changed } as typeof definition;
    }),
  };
}

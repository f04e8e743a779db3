import { getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isScalarType } from 'graphql';
import { isSpecifiedScalarType, Kind, TypeNameMetaFieldDef, valueFromAST } from 'graphql';
import type {
  ArgumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLInputType,
  GraphQLObjectType,
  GraphQLSchema,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import type { JsonObject } from '../json-object';
import type { ConditionalOperation } from '../planning/conditions';
import { collectFields, selectionSetsOf } from '../planning/selections';

/** A query without conditions, fragment spreads, repeated response keys and texts: these arguments are variables. */
export interface WrittenQuery {
  readonly operation: OperationDefinitionNode;
  /** The variables of `operation`. */
  readonly arguments: readonly WrittenArgument[];
  /** The nodes of the original document that each field was written from. */
  readonly sources: ReadonlyMap<FieldNode, readonly FieldNode[]>;
}

/** The value of an argument, which may hold variables of the original document. */
export interface WrittenArgument {
  readonly variable: string;
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
}

/** A query that cannot be written out. */
export class NotWritable extends Error {}

/** Fields of a written query: nested fragments, or abstract types of many object types, can multiply those of the original. */
const MAX_FIELDS = 5_000;

/**
 * Writes out a validated query whose conditions were applied, so that each object type has one flat selection set in the
 * order of the specification; a set on an abstract type becomes one inline fragment for each possible type.
 * `variableType` is the type that all variables get. Throws NotWritable for a query that is too large, introspects, or
 * has a key that no object literal of JavaScript can have.
 */
export function writeOut(
  { operation, fragments }: ConditionalOperation,
  schema: GraphQLSchema,
  variableType: string,
): WrittenQuery {
  const sources = new Map<FieldNode, readonly FieldNode[]>();
  const written = new Map<string, WrittenArgument>();
  const context = { apiSchema: schema, fragments };

  const writeSet = (type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: isAbstractType(type)
      ? schema.getPossibleTypes(type).map((each) => onType(each, writeFields(each, sets)))
      : writeFields(type, sets),
  });

  const writeFields = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): FieldNode[] =>
    [...collectFields(type, sets, context)].map(([key, nodes]) => {
      if (key === '__proto__' || sources.size >= MAX_FIELDS) throw new NotWritable();
      const [node] = nodes;
      const field = fieldOf(type, node);
      const below = getNamedType(field.type);
      const one: FieldNode = {
        ...node,
        directives: [],
        arguments: (node.arguments ?? []).map((argument) => writeArgument(argument, field)),
        ...(isCompositeType(below) && { selectionSet: writeSet(below, selectionSetsOf(nodes)) }),
      };
      sources.set(one, nodes);
      return one;
    });

  const writeArgument = (node: ArgumentNode, field: GraphQLField<unknown, unknown>): ArgumentNode => {
    const { type } = field.args.find(({ name }) => name === node.name.value)!;
    if (isHarmless(node.value, type)) return node;
    const key = `${type.toString()} ${JSON.stringify(node.value, withoutLocation)}`;
    const { variable } = written.get(key) ?? { variable: `v${written.size}` };
    written.set(key, { variable, value: node.value, type });
    return { ...node, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } };
  };

  const selectionSet = writeSet(schema.getQueryType()!, [operation.selectionSet]);
  const args = [...written.values()];
  const variableDefinitions = args.map(({ variable }) => defineVariable(variable, variableType));
  return { operation: { ...operation, directives: [], variableDefinitions, selectionSet }, arguments: args, sources };
}

function fieldOf(type: GraphQLObjectType, { name: { value: name } }: FieldNode): GraphQLField<unknown, unknown> {
  const field = name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : type.getFields()[name];
  if (!field) throw new NotWritable(); // __schema or __type
  return field;
}

function onType(type: GraphQLObjectType, selections: readonly FieldNode[]): InlineFragmentNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function defineVariable(name: string, type: string) {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
  } as const;
}

/** Whether a value can stay in the query: graphql-jit copies it faster than a variable, and it holds no text of a client. */
function isHarmless({ kind }: ValueNode, type: GraphQLInputType): boolean {
  const leaf = getNullableType(type);
  if (kind === Kind.ENUM) return isEnumType(leaf);
  return (kind === Kind.INT || kind === Kind.BOOLEAN) && isScalarType(leaf) && isSpecifiedScalarType(leaf);
}

function withoutLocation(key: string, value: unknown): unknown {
  return key === 'loc' ? undefined : value;
}

/**
 * Returns a function from the coerced variables of the original document to those of the written one; undefined if
 * graphql-js refuses the value of an argument. Values without variables are coerced once.
 */
export function argumentValues(written: readonly WrittenArgument[]): (variables: JsonObject) => JsonObject | undefined {
  const constants: JsonObject = {};
  const changing: WrittenArgument[] = [];
  for (const argument of written) {
    const { variable, value, type } = argument;
    const constant = hasVariable(value) ? undefined : valueFromAST(value, type);
    if (constant === undefined) changing.push(argument);
    else constants[variable] = constant;
  }
  return (variables) => {
    const values = { ...constants };
    for (const { variable, value, type } of changing) {
      if (value.kind === Kind.VARIABLE && variables[value.name.value] === undefined) continue; // the default applies
      const coerced: unknown = valueFromAST(value, type, variables);
      if (coerced === undefined) return undefined;
      values[variable] = coerced;
    }
    return values;
  };
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

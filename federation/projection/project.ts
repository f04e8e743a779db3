import { isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType, GraphQLUnionType } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { invalidValue, missingValue, type Faults } from '../execution-errors';
import { compileLeaf, type Leaf } from './scalars';
import { JsonWriter } from './json-writer';
import { isObject } from '../execution/merge';
import { selectFields, type Document, type SelectedField } from '../planning/selections';
import type { Data } from '../subgraphs/subgraph-executor';
import { isHidden, type Supergraph } from '../supergraph/supergraph';

/** One shaping of merged data into a response. */
export interface Shaping {
  /** The answer to what was asked of the schema itself. */
  readonly introspection: Readonly<Data>;
  readonly faults: Faults;
  /** Keys and positions from the root down to where the shaping is; what is deeper is left over from before. */
  readonly path: (string | number)[];
}

/** The response's data as JSON in UTF-8; null when a null has travelled all the way up. */
export type Shape = (data: Data, shaping: Shaping) => Buffer | null;

/** Writes a value. Whoever is told that a null must travel further up takes back what was written. */
type Complete = (value: unknown, shaping: Shaping, depth: number) => Outcome;
type Outcome = 'value' | 'null' | 'travels';

/** A shaping never waits, so one writer serves them all. */
const writer = new JsonWriter();
const [NULL, OPEN_LIST, CLOSE_LIST, COMMA, OPEN, CLOSE] = ['null', '[', ']', ',', '{', '}'].map((text) =>
  Buffer.from(text),
) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];

function writeNull(): Outcome {
  writer.raw(NULL);
  return 'null';
}

function write(value: unknown): Outcome {
  writer.value(value);
  return 'value';
}

interface Compiling extends Document {
  readonly supergraph: Supergraph;
}

/** Compiles an operation's projection over the API schema, straight to bytes: what was asked for, under the client's keys, and nothing else. */
export function compileShape(operation: OperationDefinitionNode, compiling: Compiling): Shape {
  const root = compiling.apiSchema.getRootType(operation.operation)!;
  const complete = compileObject(root, [operation.selectionSet], compiling);
  return (data, shaping) => {
    writer.at = 0;
    return complete(data, shaping, 0) === 'value' ? writer.taken() : null;
  };
}

/** The field that a value belongs to. */
interface Place {
  /** As errors name it, for example `Practice.name`. */
  readonly name: string;
  readonly below: readonly SelectionSetNode[];
}

function compileType(type: GraphQLOutputType, field: Place, compiling: Compiling): Complete {
  if (isNonNullType(type)) return required(compileNullable(type.ofType, field, compiling), field);
  const complete = compileNullable(type, field, compiling);
  if (isLeafType(type)) return complete;
  return (value, shaping, depth) => {
    const start = writer.at;
    const outcome = complete(value, shaping, depth);
    if (outcome !== 'travels') return outcome;
    writer.at = start;
    return writeNull();
  };
}

function required(complete: Complete, { name }: Place): Complete {
  return (value, shaping, depth) => {
    const outcome = complete(value, shaping, depth);
    if (outcome !== 'null') return outcome;
    shaping.faults.addUnlessCovered(missingValue(name), shaping.path.slice(0, depth));
    return 'travels';
  };
}

/** Null for null and for what no subgraph has answered; else a value, or undefined where null must travel up. */
function compileNullable(type: GraphQLOutputType, field: Place, compiling: Compiling): Complete {
  if (isListType(type)) return compileList(compileType(type.ofType, field, compiling), field);
  if (isLeafType(type)) return leaf(compileLeaf(type, compiling.supergraph), field);
  if (isObjectType(type)) return object(compileObject(type, field.below, compiling), field);
  return compileAbstract(type as GraphQLInterfaceType | GraphQLUnionType, field, compiling);
}

function leaf(read: Leaf, field: Place): Complete {
  return (value, shaping, depth) => {
    if (value === null || value === undefined) return writeNull();
    const meant = read(value);
    if (meant === null) return writeNull();
    return meant === undefined ? invalid(field, shaping, depth) : write(meant);
  };
}

function compileList(completeItem: Complete, field: Place): Complete {
  return (value, shaping, depth) => {
    if (value === null || value === undefined) return writeNull();
    if (!Array.isArray(value)) return invalid(field, shaping, depth);
    writer.raw(OPEN_LIST);
    for (let at = 0; at < value.length; at++) {
      shaping.path[depth] = at;
      if (at > 0) writer.raw(COMMA);
      if (completeItem(value[at], shaping, depth + 1) === 'travels') return 'travels';
    }
    writer.raw(CLOSE_LIST);
    return 'value';
  };
}

function object(complete: Complete, field: Place): Complete {
  return (value, shaping, depth) => {
    if (value === null || value === undefined) return writeNull();
    return isObject(value) ? complete(value, shaping, depth) : invalid(field, shaping, depth);
  };
}

/** An interface or a union: what is answered depends on `__typename`, and each type is compiled when it is first met. */
function compileAbstract(type: GraphQLInterfaceType | GraphQLUnionType, field: Place, compiling: Compiling): Complete {
  const known = new Map<unknown, Complete>();
  const compile = (typeName: unknown): Complete => {
    const actual = actualType(type, typeName, compiling.apiSchema);
    if (actual) return compileObject(actual, field.below, compiling);
    const hidden = typeof typeName === 'string' && isHidden(compiling.supergraph, typeName);
    return hidden ? writeNull : (_value, shaping, depth) => invalid(field, shaping, depth);
  };
  return object((value, shaping, depth) => {
    const { __typename: typeName } = value as Data;
    let complete = known.get(typeName);
    if (!complete) {
      complete = compile(typeName);
      if (known.size < MOST_TYPES) known.set(typeName, complete);
    }
    return complete(value, shaping, depth);
  }, field);
}

/** A hostile subgraph may answer with ever new type names. */
const MOST_TYPES = 1_000;

/** The type of a value; the interface itself where a subgraph knows it by @interfaceObject, or nobody had to tell. */
function actualType(
  type: GraphQLInterfaceType | GraphQLUnionType,
  typeName: unknown,
  schema: GraphQLSchema,
): GraphQLObjectType | GraphQLInterfaceType | undefined {
  if (typeName === undefined || typeName === type.name) return isInterfaceType(type) ? type : undefined;
  const actual = schema.getType(String(typeName));
  const fits = (isObjectType(actual) || isInterfaceType(actual)) && schema.isSubType(type, actual);
  return fits ? actual : undefined;
}

function compileObject(
  type: GraphQLObjectType | GraphQLInterfaceType,
  below: readonly SelectionSetNode[],
  compiling: Compiling,
): Complete {
  const fields = selectFields(type, below, compiling).map((field, at) => ({
    planKey: field.planKey,
    head: Buffer.from(`${at === 0 ? '' : ','}"${field.key}":`),
    complete: compileField(type, field, compiling),
  }));
  return (value, shaping, depth) => {
    writer.raw(OPEN);
    for (const { head, planKey, complete } of fields) {
      shaping.path[depth] = planKey;
      writer.raw(head);
      if (complete((value as Data)[planKey], shaping, depth + 1) === 'travels') return 'travels';
    }
    writer.raw(CLOSE);
    return 'value';
  };
}

function compileField(
  type: GraphQLObjectType | GraphQLInterfaceType,
  { key, name, below }: SelectedField,
  compiling: Compiling,
): Complete {
  if (name === '__schema' || name === '__type') return (_value, { introspection }) => write(introspection[key] ?? null);
  const place = { name: `${type.name}.${name}`, below };
  if (name !== '__typename') return compileType(type.getFields()[name]!.type, place, compiling);
  return isObjectType(type) ? () => write(type.name) : required(writeNull, place);
}

/** A value of another kind than its type: null, and an error that names the field. */
function invalid({ name }: Place, { faults, path }: Shaping, depth: number): Outcome {
  faults.addUnlessCovered(invalidValue(name), path.slice(0, depth));
  return writeNull();
}

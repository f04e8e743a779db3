import { isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType, GraphQLUnionType } from 'graphql';
import type { OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { KnownError } from '../../errors';
import { invalidValue, missingValue, type ExecutionErrors } from '../execution-errors';
import { isJsonObject, type JsonObject } from '../json-object';
import { trySelectFields, type SelectedField, type SelectionContext } from '../planning/selections';
import { isInaccessible, type Supergraph } from '../supergraph/supergraph';
import { JsonWriter } from './json-writer';
import { ROOM } from './serialized-data';
import { compileLeafCoercion, type LeafCoercion } from './scalars';

/** The state of projecting merged data into one response. */
export interface ProjectionState {
  /** The result of `__schema` and `__type`. */
  readonly introspection: Readonly<JsonObject>;
  readonly errors: ExecutionErrors;
  /** Bytes of data. Absent: no limit. */
  readonly maxBytes?: number | undefined;
  /** Keys and list positions from the root to the current value; entries beyond the current depth are stale. */
  readonly path: (string | number)[];
}

/** Returns the response's data as JSON in UTF-8, with ROOM around it; null when null propagates to the root. Throws PAYLOAD_TOO_LARGE. */
export type Projection = (data: JsonObject, state: ProjectionState) => Buffer | null;

/** Writes a value. If null propagates, the caller rewinds what was written. */
type Write = (value: unknown, state: ProjectionState, depth: number) => Outcome;
type Outcome = 'value' | 'null' | 'propagate';

/** A projection is synchronous, so all of them share one writer. */
const writer = new JsonWriter();
const [NULL, OPEN_LIST, CLOSE_LIST, COMMA, OPEN, CLOSE] = ['null', '[', ']', ',', '{', '}'].map((text) =>
  Buffer.from(text),
) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];

function writeNull(): Outcome {
  writer.raw(NULL);
  return 'null';
}

function writeValue(value: unknown): Outcome {
  writer.value(value);
  return 'value';
}

interface ProjectionContext extends SelectionContext {
  readonly supergraph: Supergraph;
}

/**
 * Compiles the projection of an operation: from merged data to the bytes of the response, with exactly the selected fields
 * under the client's keys, checked against the API schema.
 */
export function compileProjection(operation: OperationDefinitionNode, context: ProjectionContext): Projection {
  const root = context.apiSchema.getRootType(operation.operation)!;
  const write = compileObject(root, [operation.selectionSet], context);
  return (data, state) => {
    writer.start(state.maxBytes ?? Infinity);
    return write(data, state, 0) === 'value' ? writer.take(ROOM) : null;
  };
}

/** The field that a value belongs to. */
interface Field {
  /** The name in errors, for example `Practice.name`. */
  readonly name: string;
  readonly selectionSets: readonly SelectionSetNode[];
}

function compileType(type: GraphQLOutputType, field: Field, context: ProjectionContext): Write {
  if (isNonNullType(type)) return nonNull(compileNullable(type.ofType, field, context), field);
  const write = compileNullable(type, field, context);
  if (isLeafType(type)) return write;
  return (value, state, depth) => {
    const start = writer.at;
    const outcome = write(value, state, depth);
    if (outcome !== 'propagate') return outcome;
    writer.at = start;
    return writeNull();
  };
}

function nonNull(write: Write, { name }: Field): Write {
  return (value, state, depth) => {
    const outcome = write(value, state, depth);
    if (outcome !== 'null') return outcome;
    state.errors.addUnlessExplained(missingValue(name), state.path.slice(0, depth));
    return 'propagate';
  };
}

/** Writes null for null and for a value that no subgraph returned. */
function compileNullable(type: GraphQLOutputType, field: Field, context: ProjectionContext): Write {
  if (isListType(type)) return compileList(compileType(type.ofType, field, context), field);
  if (isLeafType(type)) return leaf(compileLeafCoercion(type, context.supergraph), field);
  if (isObjectType(type)) return object(compileObject(type, field.selectionSets, context), field);
  return compileAbstract(type as GraphQLInterfaceType | GraphQLUnionType, field, context);
}

function leaf(coerce: LeafCoercion, field: Field): Write {
  return (value, state, depth) => {
    if (value === null || value === undefined) return writeNull();
    const coerced = coerce(value);
    if (coerced === null) return writeNull();
    return coerced === undefined ? invalid(field, state, depth) : writeValue(coerced);
  };
}

function compileList(writeItem: Write, field: Field): Write {
  return (value, state, depth) => {
    if (value === null || value === undefined) return writeNull();
    if (!Array.isArray(value)) return invalid(field, state, depth);
    writer.raw(OPEN_LIST);
    for (let at = 0; at < value.length; at++) {
      state.path[depth] = at;
      if (at > 0) writer.raw(COMMA);
      if (writeItem(value[at], state, depth + 1) === 'propagate') return 'propagate';
    }
    writer.raw(CLOSE_LIST);
    return 'value';
  };
}

function object(write: Write, field: Field): Write {
  return (value, state, depth) => {
    if (value === null || value === undefined) return writeNull();
    return isJsonObject(value) ? write(value, state, depth) : invalid(field, state, depth);
  };
}

/** For an interface or a union, the fields depend on `__typename`; each type is compiled when it first occurs. */
function compileAbstract(
  type: GraphQLInterfaceType | GraphQLUnionType,
  field: Field,
  context: ProjectionContext,
): Write {
  const compiled = new Map<unknown, Write>();
  const compile = (typeName: unknown): Write => {
    const actual = actualType(type, typeName, context);
    if (actual) return compileObject(actual, field.selectionSets, context);
    const isHidden = typeof typeName === 'string' && isInaccessible(context.supergraph, typeName);
    return isHidden ? writeNull : (_value, state, depth) => invalid(field, state, depth);
  };
  return object((value, state, depth) => {
    const { __typename: typeName } = value as JsonObject;
    let write = compiled.get(typeName);
    if (!write) {
      write = compile(typeName);
      if (compiled.size < MAX_TYPES) compiled.set(typeName, write);
    }
    return write(value, state, depth);
  }, field);
}

/** Limits the cache, because a malicious subgraph may return ever new type names. */
const MAX_TYPES = 1_000;

/** The type of a value: the interface itself for an @interfaceObject, or where `__typename` was not needed. */
function actualType(
  type: GraphQLInterfaceType | GraphQLUnionType,
  typeName: unknown,
  { apiSchema }: ProjectionContext,
): GraphQLObjectType | GraphQLInterfaceType | undefined {
  if (typeName === undefined || typeName === type.name) return isInterfaceType(type) ? type : undefined;
  const actual = apiSchema.getType(String(typeName));
  const isPossible = (isObjectType(actual) || isInterfaceType(actual)) && apiSchema.isSubType(type, actual);
  return isPossible ? actual : undefined;
}

function compileObject(
  type: GraphQLObjectType | GraphQLInterfaceType,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): Write {
  const selected = trySelectFields(type, selectionSets, context);
  if (selected instanceof KnownError) return failing(selected);
  const fields = selected.map((field, at) => ({
    planKey: field.planKey,
    head: Buffer.from(`${at === 0 ? '' : ','}"${field.key}":`),
    write: compileField(type, field, context),
  }));
  return (value, state, depth) => {
    writer.raw(OPEN);
    for (const { head, planKey, write } of fields) {
      state.path[depth] = planKey;
      writer.raw(head);
      if (write((value as JsonObject)[planKey], state, depth + 1) === 'propagate') return 'propagate';
    }
    writer.raw(CLOSE);
    return 'value';
  };
}

/** Writes null, and adds the error to each object. */
function failing(error: KnownError): Write {
  return (_value, { errors, path }, depth) => {
    errors.add(error, undefined, depth > 0 ? path.slice(0, depth) : undefined);
    return writeNull();
  };
}

function compileField(
  type: GraphQLObjectType | GraphQLInterfaceType,
  { key, name, selectionSets, isDenied }: SelectedField,
  context: ProjectionContext,
): Write {
  if (isDenied) return denied(type.getFields()[name]!.type);
  if (name === '__schema' || name === '__type')
    return (_value, { introspection }) => writeValue(introspection[key] ?? null);
  const field = { name: `${type.name}.${name}`, selectionSets };
  if (name !== '__typename') return compileType(type.getFields()[name]!.type, field, context);
  return isObjectType(type) ? () => writeValue(type.name) : nonNull(writeNull, field);
}

/** Writes null, whatever a subgraph returned, and adds the error: at the first places only, if there are many. */
function denied(type: GraphQLOutputType): Write {
  const propagates = isNonNullType(type);
  return (_value, { errors, path }, depth) => {
    errors.addDenied(path.slice(0, depth));
    return propagates ? 'propagate' : writeNull();
  };
}

/** Writes null for a value that does not match its type, and adds an error that names the field. */
function invalid({ name }: Field, { errors, path }: ProjectionState, depth: number): Outcome {
  errors.addUnlessExplained(invalidValue(name), path.slice(0, depth));
  return writeNull();
}

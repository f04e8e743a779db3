import { GraphQLError, GraphQLScalarType, isObjectType, Kind, locatedError } from 'graphql';
import type { ExecutionResult, FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { compileQuery as compileWithJit, isCompiledQuery } from 'graphql-jit';
import { when, type MaybePromise } from '../../maybe-promise';
import type { JsonObject } from '../json-object';
import type { ConditionalOperation } from '../planning/conditions';
import { MAX_ERRORS } from '../execution-errors';
import { argumentValues, NotWritable, writeOut, type WrittenQuery } from './write-out';

/**
 * Executes a compiled query with the result of graphql-js. `variables` are coerced. Undefined if graphql-js refuses an
 * argument: then nothing was executed.
 */
export type CompiledQuery = (variables: JsonObject, context: unknown) => MaybePromise<ExecutionResult> | undefined;

/** The type of all variables of compiled queries. It accepts every value, because graphql-js has coerced it. */
const COERCED = new GraphQLScalarType({ name: '__Coerced' });

/**
 * Returns a function that compiles a validated query whose conditions were applied; it returns undefined for a query
 * that cannot be compiled.
 *
 * graphql-jit differs from graphql-js in conditions, fragments, the coercion of variables and the nodes of errors, and
 * it writes literals into the code that it generates. It therefore receives a query that has none of these. It also
 * reports every error below a place that becomes null, where graphql-js ends at the first: `complete` keeps that one.
 */
export function createQueryCompiler(
  schema: GraphQLSchema,
): (operation: ConditionalOperation) => CompiledQuery | undefined {
  const jitSchema: GraphQLSchema = Object.create(schema, {
    getType: { value: (name: string) => (name === COERCED.name ? COERCED : schema.getType(name)) },
  }) as GraphQLSchema;
  const isCompilable = !hasAmbiguousFields(schema);
  return (operation) => {
    if (!isCompilable || operation.operation.operation !== 'query') return undefined;
    const written = tryWriteOut(operation, schema);
    const compiled = written && compileWithJit(jitSchema, { kind: Kind.DOCUMENT, definitions: [written.operation] });
    if (!compiled || !isCompiledQuery(compiled)) return undefined;
    const valuesOf = argumentValues(written.arguments);
    return (variables, context) => {
      const values = valuesOf(variables);
      return values && when(compiled.query(undefined, context, values), (result) => complete(result, written));
    };
  };
}

function tryWriteOut(operation: ConditionalOperation, schema: GraphQLSchema): WrittenQuery | undefined {
  try {
    return writeOut(operation, schema, COERCED.name);
  } catch (error) {
    if (error instanceof NotWritable) return undefined;
    throw error;
  }
}

/** Whether two fields have the same name for graphql-jit, which joins type and field: `A.bc` and `Ab.c`. */
function hasAmbiguousFields(schema: GraphQLSchema): boolean {
  const names = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.keys(type.getFields()).map((field) => type.name + field) : [],
  );
  return new Set(names).size < names.length;
}

/** Gives the errors the form of graphql-js, with the nodes of the original document: as many as a client may get, at most. */
function complete({ data, errors }: ExecutionResult, written: WrittenQuery): ExecutionResult {
  if (!errors) return { data };
  return {
    errors: onePerPlace(errors, data)
      .slice(0, MAX_ERRORS)
      .map((error) => {
        const nodes = nodesOf(error, written);
        const { message, path, originalError } = error;
        return originalError ? locatedError(originalError, nodes, path) : new GraphQLError(message, { nodes, path });
      }),
    data,
  };
}

/** Keeps the first error of those that made the same place null: a list of 5,000 items has as many when it is too late. */
function onePerPlace(errors: readonly GraphQLError[], data: ExecutionResult['data']): readonly GraphQLError[] {
  if (errors.length === 1) return errors;
  const places = new Set<string>();
  return errors.filter(({ path = [] }) => {
    const place = nulledPlace(path, data);
    return places.size < places.add(place).size;
  });
}

/** Returns the part of a path that leads to null. */
function nulledPlace(path: readonly (string | number)[], data: unknown): string {
  let [value, at] = [data, 0];
  while (at < path.length && typeof value === 'object' && value !== null)
    value = (value as Record<string | number, unknown>)[path[at++]!];
  return JSON.stringify(path.slice(0, at));
}

/** Finds the original nodes of an error by its path and, for the types of an abstract type, by its location. */
function nodesOf({ path = [], locations }: GraphQLError, { operation, sources }: WrittenQuery) {
  let sets: SelectionSetNode[] = [operation.selectionSet];
  let found: FieldNode[] = [];
  for (const key of path) {
    if (typeof key === 'number') continue;
    found = sets.flatMap(fieldsOf).filter(({ alias, name }) => (alias ?? name).value === key);
    sets = found.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  const location = locations?.[0];
  const exact = found.find(
    ({ loc }) => loc?.startToken.line === location?.line && loc?.startToken.column === location?.column,
  );
  const node = exact ?? found[0];
  return node && sources.get(node);
}

function fieldsOf({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD
      ? [selection]
      : fieldsOf((selection as { selectionSet: SelectionSetNode }).selectionSet),
  );
}

import { buildSchema, execute, isAbstractType, isObjectType } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { pickFields, type IsOfType, type ReadField } from './field-set';
import type { SubgraphRules } from './sdl';
import { requiringValue, valueOf, type World } from './world';

/** Executes documents with graphql-js on the merged data, as if there were one schema and no subgraphs. */
export interface Reference {
  readonly schema: GraphQLSchema;
  execute(document: DocumentNode, variableValues: Readonly<Record<string, unknown>>, world: World): ExecutionResult;
}

export function createReference(sdl: string, subgraphs: readonly SubgraphRules[]): Reference {
  const schema = buildSchema(sdl);
  const read = createReader(schema, subgraphs);
  return {
    schema,
    execute: (document, variableValues, world) =>
      execute({
        schema,
        document,
        variableValues,
        rootValue: {},
        fieldResolver(source: object, args: object, _context, { parentType, fieldName }) {
          if (parentType === schema.getQueryType()) return valueOf(world.Query, fieldName, args);
          if (parentType === schema.getMutationType()) return valueOf(world.Mutation ?? {}, fieldName, args);
          return read(source, fieldName, args as Record<string, unknown>);
        },
        typeResolver: (value) => typeNameOf(value as object),
      }) as ExecutionResult,
  };
}

const typeNameOf = (value: object): string => (value as { __typename: string }).__typename;

/** Returns the reader of a field of the merged data. What a field requires is read from the same data. */
function createReader(schema: GraphQLSchema, subgraphs: readonly SubgraphRules[]): ReadField {
  const isOfType = typeConditions(schema);
  const read: ReadField = (object, field, args) => {
    const requires = requirementsOf(subgraphs, typeNamesOf(schema, typeNameOf(object)), field);
    if (requires.length === 0) return valueOf(object, field, args);
    return requiringValue(object, field, args, pickFields(requires[0]!, object, read, isOfType));
  };
  return read;
}

/** Returns the test of type conditions in a schema. */
export function typeConditions(schema: GraphQLSchema): IsOfType {
  return (object, condition) => {
    const [type, actual] = [schema.getType(condition), schema.getType(typeNameOf(object))];
    if (type === actual) return true;
    return isAbstractType(type) && isObjectType(actual) && schema.isSubType(type, actual);
  };
}

/** A type and the interfaces that it implements. */
export function typeNamesOf(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName) as GraphQLObjectType | undefined;
  return [typeName, ...(isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [])];
}

/** What a field requires; first that of the subgraph to which the field moved. */
function requirementsOf(subgraphs: readonly SubgraphRules[], typeNames: readonly string[], field: string) {
  const rules = subgraphs.flatMap((types) => typeNames.flatMap((name) => types.get(name)?.fields.get(field) ?? []));
  const moved = rules.filter(({ override }) => override !== undefined);
  return [...moved, ...rules].flatMap(({ requires }) => requires ?? []);
}

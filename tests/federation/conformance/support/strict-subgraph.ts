import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, getNamedType, GraphQLError, isAbstractType, isObjectType, parse, validate } from 'graphql';
import type { ExecutionResult, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { ABSENT, pickFields, setsBelow, type IsOfType } from './field-set';
import { typeConditions, typeNamesOf } from './reference';
import type { FieldRule, SubgraphRules, TypeRule } from './sdl';
import { requiringValue, valueOf, type Thing, type World } from './world';

/** An object as this subgraph sees it. */
interface Seen {
  readonly thing: Thing;
  /** Its type in this subgraph. */
  readonly __typename: string;
  /** External fields that this subgraph may answer here: those of keys and of @provides. */
  readonly provided: readonly SelectionSetNode[];
  /** What was sent for it, if it was asked for by `_entities`. */
  readonly representation: Record<string, unknown> | undefined;
}

interface Parts {
  readonly name: string;
  readonly sdl: string;
  readonly rules: SubgraphRules;
  /** The fields of other subgraphs that move away from this one, for example 'Clinic.beds'. */
  readonly moved: ReadonlySet<string>;
  /** The schema of the clients. */
  readonly merged: GraphQLSchema;
  /** Whether this subgraph knows the entity. */
  readonly knows?: ((thing: Thing) => boolean) | undefined;
}

/**
 * A subgraph over the merged data that answers only what its SDL lets it answer: an external field only where it is
 * provided, a field with @requires only from a representation, an entity only by a complete key, and no field that moved.
 */
export function createStrictSubgraph(parts: Parts) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(parts.sdl) }]);
  const entities = schema.getQueryType()?.getFields()._entities;
  if (entities) entities.resolve = undefined as never;
  const isOfType = typeConditions(parts.merged);
  return {
    schema,
    execute(query: string, variableValues: Record<string, unknown>, world: World): ExecutionResult {
      const document = parse(query);
      const [problem] = validate(schema, document);
      if (problem) throw new Error(`The query to ${parts.name} is invalid: ${problem.message} ${query}`);
      return execute({
        schema,
        document,
        variableValues,
        fieldResolver(source: Seen | undefined, args: object, _context, { parentType, fieldName, returnType }) {
          if (fieldName === '_entities')
            return (args as { representations: Thing[] }).representations.map((each) =>
              entity(parts, schema, each, world),
            );
          const [value, provided] = source
            ? fieldOf(parts, source, fieldName, args, isOfType)
            : rootField(parts, `${parentType.name}.${fieldName}`, world, args);
          return seenValue(parts, schema, value, getNamedType(returnType), provided);
        },
        typeResolver: (value) => (value as Seen).__typename,
      }) as ExecutionResult;
    },
  };
}

type Resolved = readonly [value: unknown, provided: readonly SelectionSetNode[]];

function rootField({ rules, moved, name }: Parts, coordinate: string, world: World, args: object): Resolved {
  const [typeName, field] = coordinate.split('.') as ['Query' | 'Mutation', string];
  if (moved.has(coordinate)) throw new Error(`${coordinate} has moved away from ${name}`);
  const provides = rules.get(typeName)?.fields.get(field)?.provides;
  return [valueOf(world[typeName] ?? {}, field, args), provides ? [provides] : []];
}

function fieldOf({ name, rules, moved }: Parts, seen: Seen, field: string, args: object, isOfType: IsOfType): Resolved {
  const { thing, __typename: typeName, provided } = seen;
  const coordinate = `${typeName}.${field}`;
  const rule = rules.get(typeName)?.fields.get(field);
  const below = [...(setsBelow(provided, field) ?? []), ...(rule?.provides ? [rule.provides] : [])];
  if (rule?.requires) return [computed(seen, field, args, rule, isOfType, name), below];
  const isProvided = setsBelow([...provided, ...(rules.get(typeName)?.keys ?? [])], field) !== undefined;
  if (!isProvided && moved.has(coordinate)) throw new Error(`${coordinate} has moved away from ${name}`);
  if (!isProvided && rule?.isExternal) throw new Error(`${name} does not resolve ${coordinate}`);
  return [valueOf(thing, field, args), below];
}

function computed(
  { thing, representation, __typename: typeName }: Seen,
  field: string,
  args: object,
  { requires }: FieldRule,
  isOfType: IsOfType,
  name: string,
): unknown {
  if (!representation) throw new Error(`${name} was asked for ${typeName}.${field} without what it requires`);
  const read = (object: object, key: string) => (object as Record<string, unknown>)[key];
  return requiringValue(thing, field, args, pickFields(requires!, representation, read, isOfType));
}

/** Finds the entity of a representation, by one of the keys that the subgraph resolves. */
function entity({ name, rules, merged, knows }: Parts, schema: GraphQLSchema, sent: Thing, world: World): unknown {
  const { __typename: typeName } = sent;
  const { resolvable = [] } = rules.get(typeName) ?? ({} as Partial<TypeRule>);
  const isOfType = typeConditions(merged);
  const read = (object: object, key: string) => valueOf(object, key, {});
  const keys = resolvable.map((set) => ({ set, text: JSON.stringify(pickFields(set, sent, read, isOfType)) }));
  const complete = keys.filter(({ text }) => !text.includes(ABSENT) && !/:null\b/.test(text));
  if (complete.length === 0) return new GraphQLError(`${name} cannot resolve ${typeName} by ${JSON.stringify(sent)}`);
  const thing = world.things.find(
    (each) =>
      typeNamesOf(merged, each.__typename).includes(typeName) &&
      complete.every(({ set, text }) => JSON.stringify(pickFields(set, each, read, isOfType)) === text),
  );
  if (!thing || knows?.(thing) === false) return null;
  const type = schema.getType(typeName);
  const seenAs = isObjectType(type) ? typeName : thing.__typename;
  return { thing, __typename: seenAs, provided: [], representation: sent } satisfies Seen;
}

/** The value of a field as this subgraph sees it. */
function seenValue(
  parts: Parts,
  schema: GraphQLSchema,
  value: unknown,
  type: GraphQLNamedType,
  provided: readonly SelectionSetNode[],
): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => seenValue(parts, schema, item, type, provided));
  if (value instanceof Error || value === null || value === undefined) return value;
  if (!isObjectType(type) && !isAbstractType(type)) return value;
  const thing = value as Thing;
  return {
    thing,
    __typename: typeNameIn(parts, schema, thing, type),
    provided,
    representation: undefined,
  } satisfies Seen;
}

/** The type of an object in this subgraph: its own, or that of an interface object. */
function typeNameIn(
  { name, rules, merged }: Parts,
  schema: GraphQLSchema,
  thing: Thing,
  type: GraphQLNamedType,
): string {
  const names = typeNamesOf(merged, thing.__typename);
  const found = names.find(
    (each, at) => isObjectType(schema.getType(each)) && (at === 0 || rules.get(each)?.isInterfaceObject),
  );
  if (found !== undefined) return found;
  throw new Error(`${name} does not know the type ${thing.__typename} of a ${type.name}`);
}

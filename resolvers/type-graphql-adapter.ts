import type { GraphQLFieldResolver } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from '../domain/context';

type Resolver = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>;
type Instance = Record<string, (...values: unknown[]) => unknown>;
type Parameter = ReturnType<typeof getMetadataStorage>['params'][number];
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- what TypeGraphQL calls a class
type ResolverClass = Function;
type Handler = { readonly target: ResolverClass; readonly methodName: string };

/**
 * Returns the resolvers of TypeGraphQL classes, by type and field, as direct calls of their methods. TypeGraphQL passes
 * arguments through an async function even when validation is off, so every field with arguments would return a
 * promise; here a field that has its value returns it synchronously. Arguments are as graphql-js has coerced them.
 */
export function createResolverMap(classes: readonly ResolverClass[]): Record<string, Record<string, Resolver>> {
  const { queries, fieldResolvers } = getMetadataStorage();
  const instances = new Map(classes.map((Class) => [Class, Reflect.construct(Class, []) as Instance]));
  const map: Record<string, Record<string, Resolver>> = {};
  const add = (type: string, field: string, handler: Handler) => {
    const instance = instances.get(handler.target);
    if (instance) (map[type] ??= {})[field] = toResolver(instance, handler);
  };
  for (const query of queries) add('Query', query.schemaName, query);
  for (const field of fieldResolvers) add(typeResolvedBy(field.target), field.schemaName, field);
  return map;
}

/** Returns the name of the object type whose fields a class resolves. */
function typeResolvedBy(target: ResolverClass): string {
  const { resolverClasses, objectTypes } = getMetadataStorage();
  const resolved = resolverClasses.find((resolver) => resolver.target === target)?.getObjectType();
  return objectTypes.find((type) => type.target === resolved)?.name ?? '';
}

/**
 * Returns one method as a resolver; each parameter gets the value that its decorator names. A thrown error becomes a
 * rejected promise: when a list item throws synchronously, graphql-js abandons the list without handling the promises
 * of earlier items, and their unhandled rejections would end the process. Many fields together pause like a long
 * computation.
 */
function toResolver(instance: Instance, { target, methodName }: Handler): Resolver {
  const method = instance[methodName]!;
  const readers = getMetadataStorage()
    .params.filter((param) => param.target === target && param.methodName === methodName)
    .sort((a, b) => a.index - b.index)
    .map(toParameterReader);
  const resolve: Resolver = (root, args, context, info) => {
    try {
      return method.apply(
        instance,
        readers.map((read) => read(root, args, context, info)),
      );
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };
  return (root, args, context, info) => {
    const paused = context.loaders.work.pause();
    return paused ? paused.then(() => resolve(root, args, context, info)) : resolve(root, args, context, info);
  };
}

function toParameterReader(param: Parameter): Resolver {
  switch (param.kind) {
    case 'root':
      return (root) => root;
    case 'context':
      return (_root, _args, context) => context;
    case 'args':
      return (_root, args) => args;
    case 'arg':
      return (_root, args) => args[param.name];
    case 'info':
      return (_root, _args, _context, info) => info;
    default:
      throw new TypeError(`Parameters of kind ${param.kind} are not supported.`);
  }
}

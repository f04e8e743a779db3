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
 * The resolvers of TypeGraphQL's classes, by type and field, called directly. TypeGraphQL itself hands every argument
 * through an async function, even with validation off, so each field with arguments would answer with a promise; here
 * a value that is there is returned plain. Arguments come as graphql has coerced them, defaults filled in.
 */
export function plainResolvers(classes: readonly ResolverClass[]): Record<string, Record<string, Resolver>> {
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

/** The name of the object type whose fields a class resolves. */
function typeResolvedBy(target: ResolverClass): string {
  const { resolverClasses, objectTypes } = getMetadataStorage();
  const resolved = resolverClasses.find((resolver) => resolver.target === target)?.getObjectType();
  return objectTypes.find((type) => type.target === resolved)?.name ?? '';
}

/**
 * One method as a resolver; its parameters are what their decorators name. What it throws becomes a promise that
 * rejects: graphql leaves a list at once when an item throws, and then nobody waits for the items before it, whose own
 * rejections would end the process.
 */
function toResolver(instance: Instance, { target, methodName }: Handler): Resolver {
  const method = instance[methodName]!;
  const picks = getMetadataStorage()
    .params.filter((param) => param.target === target && param.methodName === methodName)
    .sort((a, b) => a.index - b.index)
    .map(toPick);
  return (root, args, context, info) => {
    try {
      return method.apply(
        instance,
        picks.map((pick) => pick(root, args, context, info)),
      );
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };
}

function toPick(param: Parameter): Resolver {
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
      throw new TypeError(`Parameters of the kind ${param.kind} are not used here.`);
  }
}

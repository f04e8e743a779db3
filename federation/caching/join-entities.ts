import { GraphQLError } from 'graphql';
import { invalidResponse, unavailable } from '../execution-errors';
import { isJsonObject, type JsonObject } from '../json-object';
import type { SubgraphResult } from '../subgraphs/subgraph-executor';
import type { EntityField, EntitySlot, SentPositions } from './entity-request';

/** The value of a known entity; undefined for one that is not known. */
export type KnownEntities = ReadonlyMap<string, readonly (JsonObject | null | undefined)[]>;

/** The lists of a response by alias, each as long as the list of representations that were sent. Undefined without data. */
export type EntityLists = ReadonlyMap<string, readonly (JsonObject | null)[]>;

/** Throws SUBGRAPH_INVALID_RESPONSE for a list of another length: it cannot be said which entity is which. */
export function listsOf(
  { data }: SubgraphResult,
  fields: readonly EntityField[],
  sent: SentPositions,
  subgraph: string,
): EntityLists | undefined {
  if (!isJsonObject(data)) return undefined;
  return new Map(
    fields.map(({ alias, variable }) => {
      const list = data[alias];
      const { length } = sent.get(variable)!;
      if (Array.isArray(list) && list.length === length) return [alias, list as (JsonObject | null)[]];
      throw invalidResponse(subgraph, `${alias} is not a list of ${length}`);
    }),
  );
}

/** Joins the known entities with those of the response to a reduced request. */
export function joined(
  fields: readonly EntityField[],
  known: KnownEntities,
  { lists, sent }: { readonly lists: EntityLists | undefined; readonly sent: SentPositions },
): JsonObject {
  return Object.fromEntries(
    fields.map(({ alias, variable }) => {
      const entities: (JsonObject | null)[] = known.get(alias)!.map((entity) => entity ?? null);
      sent.get(variable)!.forEach((position, at) => {
        const fetched = lists?.get(alias)![at];
        if (known.get(alias)![position] === undefined) entities[position] = fetched ?? null;
      });
      return [alias, entities];
    }),
  );
}

/** Returns the errors of a reduced request as those of the whole one. */
export function relocated(
  errors: readonly GraphQLError[],
  fields: readonly EntityField[],
  {
    sent,
    missing,
    hasData,
  }: { readonly sent: SentPositions; readonly missing: readonly EntitySlot[]; hasData: boolean },
): GraphQLError[] {
  return errors.flatMap((error) => {
    const [alias, at, ...rest] = error.path ?? [];
    const field = fields.find((each) => each.alias === alias);
    const position = field && typeof at === 'number' ? sent.get(field.variable)![at] : undefined;
    if (field && position !== undefined) return [withPath(error, [field.alias, position, ...rest])];
    return hasData ? [error] : missing.map((slot) => withPath(error, [slot.alias, slot.position]));
  });
}

/** Returns a failure of the whole reduced request as errors of the entities that are missing. */
export function failureOf(error: unknown, subgraph: string, missing: readonly EntitySlot[]): GraphQLError[] {
  const shown = error instanceof GraphQLError ? error : unavailable(subgraph, error);
  return missing.map(({ alias, position }) => withPath(shown, [alias, position]));
}

function withPath(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message, { path, extensions, originalError: error.originalError ?? error });
}

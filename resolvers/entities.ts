import type { GraphQLResolveInfo } from 'graphql';
import { badInput, type KnownError } from '../errors';
import { all, when, type MaybePromise } from '../maybe-promise';
import { toCode } from '../domain/codes';
import type { Context } from '../domain/context';
import { within, type Moment, type Moments } from '../domain/moment';
import { organisationOrStub, recordOf, type OrganisationAt } from '../domain/records/organisation';
import { isLong } from './sizes/paced-lists';

/** A reference from another subgraph to an entity of this one: type name and key, not yet validated. */
export interface Representation {
  readonly __typename?: unknown;
  readonly code?: unknown;
  /** `stub` for an organisation with `isKnown: false` instead of null. */
  readonly __unknown?: unknown;
}

type Entity = OrganisationAt | null | KnownError;

/**
 * Resolves the field `_entities`: returns the entities in the order of their representations, at the root's moment, read
 * in one batch; null or a stub for an unknown code, and an error in the place of an invalid representation. A list of which
 * much is selected gives way to other requests, as the long lists of object types do: `paceLists` does not see a list of a union.
 * Throws BAD_USER_INPUT for too many representations.
 */
export function resolveEntities(
  representations: readonly (Representation | null)[],
  context: Pick<Context, 'root' | 'loaders' | 'limits'> & Moments,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): MaybePromise<readonly MaybePromise<Entity>[]> {
  const max = context.limits.representations;
  if (representations.length > max)
    throw badInput(`representations takes at most ${max}; got ${representations.length}.`);
  const at = within(context.root, null, context);
  const entities = all(representations.map((representation) => resolveEntity(representation, at, context)));
  return when(entities, (list) => (isLong(list, info) ? context.loaders.work.pace(list) : list));
}

function resolveEntity(
  representation: Representation | null,
  at: Moment,
  { loaders }: Pick<Context, 'loaders'>,
): MaybePromise<Entity> {
  const code = codeOfRepresentation(representation);
  if (typeof code !== 'string') return code;
  return representation?.__unknown === 'stub' ? organisationOrStub(code, at, loaders) : recordOf(code, at, loaders);
}

/** Returns the code of a representation, or an error when the representation is invalid. */
export function codeOfRepresentation(representation: Representation | null): string | KnownError {
  const { __typename, code } = Object(representation) as Representation;
  if (__typename !== 'Organisation') return badInput('A representation must be of the type Organisation.');
  if (typeof code !== 'string') return badInput('A representation of an Organisation must have a code, as a string.');
  try {
    return toCode(code);
  } catch (error) {
    return error as KnownError;
  }
}

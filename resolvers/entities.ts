import { badInput, type KnownError } from '../errors';
import { all, type MaybePromise } from '../maybe-promise';
import { toCode } from '../domain/codes';
import type { Context } from '../domain/context';
import { recordOf, type OrganisationAt } from '../domain/records/organisation';

/** What another subgraph says of an entity of ours: its type name and its key. */
export interface Representation {
  readonly __typename?: unknown;
  readonly code?: unknown;
}

type Entity = OrganisationAt | null | KnownError;

/**
 * The entities that other subgraphs refer to, in the order asked, at the root's moment, in one batch; null for an
 * unknown code. A representation that is none of ours is an error in its own place. Errors: BAD_USER_INPUT for too many.
 */
export function entitiesOf(
  representations: readonly (Representation | null)[],
  context: Pick<Context, 'root' | 'loaders' | 'limits'>,
): MaybePromise<Entity[]> {
  const most = context.limits.representations;
  if (representations.length > most)
    throw badInput(`representations takes at most ${most}; got ${representations.length}.`);
  return all(representations.map((representation) => entityOf(representation, context)));
}

function entityOf(
  representation: Representation | null,
  { root, loaders }: Pick<Context, 'root' | 'loaders'>,
): MaybePromise<Entity> {
  const code = codeOf(representation);
  return typeof code === 'string' ? recordOf(code, root, loaders) : code;
}

/** The code of a representation, or what is wrong with it. */
export function codeOf(representation: Representation | null): string | KnownError {
  const { __typename, code } = Object(representation) as Representation;
  if (__typename !== 'Organisation') return badInput('A representation must be of the type Organisation.');
  if (typeof code !== 'string') return badInput('A representation of an Organisation must have its code, a text.');
  try {
    return toCode(code);
  } catch (error) {
    return error as KnownError;
  }
}

import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { when } from '../maybe-promise';
import type { OrganisationChange } from '../schema/change';
import { ChangeConnection } from '../schema/connection';
import type { ChangeKind } from '../schema/enums';
import { ChangesArgs } from '../schema/arguments';
import { toCode } from '../domain/codes';
import { changesAfter, type Compared, type Wanted } from '../domain/changes/compare';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';
import { Page, questionOf, toSize } from '../domain/page';

@Resolver()
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      "What differs between two loaded releases, one entry per code, ordered by code, for example from '2024-09-30' to the live release. Backwards what was ADDED is REMOVED, and what was CLOSED is REOPENED.",
  })
  changes(@Args(() => ChangesArgs) args: ChangesArgs, @Ctx() context: Context) {
    return changes(args, context);
  }
}

/** The page of changes that was asked for. Errors: BAD_USER_INPUT, INVALID_CURSOR. */
async function changes({ from, to, kinds, code, first, after }: ChangesArgs, context: Context) {
  const { cursors, limits, snapshot, root } = context;
  const compared: Compared = {
    before: within(root, { release: from }, context),
    after: within(root, { release: to ?? snapshot.live.id }, context),
  };
  const size = toSize(first, limits.page);
  const wanted: Wanted = {
    kinds: kinds && kinds.length > 0 ? [...new Set(kinds)].sort() : null,
    code: typeof code === 'string' ? toCode(code) : null,
  };
  const question = questionOf('changes', compared.after, compared.before.release.id, wanted);
  const [start = ''] = typeof after === 'string' ? cursors.read(question, after) : [];
  const found = await changesAfter(start, size + 1, wanted, compared, context);
  const more = { hasNextPage: found.length > size, hasPreviousPage: typeof after === 'string' };
  const keysetOf = ({ code }: OrganisationChange) => [code];
  return new Page(
    { items: found, keysetOf, nodeOf: (change: OrganisationChange) => change },
    found.slice(0, size),
    more,
    (change) => cursors.write(question, keysetOf(change)),
    () => countOf(wanted, compared, context),
  );
}

/** How many changes there are in all. Every one is looked at, once for a pair of releases. */
function countOf(wanted: Wanted, compared: Compared, context: Context) {
  if (wanted.code !== null) return changesAfter('', 1, wanted, compared, context).then(({ length }) => length);
  const question = `kinds of changes since ${compared.before.release.sha256}`;
  const kinds = context.derived.list<ChangeKind>(question, '', compared.after, async () =>
    (await changesAfter('', Infinity, ALL, compared, context)).map(({ kind }) => kind),
  );
  return when(kinds, (all) => all.filter((kind) => wanted.kinds === null || wanted.kinds.includes(kind)).length);
}

const ALL: Wanted = { kinds: null, code: null };

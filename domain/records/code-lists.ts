import type { CodeListKey, CodeListRow } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Moment } from '../moment';
import type { Loaders } from '../../graph/loaders';

/** A role code as its release's list describes it; a code that the list lacks is its own name. */
export function roleNamed(code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return entry('role', code, moment, loaders);
}

/** A relationship type as its release's list describes it; a code that the list lacks is its own name. */
export function relationshipTypeNamed(code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return entry('relationship', code, moment, loaders);
}

/** A record class as its release's list describes it, for example 'RC1', HSCOrg. */
export function recordClassNamed(code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return entry('recordClass', code, moment, loaders);
}

/** All entries of a list in a release, by the number of their code. */
export function entries(
  list: CodeListKey['list'],
  { release }: Moment,
  loaders: Loaders,
): MaybePromise<readonly CodeListRow[]> {
  return loaders.codeList.load({ list, release: release.number });
}

function entry(list: CodeListKey['list'], code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return when(
    entries(list, moment, loaders),
    (rows) => byCode(rows).get(code) ?? { code, name: code, canBePrimary: false },
  );
}

const maps = new WeakMap<readonly CodeListRow[], ReadonlyMap<string, CodeListRow>>();

function byCode(rows: readonly CodeListRow[]): ReadonlyMap<string, CodeListRow> {
  let map = maps.get(rows);
  if (!map) maps.set(rows, (map = new Map(rows.map((row) => [row.code, row]))));
  return map;
}

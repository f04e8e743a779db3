import type { CodeListRow } from '../../ods/facts';
import type { CodeListKey } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Moment } from '../moment';
import type { Loaders } from '../../graph/loaders';

/** Returns a role of the release's code list. A code that the list lacks gets the code as its name. */
export function roleByCode(code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return entryByCode('role', code, moment, loaders);
}

/** Returns a relationship type of the release's code list. A code that the list lacks gets the code as its name. */
export function relationshipTypeByCode(code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return entryByCode('relationship', code, moment, loaders);
}

/** Returns a record class of the release's code list, for example 'RC1', HSCOrg. */
export function recordClassByCode(code: string, moment: Moment, loaders: Loaders): MaybePromise<CodeListRow> {
  return entryByCode('recordClass', code, moment, loaders);
}

/** Returns all entries of a code list in a release, by the number in their code. */
export function codeListEntries(
  list: CodeListKey['list'],
  { release }: Moment,
  loaders: Loaders,
): MaybePromise<readonly CodeListRow[]> {
  return loaders.codeList.load({ list, release: release.number });
}

function entryByCode(
  list: CodeListKey['list'],
  code: string,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<CodeListRow> {
  return when(
    codeListEntries(list, moment, loaders),
    (rows) => byCode(rows).get(code) ?? { code, name: code, canBePrimary: false },
  );
}

const maps = new WeakMap<readonly CodeListRow[], ReadonlyMap<string, CodeListRow>>();

function byCode(rows: readonly CodeListRow[]): ReadonlyMap<string, CodeListRow> {
  let map = maps.get(rows);
  if (!map) maps.set(rows, (map = new Map(rows.map((row) => [row.code, row]))));
  return map;
}

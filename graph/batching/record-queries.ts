import type { CodeListRow, RoleRow, StateRow, SuccessionRow } from '../../ods/facts';
import { byEntry, byRole, bySuccession, byText } from '../../ods/orders';
import type { ChangeEpochs } from '../cache/change-epochs';
import type { FactCache } from '../cache/fact-cache';
import { organisationStore, releaseStore } from '../cache/fact-stores';
import type { CodeListKey, CodesKey, OrganisationKey, RoleKey } from '../keys';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCode, toEntry, toRole, toState, toSuccession } from './decode-rows';

type RecordQueries = Pick<
  BatchQueries,
  'state' | 'roles' | 'predecessors' | 'successors' | 'holders' | 'codeList' | 'codes'
>;

interface Stores {
  readonly cache: FactCache;
  readonly changeEpochs: ChangeEpochs;
}

/** The batch queries for records, roles, successions and code lists. */
export function recordQueries(
  { cache, changeEpochs }: Stores,
  { query, rows, collected, lists }: BatchQueryBuilder,
): RecordQueries {
  const ofOrganisation = <Result>() => organisationStore<Result>(cache, changeEpochs);
  const successions = (name: 'predecessors' | 'successors') =>
    query<OrganisationKey, readonly SuccessionRow[]>(
      name,
      ofOrganisation(),
      rows(name, toSuccession, { order: bySuccession }),
    );
  return {
    state: query('state', ofOrganisation(), collected<OrganisationKey, StateRow>('state', toState, toLists)),
    roles: query('roles', ofOrganisation(), rows<OrganisationKey, RoleRow>('roles', toRole, { order: byRole })),
    predecessors: successions('predecessors'),
    successors: successions('successors'),
    holders: query(
      'holders',
      releaseStore<RoleKey, readonly string[]>(cache, ({ role }) => role),
      lists('holders', byText),
    ),
    codeList: query(
      'codeList',
      releaseStore<CodeListKey, readonly CodeListRow[]>(cache, ({ list }) => list),
      rows('codeList', toEntry, { order: byEntry }),
    ),
    codes: query(
      'codes',
      releaseStore<CodesKey, readonly string[]>(cache, ({ after }) => after),
      rows('codes', toCode),
    ),
  };
}

/** Lists of plain values cost the database less than a list of maps. Nearly all batches are of one release. */
const toLists = (keys: readonly OrganisationKey[]) => {
  const first = keys[0]?.release;
  const isOne = keys.every(({ release }) => release === first);
  return {
    keys: keys.map(({ code }) => code),
    releases: isOne ? [first] : keys.map(({ release }) => release),
  };
};

import type { Loaders } from '../../graph/loaders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { StateRow } from '../../ods/facts';
import type { Target } from '../../ods/levels';
import { findTargets, type BelongsToResult } from '../hierarchy/belongs-to';
import { selectTarget } from '../hierarchy/level';
import { networkMembership } from '../hierarchy/network-membership';
import { firstHopPerCode, type Hop } from '../hierarchy/one-level';
import { MAX_DEPTH, traverse, type Traversal, type TraversalOptions } from '../hierarchy/traverse';
import { paymentOf } from '../payment';
import { kindsAt } from '../records/kinds';
import { statesOf, type OrganisationAt } from '../records/organisation';
import { resolveCodes } from '../succession/resolve-codes';
import { LEVEL_TARGETS, type EnrichCell, type EnrichColumn } from './columns';

/** The cells of a row so far, and what its reason must say about them. */
export interface RowParts {
  readonly cells: Partial<Record<EnrichColumn, EnrichCell>>;
  readonly reasons: string[];
}

/** Adds the cells of some columns to a row. Each cell has the value of the API. */
export type PartReader = (organisation: OrganisationAt, row: RowParts, loaders: Loaders) => MaybePromise<void>;

/** Returns the readers that the columns need, in the order of their reasons. */
export function readersOf(columns: readonly EnrichColumn[]): readonly PartReader[] {
  const includes = (...names: readonly EnrichColumn[]) => names.some((name) => columns.includes(name));
  const levels = LEVELS.filter((level) => includes(level, `${level}Name`));
  return [
    addRecord,
    ...(includes('kind') ? [addKind] : []),
    ...(levels.length > 0 || includes('parent', 'parentName') ? [hierarchyReader(levels)] : []),
    ...(includes('network', 'networkName') ? [addNetworks] : []),
    ...(includes('payee', 'payeeName') ? [addPayees] : []),
  ];
}

/** Adds what the readers know about an organisation, one after the other. */
export function addParts(
  readers: readonly PartReader[],
  organisation: OrganisationAt,
  row: RowParts,
  loaders: Loaders,
  from = 0,
): MaybePromise<void> {
  for (let index = from; index < readers.length; index++) {
    const added = readers[index]!(organisation, row, loaders);
    if (added instanceof Promise) return added.then(() => addParts(readers, organisation, row, loaders, index + 1));
  }
}

type LevelColumn = keyof typeof LEVEL_TARGETS;
const LEVELS = Object.keys(LEVEL_TARGETS) as readonly LevelColumn[];

/** The record itself and, if it is not active, what it became. */
const addRecord: PartReader = ({ code, isActive, state, moment }, row, loaders) => {
  Object.assign(row.cells, { name: state.name, isActive, postcode: state.postcode });
  if (isActive) return addLinked(row, 'successor', []);
  return when(resolveCodes([code], moment, loaders), ([resolution]) => {
    row.reasons.push(`${resolution!.outcome}: not active on ${moment.date}`);
    addLinked(row, 'successor', resolution!.current);
  });
};

const addKind: PartReader = ({ state, moment }, { cells }, loaders) =>
  when(kindsAt(state, moment, loaders), ([kind = null]) => void (cells.kind = kind));

function hierarchyReader(levels: readonly LevelColumn[]): PartReader {
  return ({ code, moment: at }, row, loaders) => {
    const options: TraversalOptions = { view: 'REPORTING', direction: 'UP', at, loaders, maxDepth: MAX_DEPTH };
    return when(traverse(code, options), (traversal) =>
      when(addParents(row, traversal.hops.get(code) ?? [], options), () =>
        levels.length === 0 ? undefined : addLevels(row, levels, traversal, options),
      ),
    );
  };
}

function addLevels(
  row: RowParts,
  levels: readonly LevelColumn[],
  traversal: Traversal,
  options: TraversalOptions,
): MaybePromise<void> {
  const targets = levels.map((level) => selectTarget(LEVEL_TARGETS[level], ['kind', 'level'], options.at));
  const given = targets.filter((target): target is Target => target !== null);
  return when(findTargets(traversal, given, options), (results) => {
    let next = 0;
    levels.forEach((level, index) => addLevel(row, level, targets[index] ? results[next++]! : null));
  });
}

function addLevel(row: RowParts, level: LevelColumn, result: BelongsToResult | null): void {
  const reason = result === null ? 'BEFORE_LEVEL' : result.reason;
  if (reason !== null) row.reasons.push(`${level} ${reason}`);
  addLinked(row, level, result?.found.map(({ state }) => state) ?? []);
}

const addNetworks: PartReader = ({ code, moment: at }, row, loaders) =>
  when(networkMembership(code, at, loaders), ({ memberships }) =>
    addLinked(
      row,
      'network',
      memberships.map(({ network }) => network),
    ),
  );

function addParents(
  row: RowParts,
  hops: readonly Hop[],
  { at, loaders }: Pick<TraversalOptions, 'at' | 'loaders'>,
): MaybePromise<void> {
  const codes = firstHopPerCode(hops).map(({ code }) => code);
  return when(statesOf(codes, at, loaders), (states) => addLinked(row, 'parent', states));
}

const addPayees: PartReader = ({ code, moment }, row, loaders) =>
  when(paymentOf(code, moment, loaders), ({ payees, reason }) => {
    const organisations = new Map(payees.map(({ organisation }) => [organisation.code, organisation]));
    if (reason !== null) row.reasons.push(`payee ${reason}`);
    addLinked(row, 'payee', [...organisations.values()]);
  });

type LinkedColumn = LevelColumn | 'parent' | 'network' | 'payee' | 'successor';

function addLinked(
  { cells }: RowParts,
  column: LinkedColumn,
  organisations: readonly Pick<StateRow, 'code' | 'name'>[],
): void {
  const isEmpty = organisations.length === 0;
  cells[column] = isEmpty ? NONE : organisations.map(({ code }) => code);
  cells[NAME_COLUMNS[column]] = isEmpty ? NONE : organisations.map(({ name }) => name);
}

const NONE: readonly string[] = [];
const NAME_COLUMNS = {
  subIcb: 'subIcbName',
  icb: 'icbName',
  region: 'regionName',
  commissioner: 'commissionerName',
  commissioningSystem: 'commissioningSystemName',
  parent: 'parentName',
  network: 'networkName',
  payee: 'payeeName',
  successor: 'successorName',
} as const satisfies Readonly<Record<LinkedColumn, EnrichColumn>>;

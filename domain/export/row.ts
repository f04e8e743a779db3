import { kindsOf, type Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { CodeListRow, StateRow } from '../../ods/facts';
import { parentsOf, type Hops } from '../hierarchy/one-level';
import { findBelongsTo, type BelongsToResult } from '../hierarchy/belongs-to';
import { roleByCode } from '../records/code-lists';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf, OrganisationAt } from '../records/organisation';
import { MAX_DEPTH, type TraversalOptions } from '../hierarchy/traverse';

/** One row of an export: an organisation at a moment. Each column has the value of the API field of its name. */
export interface ExportRow {
  readonly organisation: OrganisationAt;
  readonly kinds: readonly Kind[];
  readonly primaryRole: CodeListRow | null;
  /** Codes of the roles held on the day, the primary one first. */
  readonly roles: readonly string[];
  /** Codes of `parents(view: OPERATION)` and `parents(view: COMMISSIONING)`. */
  readonly operators: readonly string[];
  readonly commissioners: readonly string[];
  /** `belongsTo` in the view REPORTING. */
  readonly icb: BelongsToResult;
  readonly region: BelongsToResult;
}

/** Returns the rows of organisations, in their order. The number of batch queries does not depend on how many there are. */
export async function toExportRows(states: readonly StateRow[], at: Moment, loaders: Loaders): Promise<ExportRow[]> {
  const codes = states.map(({ code }) => code);
  const upwards: TraversalOptions = { view: 'REPORTING', direction: 'UP', at, loaders, maxDepth: MAX_DEPTH };
  const [held, operators, commissioners, icbs, regions, primaryRoles] = await Promise.all([
    loaders.roles.loadMany(codes.map((code) => keyOf(code, at))),
    parentsOf(codes, 'OPERATION', at, loaders),
    parentsOf(codes, 'COMMISSIONING', at, loaders),
    findBelongsTo(codes, { kind: 'ICB' }, upwards),
    findBelongsTo(codes, { kind: 'REGION' }, upwards),
    Promise.all(states.map(({ primaryRole }) => primaryRole && roleByCode(primaryRole, at, loaders))),
  ]);
  return loaders.work.map(states, (state, index) => ({
    organisation: new OrganisationAt(state, at),
    kinds: kindsOf(state, held[index]!, at.date, at.basis),
    primaryRole: primaryRoles[index] || null,
    roles: held[index]!.filter((holding) => activeAt(holding, at)).map(({ code }) => code),
    operators: codesAt(operators, index),
    commissioners: codesAt(commissioners, index),
    icb: icbs[index]!,
    region: regions[index]!,
  }));
}

function codesAt(hops: Hops, index: number): readonly string[] {
  return [...new Set(hops[index]!.map(({ code }) => code))];
}

import { kindsOf, type Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { CodeListRow, StateRow } from '../../graph/keys';
import { parentsOf, type Hops } from '../hierarchy/one-level';
import { belongings, type Belonged } from '../hierarchy/belongs-to';
import { roleNamed } from '../records/code-lists';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf, OrganisationAt } from '../records/organisation';
import { DEEPEST, type Walk } from '../hierarchy/traverse';

/** What an export says of one organisation at a moment; each part as the field of the API says it. */
export interface Exported {
  readonly organisation: OrganisationAt;
  readonly kinds: readonly Kind[];
  readonly primaryRole: CodeListRow | null;
  /** Codes of the roles held on the day, the primary one first. */
  readonly roles: readonly string[];
  /** Codes of `parents(view: OPERATION)` and `parents(view: COMMISSIONING)`. */
  readonly operators: readonly string[];
  readonly commissioners: readonly string[];
  /** `belongsTo` by the view REPORTING. */
  readonly icb: Belonged;
  readonly region: Belonged;
}

/** What an export says of some organisations, in their order: one batch for each question, however many they are. */
export async function exportedOf(states: readonly StateRow[], at: Moment, loaders: Loaders): Promise<Exported[]> {
  const codes = states.map(({ code }) => code);
  const walk: Walk = { view: 'REPORTING', direction: 'UP', at, loaders, maxDepth: DEEPEST };
  const [held, operators, commissioners, icbs, regions, primaryRoles] = await Promise.all([
    loaders.roles.loadMany(codes.map((code) => keyOf(code, at))),
    parentsOf(codes, 'OPERATION', at, loaders),
    parentsOf(codes, 'COMMISSIONING', at, loaders),
    belongings(codes, 'ICB', walk),
    belongings(codes, 'REGION', walk),
    Promise.all(states.map(({ primaryRole }) => primaryRole && roleNamed(primaryRole, at, loaders))),
  ]);
  return states.map((state, index) => ({
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

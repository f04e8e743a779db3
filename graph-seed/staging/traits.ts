import { KINDS, kindsOf } from '../../ods/kinds';
import { nameKey } from '../../ods/normalise';
import { rulesOf, VIEWS, type LinkRule } from '../../ods/views';
import { hashOf } from './typed-collections';
import type { RoleFact, StateFact } from '../facts/facts';
import { active } from '../../ods/periods';

/** Numbers that describe one record on the publication day, for the rules that compare records. */
export interface Traits {
  /** One bit for each of its kinds, in the order of KINDS. */
  readonly kinds: number;
  /** One bit for each role it holds, in the order of CONDITIONAL_ROLES. */
  readonly holds: number;
  /** Hash of the letters and digits of its name; 0 for a code without a record. */
  readonly name: number;
}

/** Roles that a rule of a view requires or excludes. */
const CONDITIONAL_ROLES = [
  ...new Set(
    VIEWS.flatMap(rulesOf).flatMap(({ sourceHolds = [], sourceLacks = [] }) => [sourceHolds, sourceLacks].flat()),
  ),
];

export function traitsOf(state: StateFact, roles: readonly RoleFact[], date: string): Traits {
  const held = roles.map(({ role: code, operational, legal }) => ({ code, operational, legal }));
  const kinds = kindsOf(state, held, date, 'OPERATIONAL').reduce((bits, kind) => bits | (1 << KINDS.indexOf(kind)), 0);
  let holds = 0;
  for (const role of held) {
    const at = CONDITIONAL_ROLES.indexOf(role.code);
    if (at >= 0 && active(role, date, 'OPERATIONAL')) holds |= 1 << at;
  }
  return { kinds, holds, name: state.unresolved ? 0 : hashOf(nameKey(state.name)) };
}

/** The role conditions of a rule as bits: roles that the source must hold, and roles that it must not hold. */
export function roleConditionsOf({ sourceHolds, sourceLacks }: LinkRule): {
  readonly holds: number;
  readonly lacks: number;
} {
  const bit = (role: string | undefined) => (role === undefined ? 0 : 1 << CONDITIONAL_ROLES.indexOf(role));
  return { holds: bit(sourceHolds), lacks: bit(sourceLacks) };
}

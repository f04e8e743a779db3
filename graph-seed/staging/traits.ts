import { KINDS, kindsOf } from '../../ods/kinds';
import { nameKey } from '../../ods/normalise';
import { rulesOf, VIEWS, type LinkRule } from '../../ods/views';
import { hashOf } from './typed-collections';
import type { RoleFact, StateFact } from '../facts/facts';
import { active } from '../../ods/periods';

/** What the rules over several records ask about one record on the publication day, in numbers. */
export interface Traits {
  /** A bit for each of its kinds, in their order. */
  readonly kinds: number;
  /** A bit for each role held that the links of views depend on. */
  readonly holds: number;
  /** Equal for names that are equal by letters and digits; 0 for a record that only links name. */
  readonly name: number;
}

const ASKED = [
  ...new Set(
    VIEWS.flatMap(rulesOf).flatMap(({ sourceHolds = [], sourceLacks = [] }) => [sourceHolds, sourceLacks].flat()),
  ),
];

export function traitsOf(state: StateFact, roles: readonly RoleFact[], date: string): Traits {
  const held = roles.map(({ role: code, operational, legal }) => ({ code, operational, legal }));
  const kinds = kindsOf(state, held, date, 'OPERATIONAL').reduce((bits, kind) => bits | (1 << KINDS.indexOf(kind)), 0);
  let holds = 0;
  for (const role of held) {
    const at = ASKED.indexOf(role.code);
    if (at >= 0 && active(role, date, 'OPERATIONAL')) holds |= 1 << at;
  }
  return { kinds, holds, name: state.unresolved ? 0 : hashOf(nameKey(state.name)) };
}

/** The roles that a rule asks of a source, as bits: those it must hold, and those it must not. */
export function askedOf({ sourceHolds, sourceLacks }: LinkRule): { readonly holds: number; readonly lacks: number } {
  const bit = (role: string | undefined) => (role === undefined ? 0 : 1 << ASKED.indexOf(role));
  return { holds: bit(sourceHolds), lacks: bit(sourceLacks) };
}

import { KINDS, type Kind } from '../../ods/kinds';

/** A type or property of the Reconciliation API. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The type of everything. */
export const ANY_TYPE: Named = { id: 'ORGANISATION', name: 'Organisation' };

const NAMES: Readonly<Partial<Record<Kind, string>>> = {
  GP_PRACTICE: 'GP practice',
  PCN: 'Primary care network (PCN)',
  CCG: 'Clinical commissioning group (CCG)',
  STP: 'Sustainability and transformation partnership (STP)',
  ICB: 'Integrated care board (ICB)',
  SUB_ICB_LOCATION: 'Sub ICB Location',
  SUB_ICB_REPORTING_ENTITY: 'Sub ICB reporting entity',
};

/** Returns a kind as a type: its id is the value of the API, its name is for people. */
export function typeOf(kind: Kind): Named {
  const words = kind.toLowerCase().replaceAll('_', ' ');
  return { id: kind, name: NAMES[kind] ?? words[0]!.toUpperCase() + words.slice(1) };
}

/** Every type, the most general first. */
export const TYPES: readonly Named[] = [ANY_TYPE, ...KINDS.map(typeOf)];

/** Returns the kind of a type; null for the type of everything, undefined for an unknown one. */
export function kindOfType(id: string): Kind | null | undefined {
  return id === ANY_TYPE.id ? null : KINDS.find((kind) => kind === id);
}

import { active, dayOfKind, type At } from './dates';
import type { Entry } from './reading/record';

export const KINDS = [
  'VACCINATION_SITE',
  'GP_PRACTICE',
  'BRANCH_SURGERY',
  'PCN',
  'PHARMACY',
  'PHARMACY_HEADQUARTERS',
  'TRUST',
  'TRUST_SITE',
  'CCG',
  'SUB_ICB_LOCATION',
  'SUB_ICB_REPORTING_ENTITY',
  'STP',
  'ICB',
  'REGION',
  'OTHER',
] as const;
export type Kind = (typeof KINDS)[number];

/** Whether an organisation holds a non-primary role on a day. */
export function holds(entry: Entry, role: string, at: At): boolean {
  return entry.roles.some((held) => held.code === role && !held.isPrimary && active(held, at));
}

/** Returns the kinds of an organisation on a day. When it was inactive, its last active day before counts, else its first active day. */
export function kindsOf(entry: Entry, at: At): readonly Kind[] {
  const day = { date: dayOfKind(entry, at), basis: at.basis };
  const kinds = KINDS.filter((kind) => kind !== 'OTHER' && TESTS[kind](entry, (role) => holds(entry, role, day)));
  return kinds.length > 0 ? kinds : ['OTHER'];
}

type Test = (entry: Entry, plus: (role: string) => boolean) => boolean;

const primary = ({ primaryRole }: Entry, ...roles: readonly string[]) =>
  primaryRole !== null && roles.includes(primaryRole);

const TESTS: Readonly<Record<Exclude<Kind, 'OTHER'>, Test>> = {
  VACCINATION_SITE: (entry, plus) => entry.recordClass === 'SITE' && plus('RO279'),
  GP_PRACTICE: (entry, plus) =>
    (primary(entry, 'RO177') && entry.recordClass === 'ORGANISATION' && plus('RO76')) ||
    primary(entry, 'RO227', 'RO315'),
  BRANCH_SURGERY: (entry) => primary(entry, 'RO96'),
  PCN: (entry) => primary(entry, 'RO272'),
  PHARMACY: (entry) => primary(entry, 'RO182') && entry.recordClass === 'ORGANISATION',
  PHARMACY_HEADQUARTERS: (entry) => primary(entry, 'RO181'),
  TRUST: (entry) => primary(entry, 'RO197', 'RO107'),
  TRUST_SITE: (entry) => primary(entry, 'RO198', 'RO108'),
  CCG: (entry, plus) => primary(entry, 'RO98') && !plus('RO319') && !plus('RO327') && !plus('RO218'),
  SUB_ICB_LOCATION: (entry, plus) => primary(entry, 'RO98') && plus('RO319'),
  SUB_ICB_REPORTING_ENTITY: (entry, plus) => primary(entry, 'RO98') && plus('RO327'),
  STP: (entry, plus) => primary(entry, 'RO261') && !plus('RO318'),
  ICB: (entry, plus) => primary(entry, 'RO261') && plus('RO318'),
  REGION: (entry) => primary(entry, 'RO209'),
};

import { active, coversAnyDay, periods, type DateBasis, type Dated } from './periods';
import type { RoleRow, StateRow } from './facts';

/**
 * The kinds of organisations that users know, most specific first. Only the record class and roles decide a kind: the
 * primary role, which has no date here, and the other roles held on the day. Code patterns and relationships do not count.
 */
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

/** One way to be of a kind. All of its conditions must be met. */
export interface KindTest {
  readonly recordClass?: 'ORGANISATION' | 'SITE';
  readonly primary?: readonly string[];
  /** A role that must be held on the day. */
  readonly holds?: string;
  /** Roles of which none may be held on the day. */
  readonly lacks?: readonly string[];
}

export interface KindDefinition {
  readonly kind: Kind;
  readonly rule: string;
  /** At least one must pass. */
  readonly tests: readonly KindTest[];
}

export const KIND_DEFINITIONS: readonly KindDefinition[] = [
  {
    kind: 'VACCINATION_SITE',
    rule: 'A site (RC2) that holds RO279 on the day, whatever its primary role.',
    tests: [{ recordClass: 'SITE', holds: 'RO279' }],
  },
  {
    kind: 'GP_PRACTICE',
    rule: 'Primary role RO177, record class RC1, and RO76 held on the day (the roles RO76 begin on 2014-04-15: before that day the same rule holds, almost nobody passes it, and a practice is OTHER with the role RO177); or primary role RO227 (Scotland) or RO315 (Northern Ireland).',
    tests: [{ recordClass: 'ORGANISATION', primary: ['RO177'], holds: 'RO76' }, { primary: ['RO227', 'RO315'] }],
  },
  { kind: 'BRANCH_SURGERY', rule: 'Primary role RO96.', tests: [{ primary: ['RO96'] }] },
  { kind: 'PCN', rule: 'Primary role RO272.', tests: [{ primary: ['RO272'] }] },
  {
    kind: 'PHARMACY',
    rule: 'Primary role RO182 and record class RC1.',
    tests: [{ recordClass: 'ORGANISATION', primary: ['RO182'] }],
  },
  { kind: 'PHARMACY_HEADQUARTERS', rule: 'Primary role RO181.', tests: [{ primary: ['RO181'] }] },
  { kind: 'TRUST', rule: 'Primary role RO197 or RO107.', tests: [{ primary: ['RO197', 'RO107'] }] },
  { kind: 'TRUST_SITE', rule: 'Primary role RO198 or RO108.', tests: [{ primary: ['RO198', 'RO108'] }] },
  {
    kind: 'CCG',
    rule: 'Primary role RO98, and none of RO319, RO327 and RO218 held on the day.',
    tests: [{ primary: ['RO98'], lacks: ['RO319', 'RO327', 'RO218'] }],
  },
  {
    kind: 'SUB_ICB_LOCATION',
    rule: 'Primary role RO98, and RO319 held on the day.',
    tests: [{ primary: ['RO98'], holds: 'RO319' }],
  },
  {
    kind: 'SUB_ICB_REPORTING_ENTITY',
    rule: 'Primary role RO98, and RO327 held on the day.',
    tests: [{ primary: ['RO98'], holds: 'RO327' }],
  },
  {
    kind: 'STP',
    rule: 'Primary role RO261, and RO318 not held on the day.',
    tests: [{ primary: ['RO261'], lacks: ['RO318'] }],
  },
  {
    kind: 'ICB',
    rule: 'Primary role RO261, and RO318 held on the day.',
    tests: [{ primary: ['RO261'], holds: 'RO318' }],
  },
  { kind: 'REGION', rule: 'Primary role RO209.', tests: [{ primary: ['RO209'] }] },
  { kind: 'OTHER', rule: 'None of the other kinds applies on the day.', tests: [] },
];

/** Returns the kinds of a record on a day, most specific first; ['OTHER'] when none applies. */
export function kindsOf(state: KindState, roles: readonly KindRole[], date: string, basis: DateBasis): readonly Kind[] {
  const day = dayOfKind(state, date, basis);
  const held = new Set(roles.filter((role) => active(role, day, basis)).map(({ code }) => code));
  const kinds = KIND_DEFINITIONS.filter(({ tests }) => tests.some((test) => passes(test, state, held)));
  return kinds.length === 0 ? NO_KIND : kinds.map(({ kind }) => kind);
}

/** Returns the day whose roles decide the kind: the given day, or for a record that is inactive then, its last active day before, else its first. */
export function dayOfKind(state: Dated, date: string, basis: DateBasis): string {
  if (active(state, date, basis)) return date;
  const shown = periods(state, basis).filter(coversAnyDay);
  const before = shown.map(({ end }) => end).filter((end) => end !== '' && end < date);
  if (before.length > 0) return before.reduce((last, end) => (end > last ? end : last));
  const starts = shown.map(({ start }) => start).filter((start) => start !== '');
  return starts.length === 0 ? date : starts.reduce((first, start) => (start < first ? start : first));
}

type KindState = Dated & Pick<StateRow, 'primaryRole' | 'recordClass'>;
type KindRole = Dated & Pick<RoleRow, 'code'>;

const NO_KIND: readonly Kind[] = ['OTHER'];

function passes(
  { recordClass, primary, holds, lacks }: KindTest,
  state: KindState,
  held: ReadonlySet<string>,
): boolean {
  if (recordClass && state.recordClass !== recordClass) return false;
  if (primary && !primary.includes(state.primaryRole ?? '')) return false;
  return (!holds || held.has(holds)) && !lacks?.some((role) => held.has(role));
}

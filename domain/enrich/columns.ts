import type { Level } from '../../ods/levels';
import type { Kind } from '../../ods/kinds';

/** The value of an added column: a text, a flag, several texts, or null for none. */
export type EnrichCell = string | boolean | null | readonly string[];

/** What the columns of a level look for, as the arguments of `belongsTo`. */
export interface LevelTarget {
  readonly kind?: Kind;
  readonly level?: Level;
}

/** The columns of codes that `belongsTo` finds; each has a column of names too. */
export const LEVEL_TARGETS = {
  subIcb: { kind: 'SUB_ICB_LOCATION' },
  icb: { kind: 'ICB' },
  region: { kind: 'REGION' },
  commissioner: { level: 'COMMISSIONER' },
  commissioningSystem: { level: 'COMMISSIONING_SYSTEM' },
} as const satisfies Readonly<Record<string, LevelTarget>>;

/** The columns that may be added, with the meaning of each. */
export const COLUMN_MEANINGS = {
  name: 'its name, as published in the release',
  kind: 'its most specific kind, for example GP_PRACTICE',
  isActive: 'whether it is active on the day: true or false',
  parent: 'the codes one level up, in the view REPORTING',
  parentName: 'their names',
  subIcb: 'the codes of its Sub ICB Locations',
  subIcbName: 'their names',
  icb: 'the codes of its integrated care boards',
  icbName: 'their names',
  region: 'the codes of its NHS England regions',
  regionName: 'their names',
  commissioner: 'the Sub ICB Location, or before 2022-07-01 the CCG, or before 2013-04-01 the PCT',
  commissionerName: 'their names',
  commissioningSystem: 'the ICB, or before 2022-07-01 the STP',
  commissioningSystemName: 'their names',
  network: 'the codes of the primary care networks of a practice, or of the practice of a site',
  networkName: 'their names',
  payee: 'the codes of those who are paid for it',
  payeeName: 'their names',
  successor: 'if it is not active on the day: the codes of the active organisations that it became',
  successorName: 'their names',
  postcode: 'its postcode',
} as const;

export type EnrichColumn = keyof typeof COLUMN_MEANINGS;

export const ENRICH_COLUMNS = Object.keys(COLUMN_MEANINGS) as readonly EnrichColumn[];

/** The columns that are added unless others are chosen. */
export const DEFAULT_COLUMNS: readonly EnrichColumn[] = [
  ...(['name', 'kind', 'isActive', 'parent', 'subIcb', 'icb', 'region', 'payee', 'successor', 'postcode'] as const),
];

/** The columns that are always added, after the others. */
export const CLOSING_COLUMNS = ['codeUsed', 'dateUsed', 'reason'] as const;

/** Returns the headings of all columns that are added for a choice. */
export function addedHeadings(columns: readonly EnrichColumn[], prefix = ''): string[] {
  return [...columns, ...CLOSING_COLUMNS].map((name) => `${prefix}${name}`);
}

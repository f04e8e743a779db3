import type { Kind } from './kinds';

/** The levels of the commissioning hierarchy that different kinds of organisations filled over the years. */
export const LEVELS = ['COMMISSIONING_SYSTEM', 'COMMISSIONER'] as const;
export type Level = (typeof LEVELS)[number];

/** What an organisation at a level is on a day: of a kind, or of a primary role for which there is no kind. */
export type Target = { readonly kind: Kind } | { readonly primaryRole: string };

/** The organisations that fill a level from a day on, until the first day of the step before it in the list. */
export interface LevelStep {
  /** First day, as an ISO date. */
  readonly from: string;
  readonly target: Target;
  readonly name: string;
}

export interface LevelDefinition {
  readonly level: Level;
  readonly description: string;
  /** Newest first. */
  readonly steps: readonly LevelStep[];
}

/** The first days are those on which the roles begin in the published data, on the operational and the legal basis. */
export const LEVEL_DEFINITIONS: readonly LevelDefinition[] = [
  {
    level: 'COMMISSIONING_SYSTEM',
    description: 'The integrated care board, or the sustainability and transformation partnership before it.',
    steps: [
      { from: '2022-07-01', target: { kind: 'ICB' }, name: 'integrated care boards' },
      { from: '2020-04-01', target: { kind: 'STP' }, name: 'sustainability and transformation partnerships' },
    ],
  },
  {
    level: 'COMMISSIONER',
    description: 'The Sub ICB Location, or the clinical commissioning group or primary care trust before it.',
    steps: [
      { from: '2022-07-01', target: { kind: 'SUB_ICB_LOCATION' }, name: 'Sub ICB Locations' },
      { from: '2013-04-01', target: { kind: 'CCG' }, name: 'clinical commissioning groups' },
      { from: '2000-04-01', target: { primaryRole: 'RO179' }, name: 'primary care trusts (RO179)' },
    ],
  },
];

/** Returns what fills a level on a day; null on a day before all of its steps. */
export function targetOn(level: Level, date: string): Target | null {
  const definition = LEVEL_DEFINITIONS.find((each) => each.level === level);
  return definition?.steps.find(({ from }) => from <= date)?.target ?? null;
}

/** Returns a text that tells targets apart. */
export function targetName(target: Target): string {
  return 'kind' in target ? target.kind : target.primaryRole;
}

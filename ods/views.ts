import type { RecordClass } from './facts';

/**
 * The views: named hierarchies, defined by rules. A rule selects a relationship type, with conditions on the primary
 * roles of source and target (which have no date here) and on other roles of the source (held on the day). The same rules
 * lead up and down.
 */
export const VIEWS = [
  'OPERATION',
  'COMMISSIONING',
  'NETWORK',
  'GEOGRAPHY',
  'CONSTITUENCY',
  'REPORTING',
  'DIRECTION',
  'SITE_NETWORK',
] as const;
export type View = (typeof VIEWS)[number];

/** Selects the relationships that a view follows. An absent condition matches everything. */
export interface LinkRule {
  readonly type: string;
  readonly source?: readonly string[];
  readonly target?: readonly string[];
  /** Pairs of primary roles, 'source>target', that are not followed. */
  readonly except?: readonly string[];
  /** A role, not the primary one, that the source must hold on the day. */
  readonly sourceHolds?: string;
  /** A role, not the primary one, that the source must not hold on the day. */
  readonly sourceLacks?: string;
}

export interface ViewDefinition {
  readonly view: View;
  readonly description: string;
  /** Sets of rules, tried in order: the first set with a relationship that is active on the day decides. */
  readonly rules: readonly (readonly LinkRule[])[];
  /** The sets for sites (RC2), if they differ. */
  readonly siteRules?: readonly (readonly LinkRule[])[];
}

const OPERATION: readonly LinkRule[] = [{ type: 'RE6', except: ['RO177>RO98'] }];
const ABOVE_COMMISSIONER: readonly LinkRule[] = [
  { type: 'RE5', source: ['RO98'], target: ['RO261'], sourceLacks: 'RO327' },
  { type: 'RE2', source: ['RO98'], target: ['RO261'], sourceLacks: 'RO327' },
  { type: 'RE5', source: ['RO98', 'RO179', 'RO171'], target: ['RO210', 'RO132'] },
  { type: 'RE2', source: ['RO261', 'RO210', 'RO132'], target: ['RO209'] },
];
const COMMISSIONING: readonly LinkRule[] = [{ type: 'RE4' }, ...ABOVE_COMMISSIONER];
const NETWORK: readonly LinkRule[] = [
  { type: 'RE8', target: ['RO272'] },
  { type: 'RE4', source: ['RO272'] },
  ...ABOVE_COMMISSIONER,
];
const GEOGRAPHY: readonly LinkRule[] = [{ type: 'RE5' }, { type: 'RE2', target: ['RO209'] }];

export const VIEW_DEFINITIONS: Readonly<Record<View, ViewDefinition>> = {
  OPERATION: {
    view: 'OPERATION',
    description:
      "Who operates it: RE6, but not a practice's RE6 to a commissioner, for example a branch surgery's practice.",
    rules: [OPERATION],
  },
  COMMISSIONING: {
    view: 'COMMISSIONING',
    description:
      'Who commissions it, up to the region: RE4, then RE5 or RE2 from a commissioner to its ICB, local office or health authority, then RE2 to the region, for example practice, Sub ICB Location, ICB, region.',
    rules: [COMMISSIONING],
  },
  NETWORK: {
    view: 'NETWORK',
    description:
      "Its primary care network (RE8), then that network's own commissioner (RE4), ICB and region, for example practice, network, Sub ICB Location.",
    rules: [NETWORK],
  },
  GEOGRAPHY: {
    view: 'GEOGRAPHY',
    description: 'The geography it lies in: RE5, and RE2 to a region, for example trust, ICB, region.',
    rules: [GEOGRAPHY],
  },
  CONSTITUENCY: {
    view: 'CONSTITUENCY',
    description:
      'The London and Frimley reporting entities: RE11 to the entity, RE2 to its ICB, RE2 to the region, for example practice, reporting entity, ICB.',
    rules: [
      [
        { type: 'RE11', target: ['RO98'] },
        { type: 'RE2', source: ['RO98'], target: ['RO261'], sourceHolds: 'RO327' },
        { type: 'RE2', source: ['RO261'], target: ['RO209'] },
      ],
    ],
  },
  REPORTING: {
    view: 'REPORTING',
    description:
      'For national reporting: a site by its operator (RE6); anything else as COMMISSIONING, or as GEOGRAPHY when no commissioning link of it covers the day, for example pharmacy site, pharmacy, ICB, region.',
    rules: [COMMISSIONING, GEOGRAPHY],
    siteRules: [OPERATION],
  },
  DIRECTION: {
    view: 'DIRECTION',
    description: 'Who directs it: RE3, for example an executive agency and its department.',
    rules: [[{ type: 'RE3' }]],
  },
  SITE_NETWORK: {
    view: 'SITE_NETWORK',
    description:
      'As NETWORK; a site that is no member of a network itself is below its operator (RE6), for example branch surgery, practice, network, Sub ICB Location, ICB, region.',
    rules: [NETWORK],
    siteRules: [NETWORK, OPERATION],
  },
};

/** Returns the sets of rules for a record of a class, to be tried in order. */
export function ruleSets(view: View, recordClass: RecordClass | null): readonly (readonly LinkRule[])[] {
  const { rules, siteRules } = VIEW_DEFINITIONS[view];
  return recordClass === 'SITE' && siteRules ? siteRules : rules;
}

const RULES = new Map(
  VIEWS.map((view) => {
    const { rules, siteRules = [] }: ViewDefinition = VIEW_DEFINITIONS[view];
    return [view, [...rules, ...siteRules].flat()] as const;
  }),
);

/** Returns every rule of a view, also those for sites. */
export function rulesOf(view: View): readonly LinkRule[] {
  return RULES.get(view)!;
}

/** Whether a rule matches the type and the primary roles ('' for none) of a relationship. Does not check `sourceHolds` and `sourceLacks`. */
export function matchesRule(rule: LinkRule, type: string, source: string, target: string): boolean {
  if (type !== rule.type) return false;
  if (rule.source && !rule.source.includes(source)) return false;
  if (rule.target && !rule.target.includes(target)) return false;
  return !rule.except?.includes(`${source}>${target}`);
}

/** Returns the relationship types that a view can follow, ordered by number. */
export function relationshipTypesOf(view: View): readonly string[] {
  const types = new Set(rulesOf(view).map((rule) => rule.type));
  return [...types].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
}

/** Whether relationships of a type can lead up from a record. */
export function mayLeadUp(
  view: View,
  type: string,
  source: { primaryRole: string | null; recordClass: RecordClass | null } | null,
): boolean {
  const sets = ruleSets(view, source?.recordClass ?? null);
  const from = source?.primaryRole ?? '';
  return sets.some((rules) => rules.some((rule) => rule.type === type && (!rule.source || rule.source.includes(from))));
}

/** Returns the relationship types that can lead down from a record. */
export function typesLeadingDown(view: View, target: { primaryRole: string | null } | null): readonly string[] {
  const to = target?.primaryRole ?? '';
  const rules = rulesOf(view).filter((rule) => !rule.target || rule.target.includes(to));
  return [...new Set(rules.map((rule) => rule.type))];
}

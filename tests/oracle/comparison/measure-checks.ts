import { readFileSync } from 'node:fs';
import { addDays, pick, type Population, type Random } from './draw';
import { chosenValue } from '../chosen-value';
import { KINDS, type Kind } from '../kinds';
import { LEVELS } from '../levels';
import {
  rollUp,
  total,
  type Group,
  type Item,
  type RollUpArguments,
  type TotalArguments,
  type Values,
} from '../measures';
import { drawDown, drawKinds, type FieldCheck } from './field-check';
import { compare, entry, type Moment } from '../hierarchy';

/** Reads a CSV `code,value` with one heading line. All values get one date. */
export function readValues(file: string, date: string): Values {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(
    lines.map((line) => {
      const [code, value] = line.split(',') as [string, string];
      return [code.trim(), [{ date, value: Number(value) }]];
    }),
  );
}

const LIST_SIZES = 'gp-list-size';
/** The most organisations that a total lists. */
const LISTED = 200;
const SAMPLE = 10;
const MONTHS = [12, 12, 0, 24, 120, 1_200, 1_200, 1_200] as const;
const DAYS_PER_MONTH = 30.44;
/** The kinds that list sizes are published for. */
const PRACTICES: readonly Kind[] = ['GP_PRACTICE'];
/** The kinds that have successions, besides practices. */
export const SUCCEEDED_KINDS: readonly Kind[] = [
  'GP_PRACTICE',
  'CCG',
  'SUB_ICB_LOCATION',
  'TRUST',
  'PHARMACY',
  'OTHER',
];
const SUMS = 'dates carriedForward tooOld underOtherCodes leftOut leftOutTotal';
const VALUES = '{ organisation { code } value date dates valueOf }';
const ARGUMENTS = { valuesOn: 'LocalDate', maxAgeMonths: 'Int!' };

export interface ValueArguments {
  readonly valuesOn: string | null;
  readonly maxAgeMonths: number;
}

/**
 * Draws the day of the values: that of the organisations, one with values, or a day or a year and a day after it; or one on which
 * a value is about as old as it may be.
 */
function drawValues(values: Values, random: Random): ValueArguments {
  const published = [...values.values()];
  const dates = published.length === 0 ? [] : [pick(random, pick(random, published)).date];
  const days = dates.flatMap((date) => [date, addDays(date, 1), addDays(date, 366), addDays(date, 700)]);
  if (random() < 0.7 || dates.length === 0)
    return { valuesOn: pick(random, [null, ...days]), maxAgeMonths: pick(random, MONTHS) };
  const maxAgeMonths = pick(random, [1, 2, 3, 6, 11, 13, 18]);
  const valuesOn = addDays(dates[0]!, Math.round(maxAgeMonths * DAYS_PER_MONTH) + pick(random, [-2, -1, 0, 1, 2]));
  return { valuesOn, maxAgeMonths };
}

/** Checks of the measure fields. The graph must hold the same values, of these kinds, under the id of the measure. */
export function measureChecks(
  values: Values,
  ofKinds = PRACTICES,
  measure = LIST_SIZES,
): Readonly<Record<string, FieldCheck>> {
  return {
    measurement: measurementCheck(values, measure, 'any'),
    'measurement of successors': measurementCheck(values, measure, 'succeeded'),
    total: {
      field: 'total',
      batch: 10,
      share: 400,
      population: 'above',
      types: { view: 'HierarchyView', kinds: '[OrganisationKind!]', ...ARGUMENTS },
      draw: (random, drawn) => {
        const isNetwork = entry(drawn, drawn.code).primaryRole === 'RO272';
        const view = isNetwork && random() < 0.7 ? null : drawDown(random, drawn).view;
        const kinds = random() < 0.85 ? [pick(random, ofKinds)] : drawKinds(random);
        return { view, kinds, ...drawValues(values, random) };
      },
      selection: `total(@, measure: "${measure}") { value date ${SUMS} counted missing { code } missingCount
        valuesCarriedForward ${VALUES} valuesUnderOtherCodes ${VALUES} }`,
      expected: (on, code, args: TotalArguments) => ({
        total: totalOf(on, code, values, args),
      }),
    },
    rollUp: rollUpCheck(values, measure, ofKinds),
  };
}

function measurementCheck(values: Values, id: string, population: Population): FieldCheck {
  return {
    field: 'measurement',
    share: 1_000,
    population,
    types: ARGUMENTS,
    draw: (random) => ({ ...drawValues(values, random) }),
    selection: `measurement(@, measure: "${id}") { value date dates isCarriedForward valueOf } measurementMissing(@, measure: "${id}")`,
    expected: (on, code, { valuesOn, maxAgeMonths }: ValueArguments) => {
      const day = valuesOn ?? on.date;
      const { value, dates, under, reason } = chosenValue(on, values, code, { day, months: maxAgeMonths });
      const shown = { value, date: dates.at(-1), dates, isCarriedForward: (dates[0] ?? day) < day, valueOf: under };
      return { measurement: value === null ? null : shown, measurementMissing: reason };
    },
  };
}

function rollUpCheck(values: Values, id: string, ofKinds: readonly Kind[]): FieldCheck {
  return {
    field: 'rollUp',
    root: 'rollUp(@, asOf: %)',
    share: 24,
    types: {
      of: 'OrganisationKind!',
      by: 'OrganisationKind',
      byLevel: 'OrganisationLevel',
      view: 'HierarchyView!',
      measure: 'ID',
      within: 'Within',
      ...ARGUMENTS,
    },
    draw: (random, { code }) => ({
      of:
        random() < 0.4
          ? pick(random, ofKinds)
          : pick(random, ['PCN', 'TRUST', 'TRUST_SITE', 'BRANCH_SURGERY', 'CCG'] as const),
      ...(random() < 0.2
        ? { by: null, byLevel: pick(random, LEVELS) }
        : {
            by: pick(random, random() < 0.2 ? KINDS : ['PCN', 'CCG', 'SUB_ICB_LOCATION', 'STP', 'ICB', 'REGION']),
            byLevel: null,
          }),
      view: pick(random, ['REPORTING', 'COMMISSIONING', 'NETWORK', 'GEOGRAPHY'] as const),
      measure: random() < 0.7 ? id : null,
      within: random() < 0.3 ? { code, view: 'REPORTING' } : null,
      ...drawValues(values, random),
    }),
    batch: 5,
    selection: `groups { organisation { code } count total missing ${SUMS} }
        unassigned { reason count total sample { code } missing ${SUMS} }
        multiplyAssigned { code } total count missing ${SUMS}`,
    expected: (on, _, { measure, ...args }: RollUpArguments & { measure: string | null }) =>
      rolledUp(on, { ...args, values: measure === null ? null : values }),
    normalise: ({ unassigned, ...rest }: { unassigned: { reason: string }[] }) => ({
      ...rest,
      unassigned: [...unassigned].sort((a, b) => compare(a.reason, b.reason)),
    }),
  };
}

function totalOf(on: Moment, code: string, values: Values, args: TotalArguments) {
  const { missing, carried, inherited, ...rest } = total(on, code, values, args);
  const shown = (items: readonly Item[]) =>
    items.slice(0, LISTED).map(({ code: each, value, dates, under }) => ({
      organisation: { code: each },
      ...{ value, date: dates.at(-1), dates, valueOf: under },
    }));
  return {
    ...rest,
    missing: missing.slice(0, LISTED).map((each) => ({ code: each })),
    missingCount: missing.length,
    valuesCarriedForward: shown(carried),
    valuesUnderOtherCodes: shown(inherited),
  };
}

function rolledUp(on: Moment, rollUpArguments: RollUpArguments) {
  const { groups, unassigned, multiplyAssigned, all } = rollUp(on, rollUpArguments);
  const figures = ({ codes: _, ...group }: Group) => group;
  return {
    groups: [...groups].map(([code, group]) => ({ organisation: { code }, ...figures(group) })),
    unassigned: [...unassigned]
      .sort(([a], [b]) => compare(a, b))
      .map(([reason, group]) => ({
        reason,
        ...figures(group),
        sample: group.codes.slice(0, SAMPLE).map((code) => ({ code })),
      })),
    multiplyAssigned: multiplyAssigned.map((code) => ({ code })),
    ...figures(all),
  };
}

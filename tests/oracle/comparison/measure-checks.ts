import { readFileSync } from 'node:fs';
import { pick } from './draw';
import { KINDS } from '../kinds';
import { LEVELS } from '../levels';
import {
  measurement,
  rollUp,
  total,
  type Group,
  type Measurement,
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

const MEASURE = 'measure: "gp-list-size"';
const MISSING_LIMIT = 200;
const SAMPLE = 10;
/** Days of the values: that of the organisations, or one with values, or one a day too late. */
const DAYS = [null, '2021-01-01', '2021-12-31', '2022-01-02'] as const;
const AGES = [12, 12, 0, 24, 48] as const;
const FIGURES = 'missing dates carriedForward tooOld';
/** Of every measure: no real release has successions of practices. */
const SUCCEEDED = { underOtherCodes: 0, leftOut: 0, leftOutTotal: 0 };
const ABOUT_SUCCEEDED = Object.keys(SUCCEEDED).join(' ');

/** Checks of the measure fields. The graph must hold the same values under the id gp-list-size. */
export function measureChecks(values: Values): Readonly<Record<string, FieldCheck>> {
  return {
    measurement: {
      field: 'measurement',
      share: 1_000,
      selection: `measurement(${MEASURE}) { value date }`,
      expected: (on, code) => ({ measurement: measurement(values, code, on.date) as Measurement | null }),
    },
    total: {
      field: 'total',
      share: 400,
      population: 'above',
      types: { view: 'HierarchyView', kinds: '[OrganisationKind!]', valuesOn: 'LocalDate', maxAgeMonths: 'Int!' },
      draw: (random, drawn) => {
        const isNetwork = entry(drawn, drawn.code).primaryRole === 'RO272';
        const view = isNetwork && random() < 0.7 ? null : drawDown(random, drawn).view;
        const kinds = random() < 0.85 ? ['GP_PRACTICE'] : drawKinds(random);
        return { view, kinds, valuesOn: pick(random, DAYS), maxAgeMonths: pick(random, AGES) };
      },
      selection: `total(@, ${MEASURE}) { value date dates counted carriedForward tooOld missing { code } missingCount ${ABOUT_SUCCEEDED} }`,
      expected: (on, code, args: TotalArguments) => ({
        total: totalOf(on, code, values, args),
      }),
    },
    rollUp: rollUpCheck(values),
  };
}

function rollUpCheck(values: Values): FieldCheck {
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
      valuesOn: 'LocalDate',
      maxAgeMonths: 'Int!',
    },
    draw: (random, { code }) => ({
      of: pick(random, ['GP_PRACTICE', 'GP_PRACTICE', 'PCN', 'TRUST', 'TRUST_SITE', 'BRANCH_SURGERY', 'CCG']),
      ...(random() < 0.2
        ? { by: null, byLevel: pick(random, LEVELS) }
        : {
            by: pick(random, random() < 0.2 ? KINDS : ['PCN', 'CCG', 'SUB_ICB_LOCATION', 'STP', 'ICB', 'REGION']),
            byLevel: null,
          }),
      view: pick(random, ['REPORTING', 'COMMISSIONING', 'NETWORK', 'GEOGRAPHY'] as const),
      measure: random() < 0.7 ? 'gp-list-size' : null,
      within: random() < 0.3 ? { code, view: 'REPORTING' } : null,
      valuesOn: pick(random, DAYS),
      maxAgeMonths: pick(random, AGES),
    }),
    batch: 5,
    selection: `groups { organisation { code } count total ${FIGURES} ${ABOUT_SUCCEEDED} }
        unassigned { reason count total sample { code } ${FIGURES} ${ABOUT_SUCCEEDED} }
        multiplyAssigned { code } total count ${FIGURES} ${ABOUT_SUCCEEDED}`,
    expected: (on, _, { measure, ...args }: RollUpArguments & { measure: string | null }) =>
      rolledUp(on, { ...args, values: measure === null ? null : values }),
    normalise: ({ unassigned, ...rest }: { unassigned: { reason: string }[] }) => ({
      ...rest,
      unassigned: [...unassigned].sort((a, b) => compare(a.reason, b.reason)),
    }),
  };
}

function totalOf(on: Moment, code: string, values: Values, args: TotalArguments) {
  const { missing, ...rest } = total(on, code, values, args);
  return {
    ...rest,
    missing: missing.slice(0, MISSING_LIMIT).map((each) => ({ code: each })),
    missingCount: missing.length,
    ...SUCCEEDED,
  };
}

function rolledUp(on: Moment, rollUpArguments: RollUpArguments) {
  const { groups, unassigned, multiplyAssigned, all } = rollUp(on, rollUpArguments);
  const figures = ({ codes: _, ...group }: Group) => ({ ...group, ...SUCCEEDED });
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

import { readFileSync } from 'node:fs';
import { pick } from './draw';
import { KINDS } from '../kinds';
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
      types: { view: 'HierarchyView', kinds: '[OrganisationKind!]', valuesOn: 'LocalDate' },
      draw: (random, drawn) => {
        const isNetwork = entry(drawn, drawn.code).primaryRole === 'RO272';
        const view = isNetwork && random() < 0.7 ? null : drawDown(random, drawn).view;
        return { view, kinds: random() < 0.85 ? ['GP_PRACTICE'] : drawKinds(random), valuesOn: pick(random, DAYS) };
      },
      selection: `total(@, ${MEASURE}) { value date counted missing { code } missingCount }`,
      expected: (on, code, args: TotalArguments) => ({
        total: totalOf(on, code, values, args),
      }),
    },
    rollUp: {
      field: 'rollUp',
      root: 'rollUp(@, asOf: %)',
      share: 24,
      types: {
        of: 'OrganisationKind!',
        by: 'OrganisationKind!',
        view: 'HierarchyView!',
        measure: 'ID',
        within: 'Within',
        valuesOn: 'LocalDate',
      },
      draw: (random, { code }) => ({
        of: pick(random, ['GP_PRACTICE', 'GP_PRACTICE', 'PCN', 'TRUST', 'TRUST_SITE', 'BRANCH_SURGERY', 'CCG']),
        by: pick(random, random() < 0.2 ? KINDS : ['PCN', 'CCG', 'SUB_ICB_LOCATION', 'STP', 'ICB', 'REGION']),
        view: pick(random, ['REPORTING', 'COMMISSIONING', 'NETWORK', 'GEOGRAPHY'] as const),
        measure: random() < 0.7 ? 'gp-list-size' : null,
        within: random() < 0.3 ? { code, view: 'REPORTING' } : null,
        valuesOn: pick(random, DAYS),
      }),
      selection:
        'groups { organisation { code } count total missing } unassigned { reason count total sample { code } } multiplyAssigned { code } total count missing',
      expected: (on, _, { measure, ...args }: RollUpArguments & { measure: string | null }) =>
        rolledUp(on, { ...args, values: measure === null ? null : values }),
      normalise: ({ unassigned, ...rest }: { unassigned: { reason: string }[] }) => ({
        ...rest,
        unassigned: [...unassigned].sort((a, b) => compare(a.reason, b.reason)),
      }),
    },
  };
}

function totalOf(on: Moment, code: string, values: Values, args: TotalArguments) {
  const { missing, ...rest } = total(on, code, values, args);
  return {
    ...rest,
    missing: missing.slice(0, MISSING_LIMIT).map((each) => ({ code: each })),
    missingCount: missing.length,
  };
}

function rolledUp(on: Moment, rollUpArguments: RollUpArguments) {
  const { groups, unassigned, multiplyAssigned, all } = rollUp(on, rollUpArguments);
  const figures = ({ count, total: sum, missing }: Group) => ({ count, total: sum, missing });
  return {
    groups: [...groups].map(([code, group]) => ({ organisation: { code }, ...figures(group) })),
    unassigned: [...unassigned]
      .sort(([a], [b]) => compare(a, b))
      .map(([reason, { count, total: sum, codes }]) => ({
        reason,
        count,
        total: sum,
        sample: codes.slice(0, SAMPLE).map((code) => ({ code })),
      })),
    multiplyAssigned: multiplyAssigned.map((code) => ({ code })),
    ...figures(all),
  };
}

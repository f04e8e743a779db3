import { readFileSync } from 'node:fs';
import { pick } from './draw';
import { KINDS, type Kind } from './kinds';
import { measurement, rollUp, total, type Group, type Measured, type RollUpQuestion, type Values } from './measures';
import { drawDown, drawKinds, type Question } from './questions';
import type { View } from './views';
import { compare, entry, type Ground } from './walk';

/** The values of a CSV `code,value` with one line of headings, all of one date. */
export function valuesOf(file: string, date: string): Values {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(
    lines.map((line) => {
      const [code, value] = line.split(',') as [string, string];
      return [code.trim(), [{ date, value: Number(value) }]];
    }),
  );
}

const MEASURE = 'measure: "gp-list-size"';
const SHOWN = 200;
const SAMPLE = 10;

/** What is asked of a measure; its values are those of a file that was loaded under the id gp-list-size. */
export function measureQuestions(values: Values): Readonly<Record<string, Question>> {
  return {
    measurement: {
      field: 'measurement',
      share: 1_000,
      selection: `measurement(${MEASURE}) { value date }`,
      answer: (on, code) => ({ measurement: measurement(values, code, on.date) as Measured | null }),
    },
    total: {
      field: 'total',
      share: 400,
      about: 'above',
      types: { view: 'HierarchyView', kinds: '[OrganisationKind!]' },
      draw: (random, asked) => {
        const isNetwork = entry(asked, asked.code).primaryRole === 'RO272';
        const view = isNetwork && random() < 0.7 ? null : drawDown(random, asked).view;
        return { view, kinds: random() < 0.85 ? ['GP_PRACTICE'] : drawKinds(random) };
      },
      selection: `total(@, ${MEASURE}) { value date counted missing { code } missingCount }`,
      answer: (on, code, given: { view: View | null; kinds: readonly Kind[] }) => ({
        total: totalOf(on, code, values, given),
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
      },
      draw: (random, { code }) => ({
        of: pick(random, ['GP_PRACTICE', 'GP_PRACTICE', 'PCN', 'TRUST', 'TRUST_SITE', 'BRANCH_SURGERY', 'CCG']),
        by: pick(random, random() < 0.2 ? KINDS : ['PCN', 'CCG', 'SUB_ICB_LOCATION', 'STP', 'ICB', 'REGION']),
        view: pick(random, ['REPORTING', 'COMMISSIONING', 'NETWORK', 'GEOGRAPHY'] as const),
        measure: random() < 0.7 ? 'gp-list-size' : null,
        within: random() < 0.3 ? { code, view: 'REPORTING' } : null,
      }),
      selection:
        'groups { organisation { code } count total missing } unassigned { reason count total sample { code } } multiplyAssigned { code } total count missing',
      answer: (on, _, { measure, ...given }: RollUpQuestion & { measure: string | null }) =>
        rolledUp(on, { ...given, values: measure === null ? null : values }),
      read: ({ unassigned, ...rest }: { unassigned: { reason: string }[] }) => ({
        ...rest,
        unassigned: [...unassigned].sort((a, b) => compare(a.reason, b.reason)),
      }),
    },
  };
}

function totalOf(on: Ground, code: string, values: Values, given: { view: View | null; kinds: readonly Kind[] }) {
  const { missing, ...rest } = total(on, code, values, given);
  return { ...rest, missing: missing.slice(0, SHOWN).map((each) => ({ code: each })), missingCount: missing.length };
}

function rolledUp(on: Ground, question: RollUpQuestion) {
  const { groups, unassigned, multiplyAssigned, all } = rollUp(on, question);
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

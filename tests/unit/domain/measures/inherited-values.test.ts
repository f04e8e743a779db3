import type { DatedSuccession, Family } from '../../../../domain/measures/family';
import type { Figures } from '../../../../domain/measures/figures';
import { isInLaterValue, valueOfSuccessor } from '../../../../domain/measures/inherited-values';
import type { Moment } from '../../../../domain/moment';

const DAY = { date: '2022-01-31' } as Moment;
const FIGURES = { on: '2023-12-31' } as Figures;

interface Given {
  readonly code: string;
  /** The day of its value. */
  readonly value?: string;
  /** Its successors with the days of the successions. */
  readonly to?: Readonly<Record<string, string>>;
  readonly isActive?: boolean;
}

/** Makes a family; a successor that is not given has no value and is not active. */
function familyOf(...given: readonly Given[]): Family {
  const sorted = (all: readonly DatedSuccession[]) => all.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const links = given.flatMap(({ code, to = {} }) =>
    Object.entries(to).map(([other, date]) => ({ code, other, date })),
  );
  return new Map(
    given.map(({ code, value, isActive = false }) => {
      const published = value === undefined ? [] : [{ date: value, value: 1 }];
      const after = sorted(links.filter((link) => link.code === code).map(({ other, date }) => ({ other, date })));
      const before = links.filter(({ other }) => other === code).map((link) => ({ other: link.code, date: link.date }));
      return [code, { code, published, own: published[0] ?? null, before: sorted(before), after, isActive }];
    }),
  );
}

const A: Given = { code: 'A', isActive: true, to: { B: '2022-04-01' } };

test.each<[string, readonly Given[], unknown]>([
  ['without a successor', [{ code: 'A' }], null],
  ['its value is of after the succession', [A, { code: 'B', value: '2022-06-01' }], 'B'],
  ['its value is of before the succession', [A, { code: 'B', value: '2022-03-01' }], null],
  ['it was active on the day', [A, { code: 'B', value: '2022-06-01', isActive: true }], 'SUCCEEDED'],
  [
    'it succeeds another one too',
    [A, { code: 'B', value: '2022-06-01' }, { code: 'X', to: { B: '2022-04-01' } }],
    'MERGED',
  ],
  [
    'there are two of them',
    [{ ...A, to: { B: '2022-04-01', C: '2022-04-01' } }, { code: 'B', value: '2022-06-01' }, { code: 'C' }],
    'SPLIT',
  ],
  [
    'it has none, but its own successor has',
    [A, { code: 'B', to: { C: '2023-04-01' } }, { code: 'C', value: '2023-06-01' }],
    'C',
  ],
  [
    'its own successor, active on the day, holds it in a later one',
    [
      A,
      { code: 'B', value: '2022-06-01', to: { C: '2023-04-01' } },
      { code: 'C', value: '2023-06-01', isActive: true },
    ],
    'SUCCEEDED',
  ],
  [
    'a successor further on, active on the day, holds it in a later one',
    [
      A,
      { code: 'B', value: '2022-06-01', to: { C: '2023-04-01' } },
      { code: 'C', to: { D: '2023-05-01' } },
      { code: 'D', value: '2023-06-01', isActive: true },
    ],
    'SUCCEEDED',
  ],
  [
    'its own successor, active on the day, has one of before that succession',
    [
      A,
      { code: 'B', value: '2022-06-01', to: { C: '2023-04-01' } },
      { code: 'C', value: '2023-03-01', isActive: true },
    ],
    'B',
  ],
  [
    'its own successor, not active on the day, has a later one',
    [A, { code: 'B', value: '2022-06-01', to: { C: '2023-04-01' } }, { code: 'C', value: '2023-06-01' }],
    'B',
  ],
  [
    'they follow each other in a circle',
    [A, { code: 'B', to: { C: '2022-05-01' } }, { code: 'C', to: { B: '2022-06-01' } }],
    null,
  ],
])('the later value of a successor: %s', (_, given, expected) => {
  const found = valueOfSuccessor('A', familyOf(...given), FIGURES, DAY);
  expect(typeof found === 'object' && found ? found.code : found).toBe(expected);
});

test.each([
  ['2022-03-01', '2022-04-01', true, true],
  ['2022-03-01', '2022-03-31', true, false], // of before the succession
  ['2022-04-01', '2022-04-01', true, false], // counted on the day of the succession
  ['2022-03-01', '2022-04-01', false, false], // succeeded after the day, and counts for nobody
])(
  'what was counted on %s is in a value of %s of an active successor (%s): %s',
  (counted, value, isActive, expected) => {
    const family = familyOf(A, { code: 'B', value, isActive });
    expect(isInLaterValue('A', counted, family, DAY)).toBe(expected);
  },
);

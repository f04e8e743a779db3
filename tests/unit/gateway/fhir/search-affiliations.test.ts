import { findAffiliations, type AffiliationFilter } from '../../../../gateway/fhir/search-affiliations';
import type { Moment } from '../../../../domain/moment';
import type { RelationshipRow } from '../../../../ods/facts';
import { WorkBudget } from '../../../../work-budget';

/** Two relationships of each type from A and B to X and Y; one of each pair is not active. */
const ROWS: readonly RelationshipRow[] = ['A', 'B'].flatMap((source) =>
  ['X', 'Y'].flatMap((other) =>
    ['RE4', 'RE6'].flatMap((type) =>
      (['ACTIVE', 'INACTIVE'] as const).map((status, at) => ({
        ...{ id: `${source}${other}${type}${at}`, source, other, type, status },
        ...{ operational: at === 0 ? '2020-01-01/' : '2010-01-01/2019-12-31', legal: '' },
      })),
    ),
  ),
);
const rowsWith = (test: (row: RelationshipRow) => boolean) => ROWS.filter(test);
const loaders = {
  work: new WorkBudget(),
  relationship: { loadMany: (keys: { id: string }[]) => keys.map(({ id }) => rowsWith((row) => row.id === id)) },
  outgoing: {
    loadMany: (keys: { code: string }[]) => keys.map(({ code }) => rowsWith(({ source }) => source === code)),
  },
  incoming: {
    loadMany: (keys: { code: string; type: string }[]) =>
      keys.map(({ code, type }) =>
        rowsWith((row) => row.other === code && row.type === type).map((row) => ({ ...row, other: row.source })),
      ),
  },
};
const context = {
  loaders,
  linkTypes: ['RE4', 'RE6'],
  snapshot: { known: { sizes: new Map() } },
  charge: () => Promise.resolve(),
};
const at = { date: '2024-09-30', basis: 'OPERATIONAL', hasOwnDate: false, release: { number: 1 } } as Moment;

const found = async (filter: AffiliationFilter, moment = at) =>
  (await findAffiliations({ filter }, moment, context as unknown as Parameters<typeof findAffiliations>[2])).map(
    ({ row, sourceCode, targetCode }) => [row.id, sourceCode, targetCode],
  );

/** Every choice of a condition: absent, one value, or both. */
const choices = <Value>(one: Value, other: Value) => [undefined, [one], [one, other]];

test('every condition restricts the others, whichever of them the relationships are read by', async () => {
  const ids = [undefined, ['AXRE40', 'BYRE61', 'AYRE60', 'nothing']];
  let counted = 0;
  for (const moment of [at, { ...at, hasOwnDate: true }, { ...at, hasOwnDate: true, date: '2015-01-01' }])
    for (const id of ids)
      for (const sources of choices('B', 'A'))
        for (const targets of choices('Y', 'X'))
          for (const types of choices('RE6', 'RE4'))
            for (const active of [undefined, [true], [false], [true, false]]) {
              if (!id && !sources && !targets) continue;
              const isActive = ({ status }: RelationshipRow) => (status === 'ACTIVE') === moment.date > '2020';
              const wanted = active ?? (moment.hasOwnDate ? [true] : [true, false]);
              const expected = rowsWith(
                (row) =>
                  (!id || id.includes(row.id)) &&
                  (!sources || sources.includes(row.source)) &&
                  (!targets || targets.includes(row.other)) &&
                  (!types || types.includes(row.type)) &&
                  wanted.includes(isActive(row)),
              ).map(({ id: one, source, other }) => [one, source, other]);
              const filter = { ids: id, sources, targets, types, active } as AffiliationFilter;
              const result = await found(filter, moment as Moment);
              expect([filter, [...result].sort()]).toEqual([filter, [...expected].sort()]);
              counted += expected.length;
            }
  expect(counted).toBeGreaterThan(500);
});

test('relationships are in the order of source, type, target, start and id', async () => {
  const result = await found({ sources: ['B', 'A'] });
  expect(result.map(([id]) => id)).toEqual(
    ['A', 'B'].flatMap((source) =>
      ['RE4', 'RE6'].flatMap((type) =>
        ['X', 'Y'].flatMap((other) => ['1', '0'].map((end) => source + other + type + end)),
      ),
    ),
  );
});

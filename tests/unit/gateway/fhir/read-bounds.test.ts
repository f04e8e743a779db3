import { findOrganisationCodes, type SearchContext } from '../../../../gateway/fhir/search-organizations';
import type { OrganisationFilter } from '../../../../gateway/fhir/organisation-filter';
import type { Moment } from '../../../../domain/moment';
import { errorCodeOf } from '../../../../errors';
import { sortOrganizations } from '../../../../gateway/fhir/sort';
import { TextBuilder } from '../../../../graph/text-index/text-builder';
import { TextIndex } from '../../../../graph/text-index/text-index';
import { WorkBudget } from '../../../../work-budget';

const MOST = 100_000;
const at = {
  ...{ date: '2024-10-31', basis: 'OPERATIONAL', hasOwnDate: false },
  ...{ release: { number: 1 } },
} as Moment;

const codes = Array.from({ length: MOST + 1 }, (_, number) => `A${String(number).padStart(6, '0')}`);
let index: TextIndex;
/** The records and roles that were asked for. */
let read = 0;
beforeAll(async () => {
  const builder = new TextBuilder();
  for (const [number, code] of codes.entries())
    builder.add({
      ...{ code, fromRelease: 1, untilRelease: 2, isActive: number > 0, kindRank: 3, dependants: 0, successors: [] },
      sections: [['mill'], [], [], [], []],
      properties: { town: null, country: 'ENGLAND', lastChanged: null, periods: '\n', otherPostcode: null },
    });
  const work = new WorkBudget();
  index = await TextIndex.of(await builder.finish(work), 1, work);
});

/** The context of a release whose records have no name and no role. */
function context(): SearchContext {
  read = 0;
  const none = <Value>(value: Value) => ({
    loadMany: (keys: readonly unknown[]) => {
      read += keys.length;
      return keys.map(() => value);
    },
  });
  const loaders = {
    ...{ work: new WorkBudget(), textIndex: () => index, state: none(null), roles: none([]) },
    holders: { loadMany: (keys: readonly { readonly role: string }[]) => keys.map(() => codes) },
  };
  return {
    ...{ loaders, snapshot: { known: { sizes: new Map() } } },
    memo: { list: (_name: string, _key: string, _at: Moment, make: () => unknown) => make() },
    ...{ charge: () => Promise.resolve(), mostPoints: Infinity },
  } as unknown as SearchContext;
}

const outcome = (filter: OrganisationFilter) =>
  findOrganisationCodes({ filter }, at, context()).then(
    (found) => found.length,
    (error: unknown) => `${errorCodeOf(error)}: ${(error as Error).message}`,
  );

test.each<[what: string, filter: OrganisationFilter]>([
  ['names', { containedName: 'mill' }],
  ['names', { containedName: 'il', countries: ['eng'] }],
  ['roles', { activeRoles: [['RO1']] }],
  ['roles', { activeRoles: [['RO1', 'RO2']], countries: ['eng'] }],
])(
  'a search that would read the %s of too many organisations is refused before it reads one: %j',
  async (what, filter) => {
    expect(await outcome(filter)).toBe(
      `TOO_MANY_RESULTS: The search would compare the ${what} of ${MOST + 1} organisations, more than the limit of ${MOST}.`,
    );
    expect(read).toBe(0);
  },
);

test.each<[filter: OrganisationFilter, found: number, read: number]>([
  [{ containedName: 'mill', active: [true] }, 0, MOST],
  [{ activeRoles: [['RO1']], active: [true] }, 0, MOST],
  [{ containedName: 'mill', countries: ['wal'] }, 0, 0],
  [{ countries: ['eng'] }, MOST + 1, 0],
  [{ roles: [['RO1']], withoutRoles: [] }, MOST + 1, 0],
])('one that the index narrows enough is not refused: %j', async (filter, found, most) => {
  expect([await outcome(filter), read]).toEqual([found, most]);
});

test.each([
  [50_000, 50_000, 'sorted'],
  [50_001, 0, 'TOO_MANY_RESULTS'],
])('of %i results, %i names are read to sort them: %s', async (results, names, expected) => {
  const { loaders } = context();
  const sorted = sortOrganizations(codes.slice(0, results), [{ key: 'name', isDescending: false }], at, loaders);
  const end = sorted.then(
    () => 'sorted',
    (error: unknown) => errorCodeOf(error),
  );
  expect([await end, read]).toEqual([expected, names]);
});

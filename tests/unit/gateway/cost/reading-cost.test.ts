import { readingCost } from '../../../../gateway/cost/reading-cost';
import { SizeBounds } from '../../../../gateway/cost/size-bounds';
import { readingOf } from '../../../../resolvers/sizes/reading-sizes';

/** An area with 12 organisations below it in the views of networks, and relationships with 16,000. */
const bounds = new SizeBounds({
  lists: Object.fromEntries(
    [
      ...['NETWORK', 'REPORTING'].flatMap((view) => [`below ${view}`, `children ${view}`]).map((list) => [list, 11]),
      ['relationships', 16_000],
    ].map(([list, length]) => [list, { usual: 0, longer: new Map([['AREA', Number(length)]]) }]),
  ),
  holders: {},
});

const cost = (field: string, view: string, codes: string[] = ['AREA']) => {
  const reading = readingOf(`Organisation.${field}`)!((name) => (name === 'view' ? view : undefined));
  const parents = { count: codes.length, repeats: 1, isDistinct: true, codes };
  return readingCost(reading, parents, { organisations: 200_000, bounds });
};

test.each(['descendants', 'descendantCodes', 'tree', 'children', 'childCount', 'total'])(
  '%s from an area costs the relationships that are read and lead to nothing',
  (field) => {
    for (const view of ['NETWORK', 'REPORTING']) {
      expect(cost(field, view)).toBeGreaterThanOrEqual(1_000);
      expect(cost(field, view, ['AREA', 'AREA'])).toBeLessThan(1_010);
      expect(cost(field, view, ['R1F'])).toBeLessThan(1);
    }
  },
);

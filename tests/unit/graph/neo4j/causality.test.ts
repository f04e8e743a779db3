import { Causality } from '../../../../graph/neo4j/causality';

test('a new bookmark stands for those that its session had; bookmarks of sessions at the same time add up', () => {
  const causality = new Causality('neo4j+s://db:7687');
  causality.follow({ before: [], after: ['a'] });
  expect(causality.bookmarks).toEqual(['a']);
  causality.follow({ before: ['a'], after: ['b'] });
  causality.follow({ before: ['a'], after: ['c'] });
  expect(causality.bookmarks).toEqual(['b', 'c']);
  causality.follow({ before: ['b', 'c'], after: ['d'] });
  expect(causality.bookmarks).toEqual(['d']);
});

test('a session without a new bookmark changes nothing', () => {
  const causality = new Causality('neo4j://db');
  causality.follow({ before: [], after: ['a'] });
  causality.follow({ before: [], after: [] });
  causality.follow({ before: ['a'], after: ['a'] });
  expect(causality.bookmarks).toEqual(['a']);
});

test.each(['bolt://db', 'bolt+s://db:7687'])('a single server at %s needs no bookmarks', (uri) => {
  const causality = new Causality(uri);
  causality.follow({ before: [], after: ['a'] });
  expect(causality.bookmarks).toEqual([]);
});

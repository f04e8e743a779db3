import { createAnswerCache, type AnswerCache } from '../../../federation/caching/answer-cache';
import { cacheAnswers } from '../../../federation/caching/caching-executor';
import type { SubgraphExecutor } from '../../../federation/subgraphs/subgraph-executor';
import { federate } from '../federate';
import { seeded, validQueries } from './documents';
import { subgraphs } from './world';

const hints = { header: (name: string) => (name === 'cache-control' ? 'max-age=60' : ''), extensions: undefined };

const withHints =
  (execute: SubgraphExecutor): SubgraphExecutor =>
  async (request) => ({ ...(await execute(request)), hints });

/** A cache that has forgotten every other entry, and counts lookups of which it knew all, some or none. */
function forgetful(answers: AnswerCache, counts: Record<'all' | 'some' | 'none', number>): AnswerCache {
  const random = seeded(3);
  return {
    ...answers,
    async find(subgraph, keys) {
      const found = (await answers.find(subgraph, keys)).map((entry) => (random() < 0.5 ? undefined : entry));
      const known = found.filter(Boolean).length;
      counts[known === 0 ? 'none' : known < keys.length ? 'some' : 'all']++;
      return found;
    },
  };
}

test('the response to a random query is the same with and without a cache, whatever the cache knows', async () => {
  const plain = federate(subgraphs);
  const answers = createAnswerCache({ bytes: 50_000_000 });
  const counts = { all: 0, some: 0, none: 0 };
  const cached = [answers, forgetful(createAnswerCache({ bytes: 50_000_000 }), counts)].map((used) =>
    federate(subgraphs, {
      cacheAnswers: (name, execute) =>
        cacheAnswers(withHints(execute), { subgraph: { name, url: 'http://a.example' }, version: '1', answers: used }),
    }),
  );
  for (const { query } of validQueries(plain.apiSchema, 7, 60)) {
    const expected = await plain.query(query);
    for (const graph of cached)
      for (const time of ['first', 'second', 'third'])
        expect({ query, time, ...(await graph.query(query)) }).toEqual({ query, time, ...expected });
  }
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);
}, 60_000); // 60 queries are executed seven times

import { createAnswerCache } from '../../../federation/caching/answer-cache';
import { cacheAnswers } from '../../../federation/caching/caching-executor';
import { ResponseBudget } from '../../../federation/execution/response-budget';
import type { SubgraphExecutor } from '../../../federation/subgraphs/subgraph-executor';
import { parse } from 'graphql';
import { federate, inProcess, type SmallSubgraph } from '../federate';

const organisations: SmallSubgraph = {
  sdl: 'type Query { practices(first: Int!): [Practice!]! } type Practice @key(fields: "code") { code: ID! }',
  resolvers: {
    Query: {
      practices: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_item, at) => ({ code: `P${at}` })),
    },
  },
};
const clinics: SmallSubgraph = {
  sdl: 'type Practice @key(fields: "code") { code: ID! clinics: [Clinic!]! } type Clinic { id: ID! }',
  resolvers: {
    Practice: {
      __resolveReference: (key: object) => key,
      clinics: () => Array.from({ length: 100 }, (_item, id) => ({ id })),
    },
  },
};

/** Executes as over HTTP: the result has its size and may be kept for a minute. */
const received: SubgraphExecutor = async (request) => {
  const { data, errors } = await inProcess(clinics, [])(request);
  const hints = { header: (name: string) => (name === 'cache-control' ? 'max-age=60' : ''), extensions: undefined };
  return { data: JSON.parse(JSON.stringify(data)) as never, errors, bytes: () => JSON.stringify(data).length, hints };
};

test('entities from the cache are counted, with those of the response to a reduced request', async () => {
  const answers = createAnswerCache({ bytes: 10_000_000 });
  const graph = federate(
    { organisations, clinics },
    {
      subgraphs: { organisations: inProcess(organisations, []), clinics: received },
      cacheAnswers: (name, execute) =>
        name === 'clinics'
          ? cacheAnswers(execute, { subgraph: { name, url: 'http://clinics' }, version: '', answers })
          : execute,
    },
  );
  const execute = (first: number, budget?: ResponseBudget) => {
    const document = parse(`{ practices(first: ${first}) { clinics { id } } }`);
    return graph.executor({ document, request: {}, context: {}, budget });
  };
  expect((await execute(50)).errors).toBeUndefined();
  const { errors } = await execute(51, new ResponseBudget({ limit: 1_000, costOf: () => 0 }));
  expect(errors!.map(({ message }) => message)).toEqual([
    'The subgraphs have returned 5151 objects; the limit of the cost is 1000 points. A list is longer than expected.',
  ]);
});

import { parse } from 'graphql';
import { checkPlans } from '../../../federation/planning/check-plans';
import { progressOf } from '../../../federation/planning/progress';
import { byKey, federate, type SmallSubgraphs } from '../federate';

const beds = (team: string) => [{ id: '1', beds: `beds of ${team}`, nurses: `nurses of ${team}` }];
const subgraphs: SmallSubgraphs = {
  base: {
    sdl: `type Query { unit(id: ID): Unit } type Unit @key(fields: "id") { id: ID! beds: String nurses: String }`,
    resolvers: { Query: { unit: () => beds('base')[0] }, Unit: { __resolveReference: byKey(beds('base')) } },
  },
  team: {
    sdl: `type Unit @key(fields: "id") {
            id: ID! beds: String @override(from: "base", label: "percent(30)")
            nurses: String @override(from: "base", label: "nurses_v2")
          }`,
    resolvers: { Unit: { __resolveReference: byKey(beds('team')) } },
  },
};
const QUERY = 'query($id: ID) { unit(id: $id) { beds nurses } }';

const headers = (labels: string) => ({ get: (name: string) => (name === 'x-labels' ? labels : undefined) });

test('percent(30) moves about 30 of 100 requests, and equal requests always alike', async () => {
  const graph = federate(subgraphs);
  const answers = new Map<string, number>();
  for (let id = 0; id < 100; id++) {
    const ask = () => graph.query(QUERY, { id: String(id) });
    const first = await ask();
    expect(await ask()).toEqual(first);
    const { data } = first as { data: { unit: { beds: string; nurses: string } } };
    expect(data.unit.nurses).toBe('nurses of base');
    answers.set(data.unit.beds, (answers.get(data.unit.beds) ?? 0) + 1);
  }
  const moved = answers.get('beds of team') ?? 0;
  expect([answers.size, moved > 15 && moved < 50]).toEqual([2, true]);
});

test.each<[string, { labels?: string[]; header?: string }, string | undefined, string]>([
  ['nobody', {}, 'nurses_v2', 'base'],
  ['the file', { labels: ['other', 'nurses_v2'] }, undefined, 'team'],
  ['the header that the file names', { header: 'x-labels' }, 'other, nurses_v2', 'team'],
  ['another header', { header: 'x-other' }, 'nurses_v2', 'base'],
])('a named label that %s turns on', async (_who, overrides, labels, team) => {
  const graph = federate(subgraphs, { overrides });
  const { data } = await graph.executor({
    document: parse('{ unit { nurses } }'),
    request: { http: { headers: headers(labels ?? '') } },
    context: {},
  });
  expect(JSON.parse(JSON.stringify(data))).toEqual({ unit: { nurses: `nurses of ${team}` } });
});

test('requests with the same answer share one plan', () => {
  const { supergraph } = federate(subgraphs);
  const progress = progressOf(supergraph, { labels: ['nurses_v2', 'none'] });
  const document = parse(QUERY);
  const all = Array.from({ length: 100 }, (_, id) => JSON.stringify(progress({ document, variables: { id } })));
  expect([...new Set(all)].sort()).toEqual([
    '{"labels":["nurses_v2"],"percentage":0}',
    '{"labels":["nurses_v2"],"percentage":30}',
  ]);
  const long = progress({ document, variables: { id: 9007199254740993n } });
  expect(long.labels).toEqual(['nurses_v2']);
});

test('both ways are planned when the supergraph is checked', async () => {
  await expect(checkPlans(federate(subgraphs).supergraph)).resolves.toEqual([]);
});

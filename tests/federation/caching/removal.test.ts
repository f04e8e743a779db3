import { createAnswerCache } from '../../../federation/caching/answer-cache';
import { cacheAnswers } from '../../../federation/caching/caching-executor';
import { closing, openSubgraph } from '../transport/ask';
import { serve } from '../transport/server';
import { json, openCached, practices, withHeaders } from './cached-federation';

const keepOpen = closing();

const list = (first: number) => `{ practices(first: ${first}) { doses } }`;
const TAGGED = withHeaders({ 'cache-control': 'max-age=60', 'cache-tag': 'doses, june', 'surrogate-key': 'k1 k2' });

test.each(['doses', 'june', 'k1', 'k2'])('the tag %s removes what has it', async (tag) => {
  const { query, answers, sent } = await openCached(TAGGED);
  await query(list(3));
  expect(await answers.remove([{ tag, subgraphs: ['vaccinations'] }])).toBe(3);
  await query(list(3));
  expect(sent()).toHaveLength(2);
});

test.each<
  [selection: Parameters<Awaited<ReturnType<typeof openCached>>['answers']['remove']>[0][number], removed: number]
>([
  [{ tag: 'doses', subgraphs: ['payments'] }, 0],
  [{ tag: 'other', subgraphs: ['vaccinations'] }, 0],
  [{ subgraph: 'vaccinations' }, 4],
  [{ subgraph: 'vaccinations', type: 'Practice' }, 3],
  [{ subgraph: 'vaccinations', type: 'Pract' }, 0],
  [{ subgraph: 'vaccinatio' }, 0],
])('%j removes %i', async (selection, removed) => {
  const { query, answers } = await openCached(TAGGED);
  await query(list(3));
  await query('{ total }');
  expect(await answers.remove([selection])).toBe(removed);
});

test('tags of single entities remove these alone', async () => {
  const { query, answers, sent } = await openCached((response, { body }) => {
    response.setHeader('cache-control', 'max-age=60');
    const { representations } = body.variables as { representations: { code: string }[] };
    const data = { _entities: representations.map(({ code }) => practices.find((each) => each.code === code)) };
    const apolloEntityCacheTags = representations.map(({ code }) => [`practice-${code}`]);
    json(response, { data, extensions: { apolloEntityCacheTags } });
    return true;
  });
  await query(list(3));
  await answers.remove([{ tag: 'practice-P1', subgraphs: ['vaccinations'] }]);
  await query(list(3));
  expect(sent()).toEqual([['P0', 'P1', 'P2'], ['P1']]);
});

test('a response that was requested before a removal is not kept after it', async () => {
  let remove = async (): Promise<unknown> => undefined;
  const { query, answers, sent } = await openCached(async (response, received, nth) => {
    void TAGGED(response, received, nth);
    await remove();
  });
  remove = () => answers.remove([{ tag: 'doses', subgraphs: ['vaccinations'] }]);
  await query(list(2));
  await query(list(2));
  expect(sent()).toHaveLength(2);
});

test('a request after a removal does not share the response of one before it, and its own is kept', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const server = keepOpen(
    await serve(async (response, _received, nth) => {
      if (nth === 1) await held;
      response.setHeader('cache-control', 'max-age=60');
      json(response, { data: { total: nth } });
    }),
  );
  const { execute } = keepOpen(openSubgraph(server.url));
  const answers = createAnswerCache({ bytes: 1_000_000 });
  const cached = cacheAnswers(execute, { subgraph: { name: 'beds', url: server.url }, version: '1', answers });
  const operation = { subgraph: 'beds', kind: 'query', query: '{ total }' } as const;
  const ask = async () =>
    (await cached({ operation, variables: {}, variablesText: () => '{}', context: {} })).data!.total;
  const before = [ask(), ask()];
  await answers.remove([{ subgraph: 'beds' }]);
  const after = [ask(), ask()];
  release();
  expect(await Promise.all([...before, ...after])).toEqual([1, 1, 2, 2]);
  expect(await ask()).toBe(2);
});

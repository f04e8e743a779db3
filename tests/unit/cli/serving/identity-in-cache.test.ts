import { openAnswers } from '../../../../cli/serving/open-answers';
import { cacheAnswers } from '../../../../federation/caching/caching-executor';
import type { HeaderRules } from '../../../../federation/subgraphs/http/header-forwarding';
import { NO_METRICS } from '../../../../telemetry/metrics';

const operation = { subgraph: 'beds', kind: 'query', query: '{ beds }' } as const;
const hints = {
  header: (name: string) => ({ 'cache-control': 'max-age=60', vary: 'Accept-Encoding' })[name] ?? '',
  extensions: undefined,
};

/** Sends the same operation for two practices, whose code is a claim. Returns what each gets. */
async function askedByTwo(...headers: HeaderRules[]) {
  const answers = openAnswers(1_000_000, undefined, { metrics: NO_METRICS as never })!;
  const execute = cacheAnswers(
    ({ context }) => ({ data: { beds: (context as { practice: string }).practice }, hints }),
    { subgraph: { name: 'beds', url: 'http://beds.example', headers }, version: '1', answers },
  );
  const ask = async (practice: string) => {
    const claims = new Map([['x-claim-practice', practice]]);
    const identity = { client: `issuer ${practice}`, headers: claims, tokenHeader: 'x-jwt', claims: { practice } };
    const context = { practice, request: { identity } };
    const client = {
      get: (name: string) => (name === 'x-jwt' ? `token of ${practice}` : claims.get(name)),
      names: () => claims.keys(),
    };
    const result = await execute({ operation, variables: {}, variablesText: () => '{}', context, headers: client });
    return result.data!.beds;
  };
  return [await ask('A'), await ask('B'), await ask('A')];
}

test.each<[string, HeaderRules[], string[]]>([
  ['its own name', [{ forward: ['X-Claim-Practice'] }], ['A', 'B', 'A']],
  ['a pattern', [{ forward: ['x-claim-*'] }], ['A', 'B', 'A']],
  ['another name', [{ forward: [{ name: 'X-Claim-Practice', as: 'X-Practice' }] }], ['A', 'B', 'A']],
  [
    'another name by the rules for all',
    [{ forward: [{ name: 'x-claim-practice', as: 'x-practice' }] }, {}],
    ['A', 'B', 'A'],
  ],
  ['the token itself', [{ forward: ['x-jwt'] }], ['A', 'B', 'A']],
  ['the token under another name', [{ forward: [{ name: 'X-JWT', as: 'x-upstream' }] }], ['A', 'B', 'A']],
  ['no rule', [{ forward: ['x-team'] }], ['A', 'A', 'A']],
  ['a rule that the next one undoes', [{ forward: ['*'] }, { remove: ['x-claim-*'] }], ['A', 'A', 'A']],
])('a claim that a subgraph receives by %s separates clients in the cache', async (_name, rules, expected) => {
  expect(await askedByTwo(...rules)).toEqual(expected);
});

test('two tokens of one client with other claims, and a client without a token, are told apart', async () => {
  const answers = openAnswers(1_000_000, undefined, { metrics: NO_METRICS as never })!;
  let asked = 0;
  const execute = cacheAnswers(() => ({ data: { beds: ++asked }, hints }), {
    subgraph: { name: 'beds', url: 'http://beds.example', headers: [{ forward: ['x-roles'] }] },
    version: '1',
    answers,
  });
  const ask = async (client: string | undefined, roles: string | null) => {
    const headers = new Map([['x-roles', roles]]);
    const context = { request: { identity: { client, headers, tokenHeader: 'authorization', claims: {} } } };
    const sent = { get: () => roles, names: () => ['x-roles'] };
    return (await execute({ operation, variables: {}, variablesText: () => '{}', context, headers: sent })).data!.beds;
  };
  expect([await ask('issuer A', 'admin'), await ask('issuer A', 'guest'), await ask(undefined, null)]).toEqual([
    1, 2, 3,
  ]);
  expect([await ask('issuer A', 'admin'), await ask('issuer A', 'guest'), await ask(undefined, null)]).toEqual([
    1, 2, 3,
  ]);
});

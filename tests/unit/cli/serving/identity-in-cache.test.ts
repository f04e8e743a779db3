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
    const context = { practice, request: { identity: { client: `issuer ${practice}`, headers: claims } } };
    const client = { get: (name: string) => claims.get(name), names: () => claims.keys() };
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
  ['no rule', [{ forward: ['x-team'] }], ['A', 'A', 'A']],
  ['a rule that the next one undoes', [{ forward: ['*'] }, { remove: ['x-claim-*'] }], ['A', 'A', 'A']],
])('a claim that a subgraph receives by %s separates clients in the cache', async (_name, rules, expected) => {
  expect(await askedByTwo(...rules)).toEqual(expected);
});

import { compileRewrites } from '../../../../federation/execution/rewrites';

const possibleTypes = (name: string) => new Set(name === 'Site' ? ['Site', 'Practice', 'Pharmacy'] : [name]);
const rewritten = (rewrite: Parameters<typeof compileRewrites>[0], value: unknown) => {
  compileRewrites(rewrite, possibleTypes)!(value);
  return value;
};

const toSite = [{ ValueSetter: { path: [{ TypenameEquals: ['Site'] }, { Key: '__typename' }], setValueTo: 'Site' } }];

test('a practice is sent as a site to a subgraph that knows only sites', () => {
  expect(rewritten(toSite, { __typename: 'Practice', code: 'ZXP0001' })).toEqual({
    __typename: 'Site',
    code: 'ZXP0001',
  });
});

test('what is no site is left as it is', () => {
  expect(rewritten(toSite, { __typename: 'Ward', code: 'ZXW1' })).toEqual({ __typename: 'Ward', code: 'ZXW1' });
});

test('a setter may be written with its kind beside its fields', () => {
  const rewrite = [{ kind: 'ValueSetter' as const, path: [{ Key: '__typename' }], setValueTo: 'Site' }];
  expect(rewritten(rewrite, { __typename: 'Practice' })).toEqual({ __typename: 'Site' });
});

const backToSize = [
  {
    KeyRenamer: {
      path: [{ Key: 'sites' }, { TypenameEquals: ['Pharmacy'] }, { Key: '_internal_qp_alias_0' }],
      renameKeyTo: 'size',
    },
  },
];

test('a key that the planner chose gets its own name back, in every item of every list, for its type only', () => {
  const answer = {
    sites: [
      [{ __typename: 'Pharmacy', _internal_qp_alias_0: 1 }, null],
      [{ __typename: 'Practice', _internal_qp_alias_0: 2 }],
    ],
  };
  expect(rewritten(backToSize, answer)).toEqual({
    sites: [[{ __typename: 'Pharmacy', size: 1 }, null], [{ __typename: 'Practice', _internal_qp_alias_0: 2 }]],
  });
});

test.each([
  [null],
  [{}],
  [{ sites: null }],
  [{ sites: [] }],
  [{ sites: 'none' }],
  [{ sites: [{ __typename: 'Pharmacy' }] }],
])('nothing is added to %j', (answer) => {
  expect(rewritten(backToSize, structuredClone(answer))).toEqual(answer);
});

test('rewrites are applied in the order of the plan', () => {
  const rename = (from: string, to: string) => ({ KeyRenamer: { path: [{ Key: from }], renameKeyTo: to } });
  expect(rewritten([rename('a', 'b'), rename('b', 'c')], { a: 1 })).toEqual({ c: 1 });
});

test('no rewrites are nothing to do, and an unknown one is no plan of ours', () => {
  expect(compileRewrites([], possibleTypes)).toBeUndefined();
  expect(() => compileRewrites([{ Eraser: {} } as never], possibleTypes)).toThrow('The plan has an unknown rewrite');
});

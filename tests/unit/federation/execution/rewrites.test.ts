import { compileRewrites } from '../../../../federation/execution/rewrites';

const possibleTypes = (name: string) => new Set(name === 'Site' ? ['Site', 'Practice', 'Pharmacy'] : [name]);
const applyRewrites = (rewrite: Parameters<typeof compileRewrites>[0], value: unknown) => {
  compileRewrites(rewrite, possibleTypes)!(value);
  return value;
};

const toSite = [{ ValueSetter: { path: [{ TypenameEquals: ['Site'] }, { Key: '__typename' }], setValueTo: 'Site' } }];

test('a value setter sends a practice as a site to a subgraph that has only sites', () => {
  expect(applyRewrites(toSite, { __typename: 'Practice', code: 'ZXP0001' })).toEqual({
    __typename: 'Site',
    code: 'ZXP0001',
  });
});

test('a value setter leaves an object of another type unchanged', () => {
  expect(applyRewrites(toSite, { __typename: 'Ward', code: 'ZXW1' })).toEqual({ __typename: 'Ward', code: 'ZXW1' });
});

test('a value setter may have its kind beside its fields', () => {
  const rewrite = [{ kind: 'ValueSetter' as const, path: [{ Key: '__typename' }], setValueTo: 'Site' }];
  expect(applyRewrites(rewrite, { __typename: 'Practice' })).toEqual({ __typename: 'Site' });
});

const renameToSize = [
  {
    KeyRenamer: {
      path: [{ Key: 'sites' }, { TypenameEquals: ['Pharmacy'] }, { Key: '_internal_qp_alias_0' }],
      renameKeyTo: 'size',
    },
  },
];

test('a key renamer restores the field name in every item of nested lists, for its type only', () => {
  const response = {
    sites: [
      [{ __typename: 'Pharmacy', _internal_qp_alias_0: 1 }, null],
      [{ __typename: 'Practice', _internal_qp_alias_0: 2 }],
    ],
  };
  expect(applyRewrites(renameToSize, response)).toEqual({
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
])('a key renamer adds nothing to %j', (response) => {
  expect(applyRewrites(renameToSize, structuredClone(response))).toEqual(response);
});

test('rewrites are applied in the order of the plan', () => {
  const rename = (from: string, to: string) => ({ KeyRenamer: { path: [{ Key: from }], renameKeyTo: to } });
  expect(applyRewrites([rename('a', 'b'), rename('b', 'c')], { a: 1 })).toEqual({ c: 1 });
});

test('no rewrites compile to undefined, and an unknown rewrite throws', () => {
  expect(compileRewrites([], possibleTypes)).toBeUndefined();
  expect(() => compileRewrites([{ Eraser: {} } as never], possibleTypes)).toThrow('The plan has an unknown rewrite');
});

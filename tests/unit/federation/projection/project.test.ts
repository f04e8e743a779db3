import { parse } from 'graphql';
import { compose } from '../../../../federation/supergraph/compose';
import { Faults } from '../../../../federation/execution-errors';
import { readOperation } from '../../../../federation/planning/operation';
import { compileShape } from '../../../../federation/projection/project';
import type { Data } from '../../../../federation/subgraphs/subgraph-executor';
import { readSupergraph } from '../../../../federation/supergraph/supergraph';

const supergraph = readSupergraph(
  compose([
    {
      name: 'organisations',
      sdl: `
        scalar JSON
        type Query { practice: Practice practices: [Practice!]! sites: [Site] any: JSON grid: [[Int!]]! }
        interface Site { code: ID! size: Float }
        type Practice implements Site { code: ID! name: String! size: Float open: Boolean count: Int parent: Practice needed: Practice! tags: [String!] }
        type Pharmacy implements Site { code: ID! size: Float }
      `,
    },
  ]),
);

/** Merged data as a client of the query sees it, with the faults that were found. */
function shaped(query: string, data: Data) {
  const operation = readOperation(parse(query), undefined, supergraph.fieldNames);
  const shape = compileShape(operation.operation, { ...operation, apiSchema: supergraph.apiSchema, supergraph });
  const faults = new Faults();
  const answer = shape(data, { introspection: {}, faults, path: [] });
  return {
    data: JSON.parse(String(answer)) as unknown,
    faults: faults.list.map(({ error, path }) => [(error as Error).message, path]),
  };
}

const missing = (field: string, path: unknown[]) => [`Cannot return null for non-nullable field ${field}.`, path];
const unfit = (field: string, path: unknown[]) => [`The value of ${field} does not fit its type.`, path];

test('what was asked for, in the order of the document, and nothing else', () => {
  const data = { practice: { __typename: 'Practice', code: 'A', name: 'Elm', size: 1, secret: 1 }, other: 1 };
  expect(JSON.stringify(shaped('{ practice { size name } }', data).data)).toBe('{"practice":{"size":1,"name":"Elm"}}');
});

describe('null', () => {
  test.each<[string, string, Data, unknown, unknown[]]>([
    ['nothing was answered', '{ practice { code } any }', {}, { practice: null, any: null }, []],
    ['a nullable field is absent', '{ practice { size } }', { practice: {} }, { practice: { size: null } }, []],
    [
      'a needed field is absent',
      '{ practice { name size } }',
      { practice: { size: 1 } },
      { practice: null },
      [missing('Practice.name', ['practice', 'name'])],
    ],
    [
      'it passes a needed object',
      '{ practice { parent { needed { name } } } }',
      { practice: { parent: { needed: {} } } },
      { practice: { parent: null } },
      [missing('Practice.name', ['practice', 'parent', 'needed', 'name'])],
    ],
    [
      'it takes the list whose items must be there',
      '{ practices { code } }',
      { practices: [{ code: 'A' }, null] },
      null,
      [missing('Query.practices', ['practices', 1])],
    ],
    [
      'an item of the list fails inside',
      '{ practices { name } }',
      { practices: [{ name: 'a' }, { name: null }] },
      null,
      [missing('Practice.name', ['practices', 1, 'name'])],
    ],
    [
      'it stops at the inner list',
      '{ grid }',
      { grid: [[1, 2], [null], null] },
      { grid: [[1, 2], null, null] },
      [missing('Query.grid', ['grid', 1, 0])],
    ],
    ['a list that must be there', '{ practices { code } }', {}, null, [missing('Query.practices', ['practices'])]],
    [
      'each place has its own error',
      '{ sites { code } }',
      { sites: [{ __typename: 'Practice' }, { __typename: 'Pharmacy' }] },
      { sites: [null, null] },
      [missing('Practice.code', ['sites', 0, 'code']), missing('Pharmacy.code', ['sites', 1, 'code'])],
    ],
  ])('%s', (_what, query, data, answer, faults) => {
    expect(shaped(query, data)).toEqual({ data: answer, faults });
  });

  test('an error that is there already explains it', () => {
    const faults = new Faults();
    faults.add(new Error('down'), 'organisations', ['practice', 'name']);
    faults.addUnlessCovered(new Error('missing') as never, ['practice', 'name']);
    faults.addUnlessCovered(new Error('missing') as never, ['practice']);
    faults.addUnlessCovered(new Error('missing') as never, ['practice', 'name', 0]);
    faults.addUnlessCovered(new Error('missing') as never, ['practices', 0]);
    expect(faults.list.map(({ path }) => path)).toEqual([
      ['practice', 'name'],
      ['practices', 0],
    ]);
  });
});

describe('values', () => {
  test.each<[string, unknown, unknown]>([
    ['code', 'A', 'A'],
    ['code', 7, '7'],
    ['code', 1.5, undefined],
    ['name', 'Elm', 'Elm'],
    ['name', 7, undefined],
    ['size', 1.5, 1.5],
    ['size', '1.5', null],
    ['open', false, false],
    ['open', 'false', null],
    ['count', 0, 0],
    ['count', 0.5, null],
    ['count', [1], null],
    ['tags', ['a', 'b'], ['a', 'b']],
    ['tags', 'a', null],
  ])('%s is answered with %j', (field, value, answer) => {
    const { data, faults } = shaped(`{ practice { ${field} } }`, { practice: { [field]: value } });
    expect(data).toEqual({ practice: answer === undefined ? null : { [field]: answer } });
    expect(faults).toEqual(
      answer === null || answer === undefined ? [unfit(`Practice.${field}`, ['practice', field])] : [],
    );
  });

  test('a scalar of the subgraph’s own passes, unless it is nested without end', () => {
    const any = { a: [1, { b: null }] };
    expect(shaped('{ any }', { any })).toEqual({ data: { any }, faults: [] });
    const deep: unknown = JSON.parse('['.repeat(200) + ']'.repeat(200));
    expect(shaped('{ any }', { any: deep })).toEqual({ data: { any: null }, faults: [unfit('Query.any', ['any'])] });
  });

  test('an object where a list is, a list where an object is', () => {
    expect(shaped('{ sites { code } practice { code } }', { sites: {}, practice: [] })).toEqual({
      data: { sites: null, practice: null },
      faults: [unfit('Query.sites', ['sites']), unfit('Query.practice', ['practice'])],
    });
  });

  test('a type that the interface does not have', () => {
    expect(shaped('{ sites { code } }', { sites: [{ __typename: 'Query', code: 'A' }, { __typename: 7 }] })).toEqual({
      data: { sites: [null, null] },
      faults: [unfit('Query.sites', ['sites', 0]), unfit('Query.sites', ['sites', 1])],
    });
  });
});

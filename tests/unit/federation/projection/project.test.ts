import { parse } from 'graphql';
import { compose } from '../../../../federation/composition/compose';
import { ExecutionErrors } from '../../../../federation/execution-errors';
import { readOperation } from '../../../../federation/planning/operation';
import { compileProjection } from '../../../../federation/projection/project';
import { SerializedData } from '../../../../federation/projection/serialized-data';
import type { JsonObject } from '../../../../federation/json-object';
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

/** Projects merged data for a query. Returns the data of the response and the errors. */
function project(query: string, data: JsonObject) {
  const operation = readOperation(parse(query), undefined, supergraph.fieldNames);
  const projection = compileProjection(operation.operation, {
    ...operation,
    apiSchema: supergraph.apiSchema,
    supergraph,
  });
  const errors = new ExecutionErrors();
  const projected = projection(data, { introspection: {}, errors, path: [] });
  return {
    data: projected && new SerializedData(projected).toJSON(),
    errors: errors.list.map(({ error, path }) => [(error as Error).message, path]),
  };
}

const missing = (field: string, path: unknown[]) => [`Cannot return null for non-nullable field ${field}.`, path];
const invalid = (field: string, path: unknown[]) => [`The value of ${field} does not match its type.`, path];

test('a response has only the selected fields, in document order', () => {
  const data = { practice: { __typename: 'Practice', code: 'A', name: 'Elm', size: 1, secret: 1 }, other: 1 };
  expect(JSON.stringify(project('{ practice { size name } }', data).data)).toBe('{"practice":{"size":1,"name":"Elm"}}');
});

describe('null', () => {
  test.each<[string, string, JsonObject, unknown, unknown[]]>([
    ['a nullable field without data is null', '{ practice { code } any }', {}, { practice: null, any: null }, []],
    ['a missing nullable field is null', '{ practice { size } }', { practice: {} }, { practice: { size: null } }, []],
    [
      'a missing non-null field sets its parent to null',
      '{ practice { name size } }',
      { practice: { size: 1 } },
      { practice: null },
      [missing('Practice.name', ['practice', 'name'])],
    ],
    [
      'null propagates through a non-null object',
      '{ practice { parent { needed { name } } } }',
      { practice: { parent: { needed: {} } } },
      { practice: { parent: null } },
      [missing('Practice.name', ['practice', 'parent', 'needed', 'name'])],
    ],
    [
      'a null item sets a list of non-null items to null',
      '{ practices { code } }',
      { practices: [{ code: 'A' }, null] },
      null,
      [missing('Query.practices', ['practices', 1])],
    ],
    [
      'an invalid item sets a list of non-null items to null',
      '{ practices { name } }',
      { practices: [{ name: 'a' }, { name: null }] },
      null,
      [missing('Practice.name', ['practices', 1, 'name'])],
    ],
    [
      'null propagation stops at a nullable inner list',
      '{ grid }',
      { grid: [[1, 2], [null], null] },
      { grid: [[1, 2], null, null] },
      [missing('Query.grid', ['grid', 1, 0])],
    ],
    [
      'a missing non-null list sets the data to null',
      '{ practices { code } }',
      {},
      null,
      [missing('Query.practices', ['practices'])],
    ],
    [
      'each item has its own error',
      '{ sites { code } }',
      { sites: [{ __typename: 'Practice' }, { __typename: 'Pharmacy' }] },
      { sites: [null, null] },
      [missing('Practice.code', ['sites', 0, 'code']), missing('Pharmacy.code', ['sites', 1, 'code'])],
    ],
  ])('%s', (_name, query, data, expected, errors) => {
    expect(project(query, data)).toEqual({ data: expected, errors });
  });

  test('no error is added where one already explains the null', () => {
    const errors = new ExecutionErrors();
    errors.add(new Error('down'), 'organisations', ['practice', 'name']);
    errors.addUnlessExplained(new Error('missing') as never, ['practice', 'name']);
    errors.addUnlessExplained(new Error('missing') as never, ['practice']);
    errors.addUnlessExplained(new Error('missing') as never, ['practice', 'name', 0]);
    errors.addUnlessExplained(new Error('missing') as never, ['practices', 0]);
    expect(errors.list.map(({ path }) => path)).toEqual([
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
  ])('%s is projected from %j', (field, value, expected) => {
    const { data, errors } = project(`{ practice { ${field} } }`, { practice: { [field]: value } });
    expect(data).toEqual({ practice: expected === undefined ? null : { [field]: expected } });
    expect(errors).toEqual(
      expected === null || expected === undefined ? [invalid(`Practice.${field}`, ['practice', field])] : [],
    );
  });

  test('a custom scalar is unchanged, unless it is nested too deeply', () => {
    const any = { a: [1, { b: null }] };
    expect(project('{ any }', { any })).toEqual({ data: { any }, errors: [] });
    const deep: unknown = JSON.parse('['.repeat(200) + ']'.repeat(200));
    expect(project('{ any }', { any: deep })).toEqual({ data: { any: null }, errors: [invalid('Query.any', ['any'])] });
  });

  test('an object in place of a list and a list in place of an object are null with an error', () => {
    expect(project('{ sites { code } practice { code } }', { sites: {}, practice: [] })).toEqual({
      data: { sites: null, practice: null },
      errors: [invalid('Query.sites', ['sites']), invalid('Query.practice', ['practice'])],
    });
  });

  test('a type that does not implement the interface is null with an error', () => {
    expect(project('{ sites { code } }', { sites: [{ __typename: 'Query', code: 'A' }, { __typename: 7 }] })).toEqual({
      data: { sites: [null, null] },
      errors: [invalid('Query.sites', ['sites', 0]), invalid('Query.sites', ['sites', 1])],
    });
  });
});

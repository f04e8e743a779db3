import { compileEntities, noRepresentations, type EntitySource } from '../../../../federation/execution/entities';
import { merge, mergeCopy } from '../../../../federation/execution/merge';
import { pathOf } from '../../../../federation/execution/entity-paths';
import type { Data } from '../../../../federation/subgraphs/subgraph-executor';
import type { Supergraph } from '../../../../federation/supergraph/supergraph';

const supergraph = {
  possibleTypes: (name: string) => new Set(name === 'Site' ? ['Site', 'Practice', 'Pharmacy'] : [name]),
  keysOf: (_subgraph: string, typeName: string) => (typeName === 'Practice' ? [['code'], ['uprn', 'floor']] : []),
} as unknown as Supergraph;

const field = (name: string, selections?: object[]) => ({ kind: 'Field', name, ...(selections && { selections }) });
const on = (typeCondition: string, ...selections: object[]) => ({ kind: 'InlineFragment', typeCondition, selections });

/** The entities at a path of some data, as they are sent, with where they are. */
function gather(data: Data, path: unknown[], requires: object[], variables: Data = {}) {
  const source = { paths: [path], requires } as unknown as EntitySource;
  const place = { subgraph: 'vaccinations', alias: '_entities', variable: 'representations' };
  const selection = compileEntities(source, place, supergraph);
  const sent = noRepresentations();
  const gathered = selection.gather(data, sent, variables);
  return {
    selection,
    gathered,
    sent: sent.values,
    texts: sent.texts,
    paths: selection.places(data, gathered).map(({ path }) => pathOf(path)),
  };
}

const practice = (code: string | null, more: Data = {}): Data => ({ __typename: 'Practice', code, ...more });
const KEY = [on('Practice', field('__typename'), field('code'))];
const PRACTICES = [{ Field: 'practices' }, '@'];

describe('what is sent', () => {
  test('each key once, in the order in which they were met, with the place of every entity', () => {
    const data = { practices: [practice('A'), null, practice('B'), practice('A')] };
    const { sent, texts, paths, gathered } = gather(data, PRACTICES, KEY);
    expect(sent).toEqual([practice('A'), practice('B')]);
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(sent);
    expect(paths).toEqual([
      ['practices', 0],
      ['practices', 2],
      ['practices', 3],
    ]);
    expect(gathered.positions).toEqual([0, 1, 0]);
  });

  test('equal values of a sole key are one, those of different kinds are not', () => {
    const practices = ['1', 1, '1', 1, true].map((code) => practice(code as string));
    const { sent, gathered } = gather({ practices }, PRACTICES, KEY);
    expect(sent.map(({ code }) => code)).toEqual(['1', 1, true]);
    expect(gathered.positions).toEqual([0, 1, 0, 1, 2]);
  });

  test('equal keys with other required values are others', () => {
    const REQUIRED = [on('Practice', field('floor'), field('__typename'), field('code'))];
    const floors = [1, 2, 1, 2, { level: 1 }, { level: 1 }];
    const practices = floors.map((floor) => practice('A', { floor }));
    const { sent, gathered } = gather({ practices }, PRACTICES, REQUIRED);
    expect(sent).toEqual([practices[0], practices[1], practices[4]]);
    expect(gathered.positions).toEqual([0, 1, 0, 1, 2, 2]);
  });

  test.each<[string, Data[], Data[]]>([
    ['an entity without a type', [{ code: 'A' }], []],
    ['an entity of another type', [{ __typename: 'Ward', code: 'A' }], []],
    ['a key that is null', [practice(null)], []],
    ['a key that was never answered', [{ __typename: 'Practice' }], []],
  ])('not %s', (_what, practices, sent) => {
    expect(gather({ practices }, PRACTICES, KEY).sent).toEqual(sent);
  });

  test('with a key that is null beside one that is whole', () => {
    const requires = [on('Practice', field('code'), field('uprn'), field('floor'))];
    const data = { practices: [practice(null, { uprn: '1', floor: 0 }), practice(null, { uprn: '1', floor: null })] };
    expect(gather(data, PRACTICES, requires).sent).toEqual([practice(null, { uprn: '1', floor: 0 })]);
  });

  test('not with a required field that nobody has answered, but with one that is null', () => {
    const requires = [on('Practice', field('code'), field('ward', [field('name')]))];
    const data = {
      practices: [
        practice('A'),
        practice('B', { ward: null }),
        practice('C', { ward: {} }),
        practice('D', { ward: { name: null } }),
      ],
    };
    expect(gather(data, PRACTICES, requires).sent).toEqual([
      practice('B', { ward: null }),
      practice('D', { ward: { name: null } }),
    ]);
  });

  test('parts that two selections require of one object are put together', () => {
    const requires = [
      on('Site', field('ward', [field('name')])),
      on('Practice', field('code'), field('ward', [field('size')])),
    ];
    const data = { practices: [practice('A', { ward: { name: 'Elm', size: 3, secret: 1 } })] };
    expect(gather(data, PRACTICES, requires).sent).toEqual([practice('A', { ward: { name: 'Elm', size: 3 } })]);
  });

  test('lists that are required, with their gaps and the types of their items', () => {
    const rooms = field('rooms', [on('Surgery', field('beds')), on('Office', field('desks'))]);
    const data = {
      practices: [
        practice('A', { rooms: [{ __typename: 'Surgery', beds: 2 }, null, { __typename: 'Office', desks: 1 }] }),
      ],
    };
    expect(gather(data, PRACTICES, [on('Practice', field('code'), rooms)]).sent).toEqual([data.practices[0]]);
  });

  test('a field under the key that it has in the data', () => {
    const requires = [on('Practice', field('code'), { kind: 'Field', name: '_internal_qp_alias_0', alias: 'size' })];
    const data = { practices: [practice('A', { size: 1, _internal_qp_alias_0: 2 })] };
    expect(gather(data, PRACTICES, requires).sent).toEqual([practice('A', { size: 2 })]);
  });

  test('a selection under a condition', () => {
    const requires = [on('Practice', field('code')), { ...on('Practice', field('size')), includeIf: 'yes' }];
    const data = { practices: [practice('A', { size: 1 })] };
    expect(gather(data, PRACTICES, requires, { yes: false }).sent).toEqual([practice('A')]);
    expect(gather(data, PRACTICES, requires, { yes: true }).sent).toEqual([practice('A', { size: 1 })]);
  });
});

describe('where entities are', () => {
  test('in lists of lists, whether the path says so or not', () => {
    const data = { rows: [[practice('A')], [], null, [null, practice('B')]] };
    for (const path of [[{ Field: 'rows' }], [{ Field: 'rows' }, '@'], [{ Field: 'rows' }, '@', '@']]) {
      expect(gather(data, path, KEY).paths).toEqual([
        ['rows', 0, 0],
        ['rows', 3, 1],
      ]);
    }
  });

  test('below the types of the path only; a type that was not told passes', () => {
    const data = {
      sites: [
        { __typename: 'Pharmacy', at: practice('A') },
        { __typename: 'Ward', at: practice('B') },
        { at: practice('C') },
      ],
    };
    const path = [{ Field: 'sites' }, '@', { TypeCondition: ['Site'] }, { Field: 'at' }];
    expect(gather(data, path, KEY).paths).toEqual([
      ['sites', 0, 'at'],
      ['sites', 2, 'at'],
    ]);
  });
});

describe('what comes back', () => {
  test('goes to every entity that it belongs to, each with a copy of its own', () => {
    const data = { practices: [practice('A'), practice('B'), practice('A')] };
    const { selection, gathered } = gather(data, PRACTICES, KEY);
    selection.scatter([{ ward: { tags: [['x']] } }, null], gathered);
    const [first, second, third] = data.practices as [Data, Data, Data];
    expect([first, second, third]).toEqual([
      practice('A', { ward: { tags: [['x']] } }),
      practice('B'),
      practice('A', { ward: { tags: [['x']] } }),
    ]);
    (first.ward as Data).tags = 'changed';
    expect(third.ward).toEqual({ tags: [['x']] });
  });

  test('never replaces a value by null, and adds to what is there', () => {
    const target = { name: 'Elm', ward: { name: 'North', size: null }, list: [{ a: 1 }, null, 3] };
    merge(target, { name: null, ward: { size: 4, name: null }, list: [{ b: 2 }, { c: 3 }, null, 5], none: null });
    expect(target).toEqual({
      name: 'Elm',
      ward: { name: 'North', size: 4 },
      list: [{ a: 1, b: 2 }, { c: 3 }, 3, 5],
      none: null,
    });
  });

  test('replaces what is of another kind', () => {
    const target: Data = { a: [1], b: { x: 1 }, c: 1 };
    merge(target, { a: { y: 1 }, b: [2], c: { z: 1 } });
    expect(target).toEqual({ a: { y: 1 }, b: [2], c: { z: 1 } });
  });

  test('is left whole where it is copied', () => {
    const source = { ward: { tags: ['x'] } };
    const target: Data = {};
    mergeCopy(target, source);
    ((target.ward as Data).tags as string[]).push('y');
    expect(source).toEqual({ ward: { tags: ['x'] } });
  });

  test('attack 39: cannot pollute what every object has', () => {
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}},"constructor":{"polluted":1}}',
    ) as Data;
    merge({ a: {} }, structuredClone(hostile));
    mergeCopy({ a: {} }, hostile);
    expect(({} as Data).polluted).toBeUndefined();
    expect((Object as unknown as Data).polluted).toBeUndefined();
  });
});

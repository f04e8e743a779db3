import { compileEntities, type EntitySource } from '../../../../federation/execution/entities';
import { emptyRepresentations } from '../../../../federation/execution/representation-list';
import { merge, mergeCopy } from '../../../../federation/execution/merge';
import { pathOf } from '../../../../federation/execution/entity-paths';
import type { JsonObject } from '../../../../federation/json-object';
import type { Supergraph } from '../../../../federation/supergraph/supergraph';

const supergraph = {
  possibleTypes: (name: string) => new Set(name === 'Site' ? ['Site', 'Practice', 'Pharmacy'] : [name]),
  keysOf: (_subgraph: string, typeName: string) => (typeName === 'Practice' ? [['code'], ['uprn', 'floor']] : []),
} as unknown as Supergraph;

const field = (name: string, selections?: object[]) => ({ kind: 'Field', name, ...(selections && { selections }) });
const on = (typeCondition: string, ...selections: object[]) => ({ kind: 'InlineFragment', typeCondition, selections });

/** Collects the entities at a path: their representations as sent, and their paths in the data. */
function collectEntities(
  data: JsonObject,
  path: unknown[],
  requires: object[],
  variables: JsonObject = {},
  inputRewrites: object[] = [],
) {
  const source = { paths: [path], requires, inputRewrites } as unknown as EntitySource;
  const target = { subgraph: 'vaccinations', alias: '_entities', variable: 'representations' };
  const selection = compileEntities(source, target, supergraph);
  const sent = emptyRepresentations();
  const collected = selection.collect(data, sent, variables);
  return {
    selection,
    collected,
    sent: sent.values,
    texts: sent.texts,
    paths: selection.locate(data, collected).map(({ path }) => pathOf(path)),
  };
}

const practice = (code: string | null, more: JsonObject = {}): JsonObject => ({
  __typename: 'Practice',
  code,
  ...more,
});
const KEY = [on('Practice', field('__typename'), field('code'))];
const PRACTICES = [{ Field: 'practices' }, '@'];

describe('representations', () => {
  test('contain each key once, in data order, with the position of every entity', () => {
    const data = { practices: [practice('A'), null, practice('B'), practice('A')] };
    const { sent, texts, paths, collected } = collectEntities(data, PRACTICES, KEY);
    expect(sent).toEqual([practice('A'), practice('B')]);
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(sent);
    expect(paths).toEqual([
      ['practices', 0],
      ['practices', 2],
      ['practices', 3],
    ]);
    expect(collected.positions).toEqual([0, 1, 0]);
  });

  test('are deduplicated by the value of a single key, but not across types', () => {
    const practices = ['1', 1, '1', 1, true].map((code) => practice(code as string));
    const { sent, collected } = collectEntities({ practices }, PRACTICES, KEY);
    expect(sent.map(({ code }) => code)).toEqual(['1', 1, true]);
    expect(collected.positions).toEqual([0, 1, 0, 1, 2]);
  });

  test('with equal keys but different required values are not deduplicated', () => {
    const REQUIRED = [on('Practice', field('floor'), field('__typename'), field('code'))];
    const floors = [1, 2, 1, 2, { level: 1 }, { level: 1 }];
    const practices = floors.map((floor) => practice('A', { floor }));
    const { sent, collected } = collectEntities({ practices }, PRACTICES, REQUIRED);
    expect(sent).toEqual([practices[0], practices[1], practices[4]]);
    expect(collected.positions).toEqual([0, 1, 0, 1, 2, 2]);
  });

  test('of leaf fields alone have the same texts and positions as those that are built and compared as a whole', () => {
    const requires = [on('Practice', field('floor'), field('__typename'), field('code')), on('Ward', field('code'))];
    const codes = ['A', 'B', '', 'a "quoted" \\ one', 'Zoë\ud800', null, 7, true, { part: 'A' }, ['A']];
    const floors = [1, null, 'A', { level: 1 }];
    const practices = codes.flatMap((code) => floors.map((floor) => practice(code as string, { floor })));
    const wards = codes.map((code) => ({ __typename: 'Ward', code }));
    const others = [{ __typename: 'Pharmacy', code: 'A' }, { code: 'A' }, practice('A'), null];
    const whole = [{ KeyRenamer: { path: [{ Key: 'no_such_key' }], renameKeyTo: 'other' } }];
    for (const order of [1, 7, 11]) {
      const all = [...practices, ...wards, ...others, ...structuredClone([...practices, ...wards])];
      const mixed = all.map((_, at) => all[(at * order) % all.length]);
      const fast = collectEntities({ practices: mixed }, PRACTICES, requires);
      const slow = collectEntities({ practices: mixed }, PRACTICES, requires, {}, whole);
      expect(fast.texts).toEqual(slow.texts);
      expect(fast.sent).toEqual(slow.sent);
      expect(fast.collected.positions).toEqual(slow.collected.positions);
    }
  });

  test('of several selections that share a variable are sent once', () => {
    const sent = emptyRepresentations();
    const positionsOf = ['A', 'B'].map((alias) => {
      const target = { subgraph: 'vaccinations', alias, variable: 'representations' };
      const selection = compileEntities({ paths: [PRACTICES], requires: KEY } as never, target, supergraph);
      return (...codes: string[]) =>
        selection.collect({ practices: codes.map((code) => practice(code)) }, sent, {}).positions;
    });
    const [one, other] = positionsOf as [(typeof positionsOf)[0], (typeof positionsOf)[0]];
    expect([one('A', 'B'), other('B', 'C'), one('C', 'A', 'D'), other('D')]).toEqual([[0, 1], [1, 2], [2, 0, 3], [3]]);
    expect(sent.values).toHaveLength(4);
  });

  test.each<[string, JsonObject[], JsonObject[]]>([
    ['an entity without a type', [{ code: 'A' }], []],
    ['an entity of another type', [{ __typename: 'Ward', code: 'A' }], []],
    ['a key that is null', [practice(null)], []],
    ['a missing key', [{ __typename: 'Practice' }], []],
  ])('leave out %s', (_what, practices, sent) => {
    expect(collectEntities({ practices }, PRACTICES, KEY).sent).toEqual(sent);
  });

  test('contain an entity with one null key and one complete key', () => {
    const requires = [on('Practice', field('code'), field('uprn'), field('floor'))];
    const data = { practices: [practice(null, { uprn: '1', floor: 0 }), practice(null, { uprn: '1', floor: null })] };
    expect(collectEntities(data, PRACTICES, requires).sent).toEqual([practice(null, { uprn: '1', floor: 0 })]);
  });

  test('leave out an entity with a missing required field, but not one where it is null', () => {
    const requires = [on('Practice', field('code'), field('ward', [field('name')]))];
    const data = {
      practices: [
        practice('A'),
        practice('B', { ward: null }),
        practice('C', { ward: {} }),
        practice('D', { ward: { name: null } }),
      ],
    };
    expect(collectEntities(data, PRACTICES, requires).sent).toEqual([
      practice('B', { ward: null }),
      practice('D', { ward: { name: null } }),
    ]);
  });

  test('merge the fields that two selections require of one object', () => {
    const requires = [
      on('Site', field('ward', [field('name')])),
      on('Practice', field('code'), field('ward', [field('size')])),
    ];
    const data = { practices: [practice('A', { ward: { name: 'Elm', size: 3, secret: 1 } })] };
    expect(collectEntities(data, PRACTICES, requires).sent).toEqual([
      practice('A', { ward: { name: 'Elm', size: 3 } }),
    ]);
  });

  test('contain required lists with their nulls and the types of their items', () => {
    const rooms = field('rooms', [on('Surgery', field('beds')), on('Office', field('desks'))]);
    const data = {
      practices: [
        practice('A', { rooms: [{ __typename: 'Surgery', beds: 2 }, null, { __typename: 'Office', desks: 1 }] }),
      ],
    };
    expect(collectEntities(data, PRACTICES, [on('Practice', field('code'), rooms)]).sent).toEqual([data.practices[0]]);
  });

  test('read a field by its name in the data and contain it under its alias', () => {
    const requires = [on('Practice', field('code'), { kind: 'Field', name: '_internal_qp_alias_0', alias: 'size' })];
    const data = { practices: [practice('A', { size: 1, _internal_qp_alias_0: 2 })] };
    expect(collectEntities(data, PRACTICES, requires).sent).toEqual([practice('A', { size: 2 })]);
  });

  test('contain a conditional selection only when its variable is true', () => {
    const requires = [on('Practice', field('code')), { ...on('Practice', field('size')), includeIf: 'yes' }];
    const data = { practices: [practice('A', { size: 1 })] };
    expect(collectEntities(data, PRACTICES, requires, { yes: false }).sent).toEqual([practice('A')]);
    expect(collectEntities(data, PRACTICES, requires, { yes: true }).sent).toEqual([practice('A', { size: 1 })]);
  });
});

describe('entity paths', () => {
  test('lead into nested lists, with or without list segments', () => {
    const data = { rows: [[practice('A')], [], null, [null, practice('B')]] };
    for (const path of [[{ Field: 'rows' }], [{ Field: 'rows' }, '@'], [{ Field: 'rows' }, '@', '@']]) {
      expect(collectEntities(data, path, KEY).paths).toEqual([
        ['rows', 0, 0],
        ['rows', 3, 1],
      ]);
    }
  });

  test('match objects of the types of the path and objects without a type', () => {
    const data = {
      sites: [
        { __typename: 'Pharmacy', at: practice('A') },
        { __typename: 'Ward', at: practice('B') },
        { at: practice('C') },
      ],
    };
    const path = [{ Field: 'sites' }, '@', { TypeCondition: ['Site'] }, { Field: 'at' }];
    expect(collectEntities(data, path, KEY).paths).toEqual([
      ['sites', 0, 'at'],
      ['sites', 2, 'at'],
    ]);
  });
});

describe('merging', () => {
  test('adds the data to every entity with the key, each with its own copy', () => {
    const data = { practices: [practice('A'), practice('B'), practice('A')] };
    const { selection, collected } = collectEntities(data, PRACTICES, KEY);
    selection.merge([{ ward: { tags: [['x']] } }, null], collected);
    const [first, second, third] = data.practices as [JsonObject, JsonObject, JsonObject];
    expect([first, second, third]).toEqual([
      practice('A', { ward: { tags: [['x']] } }),
      practice('B'),
      practice('A', { ward: { tags: [['x']] } }),
    ]);
    (first.ward as JsonObject).tags = 'changed';
    expect(third.ward).toEqual({ tags: [['x']] });
  });

  test('never replaces a value by null, and merges objects and lists', () => {
    const target = { name: 'Elm', ward: { name: 'North', size: null }, list: [{ a: 1 }, null, 3] };
    merge(target, { name: null, ward: { size: 4, name: null }, list: [{ b: 2 }, { c: 3 }, null, 5], none: null });
    expect(target).toEqual({
      name: 'Elm',
      ward: { name: 'North', size: 4 },
      list: [{ a: 1, b: 2 }, { c: 3 }, 3, 5],
      none: null,
    });
  });

  test('replaces a value of another type', () => {
    const target: JsonObject = { a: [1], b: { x: 1 }, c: 1 };
    merge(target, { a: { y: 1 }, b: [2], c: { z: 1 } });
    expect(target).toEqual({ a: { y: 1 }, b: [2], c: { z: 1 } });
  });

  test('does not modify its source when it copies', () => {
    const source = { ward: { tags: ['x'] } };
    const target: JsonObject = {};
    mergeCopy(target, source);
    ((target.ward as JsonObject).tags as string[]).push('y');
    expect(source).toEqual({ ward: { tags: ['x'] } });
  });

  test('attack 39: cannot pollute prototypes or constructors', () => {
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}},"constructor":{"polluted":1}}',
    ) as JsonObject;
    merge({ a: {} }, structuredClone(hostile));
    mergeCopy({ a: {} }, hostile);
    expect(({} as JsonObject).polluted).toBeUndefined();
    expect((Object as unknown as JsonObject).polluted).toBeUndefined();
  });
});

import { compose } from '../../../federation/composition/compose';
import { differenceOf } from '../../../federation/supergraph/graph-difference';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { sdlOf } from '../federate';

const supergraphOf = (subgraphs: Readonly<Record<string, string>>) =>
  readSupergraph(compose(Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl: sdlOf({ sdl }) }))));

const before = supergraphOf({
  a: 'type Query { unit(code: ID!): Unit } type Unit @key(fields: "id") { id: ID! beds: Int size: Int kind: Kind } enum Kind { GP }',
  b: 'type Unit @key(fields: "id") { id: ID! doses: Int }',
});

test('the difference of two supergraphs lists fields that are new, gone, of another type and of another subgraph', () => {
  const after = supergraphOf({
    a: `type Query { unit(code: ID!, open: Boolean): Unit } type Unit @key(fields: "id") { id: ID! beds: Int kind: Kind }
        enum Kind { GP ICB }`,
    b: 'type Unit @key(fields: "id") { id: ID! beds: Int @override(from: "a") doses: Int! hidden: Int @inaccessible }',
  });
  expect(differenceOf(before, after)).toEqual({
    added: ['Kind.ICB'],
    removed: ['Unit.size: Int'],
    changed: ['Query.unit: (code: ID!)Unit -> (code: ID!, open: Boolean)Unit', 'Unit.doses: Int -> Int!'],
    moved: ['Unit.beds: a -> b'],
  });
  expect(differenceOf(before, before)).toEqual({ added: [], removed: [], changed: [], moved: [] });
});

test('a long list ends with the number of the others', () => {
  const fields = Array.from({ length: 130 }, (_, at) => `f${at}: Int`).join(' ');
  const { added } = differenceOf(before, supergraphOf({ a: `type Query { unit: Int ${fields} }` }));
  expect([added.length, added.at(-1)]).toEqual([101, 'and 30 more']);
});

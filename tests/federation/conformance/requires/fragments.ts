import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const pets: Thing[] = [
  { __typename: 'Cat', id: 'c1', name: 'Tom', lives: 9 },
  { __typename: 'Dog', id: 'd1', name: null, tricks: 3, kennel: { __typename: 'Kennel', size: 4, colour: 'red' } },
];
const homes: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Home',
  id: `H${at}`,
  pet: at === 3 ? null : pets[at - 1],
  pets: at === 1 ? [] : [pets[0], pets[1]],
  guest: at === 2 ? { __typename: 'Person', name: `Guest ${at}`, age: at * 30 } : pets[at % 2],
  guests: [{ __typename: 'Person', name: `Guest ${at}`, age: at }, pets[1]],
  street: `Street ${at}`,
}));

const world = (): World => ({ Query: { homes, home: homes[1] }, things: [...homes, ...pets] });

conforms(
  '@requires with fragments on interfaces and unions',
  {
    subgraphs: {
      town: {
        sdl: `
          type Query { homes: [Home!]! home: Home }
          type Home @key(fields: "id") { id: ID! pet: Pet pets: [Pet!]! guest: Guest guests: [Guest!] street: String }
          interface Pet { id: ID! name: String }
          union Guest = Person | Cat | Dog
          type Person { name: String age: Int }
          type Cat implements Pet @key(fields: "id") { id: ID! name: String lives: Int }
          type Dog implements Pet @key(fields: "id") { id: ID! name: String tricks: Int kennel: Kennel }
          type Kennel { size: Int colour: String }`,
      },
      vet: {
        sdl: `
          type Home @key(fields: "id") {
            id: ID!
            pet: Pet @external
            pets: [Pet!]! @external
            guest: Guest @external
            guests: [Guest!] @external
            byInterface: String @requires(fields: "pet { name }")
            byType: String @requires(fields: "pet { ... on Cat { lives } ... on Dog { tricks } }")
            byBoth: String @requires(fields: "pet { id ... on Dog { name kennel { size } } }")
            byList: String @requires(fields: "pets { name ... on Cat { lives } }")
            byUnion: String @requires(fields: "guest { ... on Person { age } ... on Cat { lives } }")
            byUnions: String @requires(fields: "guests { ... on Person { name age } ... on Dog { kennel { colour } } }")
            byTypeName: String @requires(fields: "guest { __typename ... on Person { name } }")
          }
          interface Pet { id: ID! name: String }
          union Guest = Person | Cat | Dog
          type Person { name: String @external age: Int @external }
          type Cat implements Pet @key(fields: "id") { id: ID! name: String @external lives: Int @external }
          type Dog implements Pet @key(fields: "id") { id: ID! name: String @external tricks: Int @external kennel: Kennel @external }
          type Kennel { size: Int @external colour: String @external }`,
      },
    },
    schema: `
      type Query { homes: [Home!]! home: Home }
      type Home {
        id: ID! pet: Pet pets: [Pet!]! guest: Guest guests: [Guest!] street: String
        byInterface: String byType: String byBoth: String byList: String byUnion: String byUnions: String byTypeName: String
      }
      interface Pet { id: ID! name: String }
      union Guest = Person | Cat | Dog
      type Person { name: String age: Int }
      type Cat implements Pet { id: ID! name: String lives: Int }
      type Dog implements Pet { id: ID! name: String tricks: Int kennel: Kennel }
      type Kennel { size: Int colour: String }`,
    world,
  },
  {
    'a field of an interface': { query: '{ homes { byInterface } }', fetches: ['town', 'vet'] },
    'fields of its types': '{ homes { byType } }',
    both: '{ homes { byBoth } }',
    'in a list': '{ homes { byList } }',
    'of the members of a union': '{ homes { byUnion } }',
    'of the members of a list of a union': '{ homes { byUnions } }',
    'the type name': '{ homes { byTypeName } }',
    'two that require parts of the same field': '{ homes { byInterface byType } }',
    'all at once': '{ homes { byInterface byType byBoth byList byUnion byUnions } }',
    'the client selects other fields of the same types':
      '{ homes { pet { id ... on Dog { kennel { colour } } } byBoth guest { ... on Person { name } } byUnion } }',
    'the client selects by aliases what is required':
      '{ homes { animal: pet { called: name ... on Cat { name: id } } byType byInterface } }',
    'of one home': '{ home { street byUnion byList } }',
  },
);

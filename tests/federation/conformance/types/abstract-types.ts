import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const animals: Thing[] = [
  { __typename: 'Cat', id: 'a1', name: 'Tom', lives: 9 },
  { __typename: 'Dog', id: 'a2', name: 'Rex', tricks: ['sit', 'roll'] },
  { __typename: 'Bird', id: 'a3', name: null, span: 40 },
].map((each, at) => ({
  ...each,
  weight: at * 3,
  keeper: () => (at === 2 ? null : keepers[at]),
  friends: () => [animals[(at + 1) % 3], animals[at]],
  chip: `chip ${at}`,
}));
const keepers: Thing[] = [0, 1].map((at) => ({
  __typename: at === 0 ? 'Vet' : 'Ranger',
  id: `k${at}`,
  name: `Keeper ${at}`,
  degree: 'DVM',
  truck: `truck ${at}`,
  pets: () => [animals[at]],
  phone: `0${at}`,
}));

const world = (): World => ({
  Query: {
    animals,
    pets: [animals[0], animals[1]],
    found: [animals[0], keepers[1], animals[1], keepers[0]],
    named: [animals[1], keepers[0]],
    chipped: [animals[0], animals[1]],
    anyone: keepers[1],
  },
  things: [...animals, ...keepers],
});

conforms(
  'interfaces and unions with other members in each subgraph',
  {
    subgraphs: {
      zoo: {
        sdl: `
          type Query { animals: [Animal!]! named: [Named!]! }
          interface Named { name: String }
          interface Animal implements Named { id: ID! name: String friends: [Animal!] }
          type Cat implements Animal & Named @key(fields: "id") { id: ID! name: String friends: [Animal!] lives: Int }
          type Dog implements Animal & Named @key(fields: "id") { id: ID! name: String friends: [Animal!] tricks: [String!] }
          type Bird implements Animal & Named @key(fields: "id") { id: ID! name: String friends: [Animal!] span: Int }
          type Vet implements Named @key(fields: "id") { id: ID! name: String degree: String }`,
      },
      care: {
        sdl: `
          type Query { pets: [Pet!]! found: [Found!]! anyone: Keeper }
          interface Pet { id: ID! weight: Int keeper: Keeper }
          interface Keeper { id: ID! pets: [Pet!] }
          union Found = Cat | Dog | Vet | Ranger
          type Cat implements Pet @key(fields: "id") { id: ID! weight: Int keeper: Keeper }
          type Dog implements Pet @key(fields: "id") { id: ID! weight: Int keeper: Keeper }
          type Bird @key(fields: "id") { id: ID! weight: Int keeper: Keeper }
          type Vet implements Keeper @key(fields: "id") { id: ID! pets: [Pet!] }
          type Ranger implements Keeper @key(fields: "id") { id: ID! pets: [Pet!] truck: String }`,
      },
      chips: {
        sdl: `
          type Query { chipped: [Chipped!]! }
          union Chipped = Cat | Dog
          type Cat @key(fields: "id") { id: ID! chip: String }
          type Dog @key(fields: "id") { id: ID! chip: String }
          type Vet @key(fields: "id") { id: ID! phone: String }
          type Ranger @key(fields: "id") { id: ID! phone: String name: String }`,
      },
    },
    schema: `
      type Query { animals: [Animal!]! named: [Named!]! pets: [Pet!]! found: [Found!]! anyone: Keeper chipped: [Chipped!]! }
      interface Named { name: String }
      interface Animal implements Named { id: ID! name: String friends: [Animal!] }
      interface Pet { id: ID! weight: Int keeper: Keeper }
      interface Keeper { id: ID! pets: [Pet!] }
      union Found = Cat | Dog | Vet | Ranger
      union Chipped = Cat | Dog
      type Cat implements Animal & Named & Pet { id: ID! name: String friends: [Animal!] lives: Int weight: Int keeper: Keeper chip: String }
      type Dog implements Animal & Named & Pet { id: ID! name: String friends: [Animal!] tricks: [String!] weight: Int keeper: Keeper chip: String }
      type Bird implements Animal & Named { id: ID! name: String friends: [Animal!] span: Int weight: Int keeper: Keeper }
      type Vet implements Keeper & Named { id: ID! name: String degree: String pets: [Pet!] phone: String }
      type Ranger implements Keeper { id: ID! pets: [Pet!] truck: String phone: String name: String }`,
    world,
  },
  {
    'the fields of an interface': { query: '{ animals { id name } }', fetches: ['zoo'] },
    'fields of the types from two subgraphs':
      '{ animals { ... on Cat { lives weight } ... on Dog { tricks chip } ... on Bird { span weight } } }',
    'an interface that only one subgraph has, as a condition in the other': '{ animals { ... on Pet { weight } } }',
    'that interface, nested': '{ pets { ... on Animal { name ... on Dog { tricks } } weight } }',
    'an interface of interfaces': '{ named { name ... on Animal { friends { name } } ... on Vet { degree phone } } }',
    'a union, with members of three subgraphs':
      '{ found { ... on Cat { name chip } ... on Vet { degree phone } ... on Ranger { truck phone name } } }',
    'the type names of a union': { query: '{ found { __typename } }', fetches: ['care'] },
    'an interface as a condition on a union': '{ found { ... on Pet { weight } ... on Keeper { pets { id } } } }',
    'an interface of another subgraph as a condition on a union': '{ found { ... on Named { name } } }',
    'a condition that no value satisfies':
      '{ chipped { __typename ... on Animal { ... on Bird { span } } ... on Cat { chip } } }',
    'a list of interface values below another one':
      '{ animals { friends { id ... on Cat { chip } friends { name } } } }',
    'an interface behind an entity': '{ pets { keeper { __typename ... on Vet { name } ... on Ranger { truck } } } }',
    'a null interface value': '{ animals { ... on Bird { keeper { id } name span } } }',
    'circles of interfaces': '{ pets { keeper { pets { keeper { pets { weight ... on Dog { name } } } } } } }',
    'a single interface value': '{ anyone { id ... on Ranger { phone truck } ... on Vet { degree } } }',
    'the same field of several types under one name':
      '{ chipped { ... on Cat { mark: chip } ... on Dog { mark: chip } } }',
    'different fields of several types under one name':
      '{ animals { ... on Cat { number: lives } ... on Bird { number: span } } }',
    'named fragments on interfaces and types':
      '{ found { ...P ...K } } fragment P on Pet { id weight ...A } fragment A on Animal { name } fragment K on Keeper { id pets { ...P } }',
    'the same fragment at two levels':
      '{ animals { ...A friends { ...A } } } fragment A on Animal { name ... on Dog { chip } }',
  },
);

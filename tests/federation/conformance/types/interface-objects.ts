import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const media: Thing[] = [
  { __typename: 'Book', id: 'm1', title: 'Book one', pages: 100 },
  { __typename: 'Song', id: 'm2', title: 'Song two', seconds: 180 },
  { __typename: 'Book', id: 'm3', title: null, pages: 300 },
].map((each, at) => ({
  ...each,
  stars: at === 2 ? null : at + 3,
  reviews: [0, 1].map((number) => ({
    __typename: 'Review',
    text: `Review ${at}.${number}`,
    about: () => media[(at + number) % 3],
  })),
  best: () => media[(at + 1) % 3],
  price: at * 1.5,
  shelf: `Shelf ${at}`,
}));

const world = (): World => ({
  Query: {
    media,
    book: media[0],
    medium: ({ id }: { id: string }) => media.find((each) => each.id === id) ?? null,
    top: media[1],
    rated: [media[2], media[1]],
    cheap: [media[0], null, media[1]],
    wanted: media[2],
  },
  things: media,
});

conforms(
  'interface objects',
  {
    subgraphs: {
      catalogue: {
        sdl: `
          type Query { media: [Medium!]! book: Book medium(id: ID!): Medium }
          interface Medium @key(fields: "id") { id: ID! title: String }
          type Book implements Medium @key(fields: "id") { id: ID! title: String pages: Int }
          type Song implements Medium @key(fields: "id") { id: ID! title: String seconds: Int }`,
      },
      reviews: {
        sdl: `
          type Query { top: Medium rated: [Medium!]! }
          type Medium @interfaceObject @key(fields: "id") { id: ID! stars: Int reviews: [Review!]! best: Medium }
          type Review { text: String about: Medium! }`,
      },
      shop: {
        sdl: `
          type Query { cheap: [Medium]! }
          type Medium @interfaceObject @key(fields: "id") { id: ID! price: Float }`,
      },
      wishes: {
        sdl: `
          type Query { wanted: Medium }
          type Medium @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }`,
      },
    },
    schema: `
      type Query { media: [Medium!]! book: Book medium(id: ID!): Medium top: Medium rated: [Medium!]! cheap: [Medium]! wanted: Medium }
      interface Medium { id: ID! title: String stars: Int reviews: [Review!]! best: Medium price: Float }
      type Book implements Medium { id: ID! title: String pages: Int stars: Int reviews: [Review!]! best: Medium price: Float }
      type Song implements Medium { id: ID! title: String seconds: Int stars: Int reviews: [Review!]! best: Medium price: Float }
      type Review { text: String about: Medium! }`,
    world,
  },
  {
    'a field of the interface object on the interface': {
      query: '{ media { title stars } }',
      fetches: ['catalogue', 'reviews'],
    },
    'fields of two interface objects': '{ media { stars price } }',
    'on one of the types': '{ book { pages stars price } }',
    'in a fragment on one of the types': '{ media { ... on Book { stars } ... on Song { price seconds } } }',
    'in a fragment on the interface': '{ media { ... on Medium { stars title } } }',
    'the beginning is the interface object': { query: '{ top { stars } }', fetches: ['reviews'] },
    'its type is asked for': '{ rated { __typename stars } }',
    'its other fields are asked for': '{ rated { title stars price } }',
    'a fragment on a type, from the interface object':
      '{ rated { ... on Book { pages title } ... on Song { seconds } } }',
    'a fragment on a type, with its own fields only': '{ rated { ... on Song { stars } } }',
    'from one interface object to another': '{ cheap { price stars } }',
    'with nulls between': '{ cheap { price title ... on Book { pages } } }',
    'an interface object behind an interface object': '{ top { reviews { text about { stars title } } } }',
    'its type, behind an interface object': '{ rated { best { __typename best { price } } } }',
    'an interface object that is not resolvable': { query: '{ wanted { id } }', fetches: ['wishes'] },
    'fields of one that is not resolvable': '{ wanted { stars price title } }',
    'the type of one that is not resolvable': '{ wanted { __typename ... on Book { pages } } }',
    'an argument, a type, and both subgraphs': '{ medium(id: "m2") { ... on Song { seconds stars } price } }',
    'the same field in and out of a fragment': '{ media { stars ... on Book { stars reviews { text } } } }',
    'roots of all kinds at once': '{ top { title } cheap { stars } wanted { price } media { id } }',
  },
);

const plants: Thing[] = [1, 2, 3].map((at) => ({
  __typename: at % 2 === 1 ? 'Tree' : 'Bush',
  id: `p${at}`,
  height: at === 3 ? null : at * 2,
  soil: { __typename: 'Soil', kind: `soil ${at}`, depth: at },
  girth: at,
  thorns: at === 2,
  garden: () => gardens[at % 2],
  age: at * 4,
}));
const gardens: Thing[] = [0, 1].map((at) => ({
  __typename: 'Garden',
  id: `g${at}`,
  oldest: () => plants[at],
  plants: () => [plants[at], plants[at + 1]],
}));

conforms(
  'interface objects that are reached in indirect ways',
  {
    subgraphs: {
      nursery: {
        sdl: `
          type Query { plants: [Plant!]! }
          interface Plant @key(fields: "id") { id: ID! height: Int soil: Soil }
          type Tree implements Plant @key(fields: "id") { id: ID! height: Int soil: Soil girth: Int }
          type Bush implements Plant @key(fields: "id") { id: ID! height: Int soil: Soil thorns: Boolean }
          type Soil { kind: String depth: Int }`,
      },
      gardens: {
        sdl: `
          type Query { gardens: [Garden!]! }
          type Garden @key(fields: "id") { id: ID! oldest: Plant plants: [Plant!]! }
          type Plant @interfaceObject @key(fields: "id") { id: ID! garden: Garden }`,
      },
      care: {
        sdl: 'type Plant @interfaceObject @key(fields: "id") { id: ID! age: Int }',
      },
    },
    schema: `
      type Query { plants: [Plant!]! gardens: [Garden!]! }
      interface Plant { id: ID! height: Int soil: Soil garden: Garden age: Int }
      type Tree implements Plant { id: ID! height: Int soil: Soil girth: Int garden: Garden age: Int }
      type Bush implements Plant { id: ID! height: Int soil: Soil thorns: Boolean garden: Garden age: Int }
      type Soil { kind: String depth: Int }
      type Garden { id: ID! oldest: Plant plants: [Plant!]! }`,
    world: () => ({ Query: { plants, gardens }, things: [...plants, ...gardens] }),
  },
  {
    'an entity that holds interface objects': '{ gardens { oldest { height } plants { age } } }',
    'interface object, entity, interface object': '{ plants { garden { oldest { age height } } } }',
    'the types at the end of such a way':
      '{ plants { garden { plants { __typename ... on Tree { girth } ... on Bush { thorns age } } } } }',
    'from one interface object to the field of another': '{ gardens { plants { age garden { id } } } }',
    'value types of the interface behind an interface object': '{ gardens { oldest { soil { kind depth } } } }',
    'a fragment on a type that holds a fragment on the interface':
      '{ gardens { plants { ... on Tree { ... on Plant { age height } girth } } } }',
    'named fragments on the interface and on a type':
      '{ plants { ...P } } fragment P on Plant { age ...T } fragment T on Tree { girth garden { id } }',
  },
);

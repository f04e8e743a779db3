import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

const authors: Thing[] = [1, 2].map((at) => ({
  __typename: 'Author',
  id: `A${at}`,
  name: `Author ${at}`,
  born: 1900 + at,
  home: {
    __typename: 'Home',
    town: `Town ${at}`,
    country: { __typename: 'Country', code: `C${at}`, name: `Country ${at}` },
  },
}));
const papers: Thing[] = [1, 2, 3].map((at) => ({
  __typename: 'Paper',
  id: `P${at}`,
  title: `Paper ${at}`,
  pages: at * 10,
  author: authors[at % 2],
  authors: [authors[0], authors[1]],
}));
const films: Thing[] = [1, 2].map((at) => ({
  __typename: 'Film',
  id: `F${at}`,
  title: `Film ${at}`,
  minutes: at * 60,
  author: authors[at - 1],
}));

const world = (): World => ({
  Query: {
    papers,
    newest: papers[2],
    shelf: [papers[0], films[0]],
    found: [films[1], papers[1]],
    cited: [papers[1], papers[0]],
    plain: papers[0],
  },
  things: [...authors, ...papers, ...films],
});

conforms(
  '@provides',
  {
    subgraphs: {
      library: {
        sdl: `
          type Query {
            papers: [Paper!]!
            newest: Paper @provides(fields: "title author { name }")
            shelf: [Item!]! @provides(fields: "... on Paper { title } ... on Film { title minutes }")
            found: [Found!]! @provides(fields: "... on Film { title } ... on Paper { title }")
            cited: [Paper!]! @provides(fields: "authors { name home { country { name } } }")
            plain: Paper
          }
          interface Item { id: ID! title: String }
          union Found = Paper | Film
          type Paper implements Item @key(fields: "id") {
            id: ID! title: String @external
            author: Author @external
            authors: [Author!]! @external
          }
          type Film implements Item @key(fields: "id") { id: ID! title: String @external minutes: Int @external }
          type Author @key(fields: "id") { id: ID! name: String @external home: Home @external }
          type Home { country: Country @external }
          type Country @key(fields: "code") { code: ID! name: String @external }`,
      },
      texts: {
        sdl: `
          interface Item { id: ID! title: String }
          type Paper implements Item @key(fields: "id") { id: ID! title: String @shareable pages: Int author: Author @shareable authors: [Author!]! @shareable }
          type Film implements Item @key(fields: "id") { id: ID! title: String @shareable minutes: Int @shareable author: Author }
          type Author @key(fields: "id") { id: ID! }`,
      },
      people: {
        sdl: `
          type Author @key(fields: "id") { id: ID! name: String @shareable born: Int home: Home @shareable }
          type Home { town: String country: Country @shareable }
          type Country @key(fields: "code") { code: ID! name: String @shareable }`,
      },
    },
    schema: `
      type Query { papers: [Paper!]! newest: Paper shelf: [Item!]! found: [Found!]! cited: [Paper!]! plain: Paper }
      interface Item { id: ID! title: String }
      union Found = Paper | Film
      type Paper implements Item { id: ID! title: String pages: Int author: Author authors: [Author!]! }
      type Film implements Item { id: ID! title: String minutes: Int author: Author }
      type Author { id: ID! name: String born: Int home: Home }
      type Home { town: String country: Country }
      type Country { code: ID! name: String }`,
    world,
  },
  {
    'a provided field needs no other subgraph': { query: '{ newest { title } }', fetches: ['library'] },
    'a provided field of an entity': { query: '{ newest { author { name } } }', fetches: ['library'] },
    'without @provides the other subgraph is asked': { query: '{ papers { title } }', fetches: ['library', 'texts'] },
    'provided and other fields': '{ newest { title pages author { name born } } }',
    'only other fields': '{ newest { pages author { born home { town } } } }',
    'provided three levels down': {
      query: '{ cited { authors { name home { country { name } } } } }',
      fetches: ['library'],
    },
    'provided three levels down, and more':
      '{ cited { title authors { name born home { town country { code name } } } } }',
    'on the types of an interface': {
      query: '{ shelf { ... on Paper { title } ... on Film { title minutes } } }',
      fetches: ['library'],
    },
    'through the interface': '{ shelf { title } }',
    'on the types of an interface, and more':
      '{ shelf { id title ... on Paper { pages } ... on Film { minutes author { name } } } }',
    'on the members of a union': {
      query: '{ found { ... on Film { title } ... on Paper { title } } }',
      fetches: ['library'],
    },
    'on the members of a union, and more':
      '{ found { ... on Film { title minutes } ... on Paper { title pages author { name } } } }',
    'the same field with and without': '{ newest { title author { name } } plain { title author { name } } }',
    'an alias of a provided field': '{ newest { heading: title writer: author { called: name } } }',
  },
);

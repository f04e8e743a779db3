import { answers, byKey, federate } from '../federate';

const practices = [{ code: 'ZXP0001' }];

const graph = federate({
  organisations: {
    sdl: `
      scalar Date
      input Filter { code: ID names: [String!] near: Point open: Boolean = true }
      input Point { x: Float! y: Float! = 1.5 }
      type Query { practice: Practice echo(filter: Filter, on: Date, representations: String): String }
      type Practice @key(fields: "code") { code: ID! }
    `,
    resolvers: {
      Query: { practice: () => practices[0], echo: (_: unknown, given: object) => JSON.stringify(given) },
      Practice: { __resolveReference: byKey(practices) },
    },
  },
  vaccinations: {
    sdl: `
      input Window { from: Int! to: Int }
      type Practice @key(fields: "code") { code: ID! doses(window: Window, of: [String]): String }
    `,
    resolvers: {
      Practice: {
        __resolveReference: (key: object) => key,
        doses: (_: unknown, given: object) => JSON.stringify(given),
      },
    },
  },
});

const doses = (given: object) => ({ data: { practice: { doses: JSON.stringify(given) } } });
const echo = (given: object) => ({ data: { echo: JSON.stringify(given) } });

answers(graph, {
  'an input object to an entity’s field': {
    query: 'query ($window: Window) { practice { doses(window: $window) } }',
    variables: { window: { from: 1, to: null } },
    answer: doses({ window: { from: 1, to: null } }),
  },
  'parts of an input object': {
    query: 'query ($from: Int!, $of: [String]) { practice { doses(window: { from: $from, to: 9 }, of: $of) } }',
    variables: { from: 2, of: ['flu', null] },
    answer: doses({ window: { from: 2, to: 9 }, of: ['flu', null] }),
  },
  'an absent variable is no argument': {
    query: 'query ($window: Window, $of: [String]) { practice { doses(window: $window, of: $of) } }',
    answer: doses({}),
  },
  'a null variable is a null argument': {
    query: 'query ($window: Window) { practice { doses(window: $window) } }',
    variables: { window: null },
    answer: doses({ window: null }),
  },
  'a default of the operation': {
    query: 'query ($window: Window = { from: 3 }) { practice { doses(window: $window) } }',
    answer: doses({ window: { from: 3 } }),
  },
  'defaults of an input type': {
    query: 'query ($filter: Filter) { echo(filter: $filter) }',
    variables: { filter: { near: { x: 1 }, names: 'Elm' } },
    answer: echo({ filter: { names: ['Elm'], near: { x: 1, y: 1.5 }, open: true } }),
  },
  'a scalar that only the subgraph understands': {
    query: 'query ($on: Date) { echo(on: $on) }',
    variables: { on: { year: 2024, list: [1, 'two', null] } },
    answer: echo({ on: { year: 2024, list: [1, 'two', null] } }),
  },
  'a variable that is called as the planner calls its own': {
    query:
      'query ($representations: [String], $window: Window) { practice { doses(window: $window, of: $representations) } }',
    variables: { representations: ['flu'], window: { from: 1 } },
    answer: doses({ window: { from: 1 }, of: ['flu'] }),
  },
  'an argument of that name': {
    query: 'query ($representations: String) { echo(representations: $representations) practice { doses } }',
    variables: { representations: 'mine' },
    answer: { data: { echo: '{"representations":"mine"}', practice: { doses: '{}' } } },
  },
  'texts with quotes, line ends and other alphabets': {
    query: 'query ($of: [String]) { practice { doses(of: $of) } }',
    variables: { of: ['"\\\n\u2028', 'Ŵyn ✓', '{"a":1}'] },
    answer: doses({ of: ['"\\\n\u2028', 'Ŵyn ✓', '{"a":1}'] }),
  },
  'a variable that must be given': {
    query: 'query ($from: Int!) { practice { doses(window: { from: $from }) } }',
    answer: { errors: [{ message: 'Variable "$from" of required type "Int!" was not provided.' }] },
    asks: [],
  },
  'a variable of the wrong type': {
    query: 'query ($from: Int!) { practice { doses(window: { from: $from }) } }',
    variables: { from: 'three' },
    answer: {
      errors: [
        { message: 'Variable "$from" got invalid value "three"; Int cannot represent non-integer value: "three"' },
      ],
    },
    asks: [],
  },
  'a field that an input type does not have': {
    query: 'query ($window: Window) { practice { doses(window: $window) } }',
    variables: { window: { from: 1, until: 2 } },
    answer: {
      errors: [
        {
          message:
            'Variable "$window" got invalid value { from: 1, until: 2 }; Field "until" is not defined by type "Window".',
        },
      ],
    },
    asks: [],
  },
  'variables that nobody declared are not sent on': {
    query: '{ practice { doses } }',
    variables: { secret: 'x' },
    answer: doses({}),
  },
  'one of several operations is asked for by name': {
    query: 'query A { practice { code } } query B($of: [String]) { practice { doses(of: $of) } }',
    operationName: 'B',
    variables: { of: [] },
    answer: doses({ of: [] }),
  },
  'a name that is not there': {
    query: 'query A { practice { code } } query B { practice { code } }',
    operationName: 'C',
    answer: {
      errors: [
        {
          message: 'The document holds no operation of the name asked for, or several and no name.',
          code: 'BAD_USER_INPUT',
        },
      ],
    },
    asks: [],
  },
});

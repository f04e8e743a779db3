import { testQueries, byKey, federate } from '../federate';

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
      Query: { practice: () => practices[0], echo: (_: unknown, args: object) => JSON.stringify(args) },
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
        doses: (_: unknown, args: object) => JSON.stringify(args),
      },
    },
  },
});

const doses = (args: object) => ({ data: { practice: { doses: JSON.stringify(args) } } });
const echo = (args: object) => ({ data: { echo: JSON.stringify(args) } });

testQueries(graph, {
  'an entity field takes an input object': {
    query: 'query ($window: Window) { practice { doses(window: $window) } }',
    variables: { window: { from: 1, to: null } },
    response: doses({ window: { from: 1, to: null } }),
  },
  'variables can be parts of an input object': {
    query: 'query ($from: Int!, $of: [String]) { practice { doses(window: { from: $from, to: 9 }, of: $of) } }',
    variables: { from: 2, of: ['flu', null] },
    response: doses({ window: { from: 2, to: 9 }, of: ['flu', null] }),
  },
  'an omitted variable is an omitted argument': {
    query: 'query ($window: Window, $of: [String]) { practice { doses(window: $window, of: $of) } }',
    response: doses({}),
  },
  'a null variable is a null argument': {
    query: 'query ($window: Window) { practice { doses(window: $window) } }',
    variables: { window: null },
    response: doses({ window: null }),
  },
  'a default value of the operation is used': {
    query: 'query ($window: Window = { from: 3 }) { practice { doses(window: $window) } }',
    response: doses({ window: { from: 3 } }),
  },
  'default values of an input type are used': {
    query: 'query ($filter: Filter) { echo(filter: $filter) }',
    variables: { filter: { near: { x: 1 }, names: 'Elm' } },
    response: echo({ filter: { names: ['Elm'], near: { x: 1, y: 1.5 }, open: true } }),
  },
  'the value of a custom scalar is sent as it is': {
    query: 'query ($on: Date) { echo(on: $on) }',
    variables: { on: { year: 2024, list: [1, 'two', null] } },
    response: echo({ on: { year: 2024, list: [1, 'two', null] } }),
  },
  'a variable can have the name of a variable of the planner': {
    query:
      'query ($representations: [String], $window: Window) { practice { doses(window: $window, of: $representations) } }',
    variables: { representations: ['flu'], window: { from: 1 } },
    response: doses({ window: { from: 1 }, of: ['flu'] }),
  },
  'an argument can have the name of a variable of the planner': {
    query: 'query ($representations: String) { echo(representations: $representations) practice { doses } }',
    variables: { representations: 'mine' },
    response: { data: { echo: '{"representations":"mine"}', practice: { doses: '{}' } } },
  },
  'strings with quotes, line ends and other alphabets are sent unchanged': {
    query: 'query ($of: [String]) { practice { doses(of: $of) } }',
    variables: { of: ['"\\\n\u2028', 'Ŵyn ✓', '{"a":1}'] },
    response: doses({ of: ['"\\\n\u2028', 'Ŵyn ✓', '{"a":1}'] }),
  },
  'a missing required variable is an error': {
    query: 'query ($from: Int!) { practice { doses(window: { from: $from }) } }',
    response: { errors: [{ message: 'Variable "$from" of required type "Int!" was not provided.' }] },
    fetches: [],
  },
  'a variable of the wrong type is an error': {
    query: 'query ($from: Int!) { practice { doses(window: { from: $from }) } }',
    variables: { from: 'three' },
    response: {
      errors: [
        { message: 'Variable "$from" got invalid value "three"; Int cannot represent non-integer value: "three"' },
      ],
    },
    fetches: [],
  },
  'an unknown field of an input type is an error': {
    query: 'query ($window: Window) { practice { doses(window: $window) } }',
    variables: { window: { from: 1, until: 2 } },
    response: {
      errors: [
        {
          message:
            'Variable "$window" got invalid value { from: 1, until: 2 }; Field "until" is not defined by type "Window".',
        },
      ],
    },
    fetches: [],
  },
  'variables that the operation does not declare are not sent': {
    query: '{ practice { doses } }',
    variables: { secret: 'x' },
    response: doses({}),
  },
  'operationName selects one of several operations': {
    query: 'query A { practice { code } } query B($of: [String]) { practice { doses(of: $of) } }',
    operationName: 'B',
    variables: { of: [] },
    response: doses({ of: [] }),
  },
  'an unknown operationName is an error': {
    query: 'query A { practice { code } } query B { practice { code } }',
    operationName: 'C',
    response: {
      errors: [
        {
          message: 'The document has no operation with this name, or several operations and no name was given.',
          code: 'BAD_USER_INPUT',
        },
      ],
    },
    fetches: [],
  },
});

import { conforms } from '../support/conformance';
import type { Thing, World } from '../support/world';

/** Each mutation changes the data, so its order shows in the response. */
function world(): World {
  let step = 0;
  const accounts: Record<string, unknown>[] = ['a', 'b'].map((id) => ({
    __typename: 'Account',
    id,
    balance: 10,
    history: [] as string[],
    owner: `Owner ${id}`,
    limit: () => step,
    steps: () => step,
    advice: (_: object, required?: unknown) => `${JSON.stringify(required)}`,
    partner: () => accounts[id === 'a' ? 1 : 0],
  }));
  const find = (id: string) => accounts.find((each) => each.id === id) ?? null;
  const change =
    (by: number) =>
    ({ id }: { id: string }) => {
      step++;
      const account = find(id);
      if (account) account.balance = (account.balance as number) + by * step;
      if (account) (account.history as string[]).push(`${step}: ${by}`);
      return account;
    };
  return {
    Query: { account: ({ id }: { id: string }) => find(id), steps: () => step },
    Mutation: {
      pay: change(1),
      draw: change(-1),
      close: ({ id }: { id: string }) => ({ __typename: 'Closed', at: ++step, account: find(id) }),
      note: ({ text }: { text: string }) => `${++step} ${text}`,
      refuse: () => {
        step++;
        throw new Error('refused');
      },
      must: () => {
        step++;
        return null;
      },
    },
    things: accounts as unknown as Thing[],
  };
}

conforms(
  'mutations in order, with entities after them',
  {
    subgraphs: {
      ledger: {
        sdl: `
          type Query { account(id: ID!): Account }
          type Mutation { pay(id: ID!): Account close(id: ID!): Closed refuse: Int }
          type Account @key(fields: "id") { id: ID! balance: Int history: [String!] partner: Account }
          type Closed { at: Int account: Account }`,
      },
      bank: {
        sdl: `
          type Query { steps: Int }
          type Mutation { draw(id: ID!): Account note(text: String!): String }
          type Account @key(fields: "id") { id: ID! owner: String steps: Int balance: Int @external advice: String @requires(fields: "balance") }`,
      },
    },
    schema: `
      type Query { account(id: ID!): Account steps: Int }
      type Mutation { pay(id: ID!): Account close(id: ID!): Closed refuse: Int draw(id: ID!): Account note(text: String!): String }
      type Account { id: ID! balance: Int history: [String!] partner: Account owner: String steps: Int advice: String }
      type Closed { at: Int account: Account }`,
    world,
  },
  {
    'one mutation': { query: 'mutation { pay(id: "a") { balance } }', fetches: ['ledger'] },
    'an entity after a mutation': { query: 'mutation { pay(id: "a") { balance owner } }', fetches: ['ledger', 'bank'] },
    'two mutations of one subgraph, in order':
      'mutation { a: pay(id: "a") { balance history } b: pay(id: "a") { balance history } }',
    'mutations of two subgraphs, in order':
      'mutation { pay(id: "a") { balance } draw(id: "a") { id } last: pay(id: "a") { balance history } }',
    'the fields of a mutation are read before the next mutation':
      'mutation { pay(id: "a") { steps } note(text: "x") b: pay(id: "b") { steps } }',
    'the other subgraph first': 'mutation { draw(id: "b") { owner balance history } pay(id: "b") { balance } }',
    'what is required after a mutation': 'mutation { draw(id: "a") { advice } pay(id: "b") { advice balance } }',
    'a value type with an entity': 'mutation { close(id: "b") { at account { owner balance } } }',
    'an entity behind the entity': 'mutation { pay(id: "a") { partner { owner steps balance } } }',
    'an unknown entity': 'mutation { pay(id: "none") { owner } note(text: "after") }',
    'a mutation that fails, and the next one': 'mutation { note(text: "1") refuse after: note(text: "2") }',
    'a mutation that fails, and entities of the others':
      'mutation { pay(id: "a") { owner } refuse draw(id: "b") { balance steps } }',
    'a mutation in a fragment':
      'mutation { ...M b: note(text: "2") } fragment M on Mutation { a: note(text: "1") pay(id: "a") { steps owner } }',
    'variables and conditions': {
      query:
        'mutation ($id: ID!, $no: Boolean!) { pay(id: $id) { balance owner @skip(if: $no) } draw(id: $id) @include(if: $no) { id } c: note(text: "c") }',
      variables: { id: 'b', no: false },
    },
    '__typename of a mutation': 'mutation { __typename note(text: "1") pay(id: "a") { __typename owner } }',
  },
);

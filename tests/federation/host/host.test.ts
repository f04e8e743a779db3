import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import { federate } from '../federate';
import { organisations, vaccinations } from '../keys/subgraphs';

const graph = federate({ organisations, vaccinations });
type Gateway = ApolloServerOptionsWithGateway<object>['gateway'];

/** The federation as an implementation of Apollo Server's gateway interface. */
const gateway: Gateway = {
  onSchemaLoadOrUpdate(listener) {
    listener({ apiSchema: graph.apiSchema, coreSupergraphSdl: graph.supergraph.sdl });
    return () => undefined;
  },
  load: () => Promise.resolve({ executor: graph.executor }),
  stop: () => Promise.resolve(),
};
const server = new ApolloServer<object>({ gateway, includeStacktraceInErrorResponses: false });
afterAll(() => server.stop());

async function execute(query: string, variables = {}) {
  const { body, http } = await server.executeOperation({ query, variables });
  const result = body.kind === 'single' ? body.singleResult : undefined;
  return {
    status: http.status ?? 200,
    data: result?.data,
    codes: result?.errors?.map(({ extensions }) => extensions?.code),
  };
}

test('Apollo Server hosts the federation', async () => {
  expect(JSON.parse(JSON.stringify(await execute('{ practices { name doses } }')))).toEqual({
    status: 200,
    data: {
      practices: [
        { name: 'Elm Surgery', doses: 12 },
        { name: 'Oak Surgery', doses: 40 },
      ],
    },
  });
});

test('an invalid variable is a client error with status 400', async () => {
  const query = 'query ($code: ID!) { practice(code: $code) { name } }';
  expect(await execute(query, { code: { no: 1 } })).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
});

test('an invalid document does not reach the executor', async () => {
  expect(await execute('{ practices { nope } }')).toMatchObject({ status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'] });
});

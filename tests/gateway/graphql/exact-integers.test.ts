import { parseExactly } from '../../../federation/exact-json';
import { createFederation } from '../../../federation/federation';
import { readSubgraphResponse } from '../../../federation/subgraphs/http/response';
import { compose } from '../../../federation/composition/compose';
import { reloadableGateway } from '../../../gateway/graphql/reloadable-gateway';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';
import { planning } from '../../federation/federate';

const LONG = '9007199254740993';

/** Opens a gateway to one subgraph, and returns the text of each response and of the variables that the subgraph received. */
async function openGateway(answer: string) {
  const sdl = `
    scalar Long
    input Filter { ids: [ID!] from: Long share: Float }
    type Query { long(id: Long, key: ID, filter: Filter): Long fails: Int }
  `;
  const received: string[] = [];
  const federation = createFederation({
    planning,
    supergraph: compose([{ name: 'things', sdl }]),
    subgraphs: {
      things: ({ variablesText }) => {
        received.push(variablesText());
        return readSubgraphResponse('things', {
          status: 200,
          headers: { 'content-type': 'application/json' },
          text: answer,
        });
      },
    },
  });
  const manager = { current: federation, onChange: () => () => undefined, close: async () => undefined };
  const gateway = await openInMemoryGateway({ gateway: reloadableGateway(manager) });
  return { ...gateway, received };
}

test('variables in the body of a request keep their digits, as their types need them', async () => {
  const gateway = await openGateway(`{"data":{"long":${LONG}}}`);
  const query = 'query ($id: Long, $key: ID, $filter: Filter) { long(id: $id, key: $key, filter: $filter) }';
  const variables = `{"id":${LONG},"key":${LONG},"filter":{"ids":[${LONG}],"from":${LONG},"share":${LONG}}}`;
  const { body } = await gateway.post(`{"query":${JSON.stringify(query)},"variables":${variables}}`);
  const [id, share] = [BigInt(LONG), 2n ** 53n];
  expect(gateway.received.map(parseExactly)).toEqual([{ id, key: LONG, filter: { ids: [LONG], from: id, share } }]);
  expect(body).toContain(`{"data":{"long":${LONG}}`);
  await gateway.close();
});

test('a response with an error keeps its digits', async () => {
  const gateway = await openGateway(
    `{"data":{"long":${LONG},"fails":null},"errors":[{"message":"a","path":["fails"]}]}`,
  );
  const { body } = await gateway.post({ query: '{ long fails }' });
  expect(body).toMatch(/^\{"errors":\[\{.*\}\],"data":\{"long":9007199254740993,"fails":null\},"extensions":\{/);
  await gateway.close();
});

test('a variable of our own graph keeps its digits where it is an ID', async () => {
  const gateway = await openInMemoryGateway();
  const query = 'query ($code: ID!) { organisation(code: $code) { code } }';
  const { body } = await gateway.post(`{"query":${JSON.stringify(query)},"variables":{"code":${LONG}}}`);
  expect(body).toContain(`{"organisation":{"code":"${LONG}"}}`);
  await gateway.close();
});

test('an integer beyond 2^53 where an Int is expected is an invalid variable', async () => {
  const gateway = await openInMemoryGateway();
  const query = 'query ($first: Int!) { page(first: $first) { code } }';
  const { body } = await gateway.post(`{"query":${JSON.stringify(query)},"variables":{"first":${LONG}}}`);
  expect(body).toContain('Int cannot represent non 32-bit signed integer value');
  await gateway.close();
});

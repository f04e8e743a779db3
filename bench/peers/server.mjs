// @neo4j/graphql on its simplest schema: no history, no releases, one label. Listens on PORT and prints its URL.
import { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { Neo4jGraphQL } from '@neo4j/graphql';
import Fastify from 'fastify';
import neo4j from 'neo4j-driver';

const typeDefs = `
  type PeerOrganisation @node {
    code: String!
    name: String!
    town: String
    icbs: [PeerOrganisation!]! @relationship(type: "PEER_ICB", direction: IN)
    locations: [PeerOrganisation!]! @relationship(type: "PEER_LOCATION", direction: IN)
    practices: [PeerOrganisation!]! @relationship(type: "PEER_PRACTICE", direction: IN)
    networks: [PeerOrganisation!]! @relationship(type: "PEER_NETWORK", direction: OUT)
  }
`;

const { NEO4J_URI, NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '', PORT = '0' } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD), { maxConnectionPoolSize: 24 });
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const app = Fastify();
const server = new ApolloServer({ schema, plugins: [fastifyApolloDrainPlugin(app)], csrfPrevention: false });
await server.start();
app.post('/graphql', fastifyApolloHandler(server));
const url = await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log(`${url}/graphql`);
process.on('SIGTERM', async () => {
  await app.close();
  await driver.close();
  process.exit(0);
});

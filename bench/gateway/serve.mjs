// Apollo Server on Fastify, as fast as its settings allow, on a free port; prints its address.
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';

const plugins = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

/** `graph` is what Apollo Server takes: typeDefs and resolvers, or a gateway. */
export async function serve(graph) {
  const stringifyResult = (result) => JSON.stringify(result);
  const server = new ApolloServer({ ...graph, plugins, stringifyResult, nodeEnv: 'production' });
  await server.start();
  const app = Fastify();
  app.post('/graphql', fastifyApolloHandler(server));
  console.log(`${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`);
  process.on('SIGTERM', () => process.exit());
}

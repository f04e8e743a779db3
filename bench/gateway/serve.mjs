// Apollo Server on Fastify with its fastest settings, on a free port; prints its URL.
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

/** `options` for Apollo Server: typeDefs and resolvers, or a gateway. */
export async function serve(options) {
  const stringifyResult = (result) => JSON.stringify(result);
  const server = new ApolloServer({ ...options, plugins, stringifyResult, nodeEnv: 'production' });
  await server.start();
  const app = Fastify();
  app.post('/graphql', fastifyApolloHandler(server));
  console.log(`${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`);
  process.on('SIGTERM', () => process.exit());
}

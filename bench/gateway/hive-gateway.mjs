// Hive's gateway runtime with its default executor, on the supergraph in SUPERGRAPH_FILE; without deduplication of
// requests in flight.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

const gateway = createGatewayRuntime({
  supergraph: readFileSync(process.env.SUPERGRAPH_FILE, 'utf8'),
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  inboundInflightRequestDeduplication: false,
  logging: false,
});
const server = createServer(gateway);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
process.on('SIGTERM', () => process.exit());

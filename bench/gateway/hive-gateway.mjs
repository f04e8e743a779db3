// Hive's gateway runtime on the supergraph in SUPERGRAPH_FILE. PLANNER=rust: with its planner in Rust, otherwise with its
// default executor. SHARE=on: identical requests to subgraphs that are in flight share one answer.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

const { SUPERGRAPH_FILE, PLANNER, SHARE } = process.env;
const isShared = SHARE === 'on';
const rust = PLANNER === 'rust' && (await import('@graphql-hive/router-runtime'));
const gateway = createGatewayRuntime({
  supergraph: readFileSync(SUPERGRAPH_FILE, 'utf8'),
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: isShared } } },
  inboundInflightRequestDeduplication: false,
  logging: false,
  ...(rust && { unifiedGraphHandler: rust.unifiedGraphHandler }),
});
const server = createServer(gateway);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
process.on('SIGTERM', () => process.exit());

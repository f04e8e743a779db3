// @apollo/gateway in Apollo Server on Fastify, on the supergraph in SUPERGRAPH_FILE.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { serve } from './serve.mjs';

await serve({ gateway: new ApolloGateway({ supergraphSdl: readFileSync(process.env.SUPERGRAPH_FILE, 'utf8') }) });

import { buildSchema, type GraphQLFieldResolver } from 'graphql';
import pino from 'pino';
import { KnownError } from '../../../errors';
import { fixedGateway } from '../../../gateway/graphql/fixed-gateway';
import { createHealth } from '../../../gateway/http/health';
import { DEFAULT_LIMITS, type Limits } from '../../../gateway/limits';
import { createSchemaExecutor } from '../../../federation/subgraphs/schema-executor';
import { createGateway, type GatewaySettings } from '../../../gateway/server';
import type { Context } from '../../../domain/context';
import { WorkBudget } from '../../../work-budget';

/** A small schema without a database, for tests of HTTP behaviour that holds for every schema. */
const SDL = `
  enum View { OPERATION COMMISSIONING }
  input Filter { and: [Filter!] name: String }
  type Query {
    organisation(code: ID!, view: View): Organisation
    page(first: Int! = 20): [Organisation!]!
    find(filter: Filter): Organisation
    echo(text: String): String
    sleep(ms: Int!): Boolean
    large(bytes: Int!): String
    fails: String
    failsAlways: String!
    unavailable: String!
  }
  type Organisation { code: ID! name: String! parent: Organisation fails: String }
`;

type Resolver = GraphQLFieldResolver<unknown, unknown, never>;
export const SECRET_TEXT = 'MATCH (o) RETURN o failed at bolt://db.internal:7687 in /srv/app/graph/neo4j.ts';
const fail = () => {
  throw new Error(SECRET_TEXT);
};
const organisation = (code: string): object => ({
  code,
  name: `NAME OF ${code}`,
  parent: () => organisation(`${code}P`),
  fails: fail,
});

const resolvers: Record<string, Resolver> = {
  organisation: (_root, { code }: { code: string }) => organisation(code),
  page: (_root, { first }: { first: number }) => Array.from({ length: first }, (_, at) => organisation(String(at))),
  find: () => organisation('FOUND'),
  echo: (_root, { text }: { text: string }) => text,
  sleep: (_root, { ms }: { ms: number }) => new Promise((resolve) => setTimeout(resolve, ms, true).unref()),
  large: (_root, { bytes }: { bytes: number }) => 'x'.repeat(bytes),
  fails: fail,
  failsAlways: fail,
  unavailable: () => {
    throw new KnownError('DATABASE_UNAVAILABLE', 'The database is not available.', { cause: new Error(SECRET_TEXT) });
  },
};

const release = {
  id: '2024-10-31',
  number: 2,
  sequence: 2,
  publicationDate: '2024-10-31',
  sha256: 'ab',
  loadedAt: '2024-11-01T00:00:00Z',
  organisations: 1,
  relationships: 1,
};
const known = { sizes: new Map() };
const root = { date: '2024-10-31', basis: 'OPERATIONAL', release, hasOwnDate: false };

/** What the gateway itself reads of a context. */
export function inMemoryContext(): Context {
  const snapshot = { live: release, releases: [release], generation: 0, postcodes: 0, known, content: 'one release' };
  const loaders = { work: new WorkBudget() };
  return {
    root,
    used: new Map(),
    dependencies: { namedRelease: false, currentContent: true },
    defaultCodes: new Set(),
    releases: [release],
    snapshot,
    loaders,
  } as unknown as Context;
}

type GatewayOptions = Partial<Omit<GatewaySettings, 'limits'>> & { limits?: Partial<Limits>; compileAfter?: number };

/** Opens a gateway over the small schema, without a port. The caller closes it. */
export async function openInMemoryGateway({ limits, compileAfter, ...given }: GatewayOptions = {}) {
  const schema = buildSchema(SDL);
  for (const [name, resolve] of Object.entries(resolvers))
    schema.getQueryType()!.getFields()[name]!.resolve = resolve as never;
  const lines: string[] = [];
  const logger = pino({ level: 'info', base: undefined }, { write: (line: string) => void lines.push(line) });
  const health = createHealth({ probe: async () => undefined });
  health.markWarm();
  const executorSettings = compileAfter === undefined ? {} : { compileAfter };
  const newGateway = () => fixedGateway(schema, createSchemaExecutor(schema, executorSettings));
  const gateway = await createGateway({
    gateway: newGateway(),
    limits: { ...DEFAULT_LIMITS, ...limits },
    introspection: true,
    suggestions: false,
    logger,
    corsOrigins: [],
    health,
    makeContext: () => inMemoryContext(),
    ...given,
  });
  const post = (payload: unknown, headers: Record<string, string> = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    });
  return { ...gateway, post, lines, health, newGateway };
}

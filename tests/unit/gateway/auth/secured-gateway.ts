import pino from 'pino';
import { createFederation } from '../../../../federation/federation';
import { createPlanProcess } from '../../../../federation/planning/plan-process';
import { compose } from '../../../../federation/composition/compose';
import { contractSupergraph } from '../../../../federation/contracts/contract-sdl';
import { readSupergraph, type Supergraph } from '../../../../federation/supergraph/supergraph';
import { createSchemaExecutor } from '../../../../federation/subgraphs/schema-executor';
import type { SubgraphRequest } from '../../../../federation/subgraphs/subgraph-executor';
import { parseAuthFile } from '../../../../gateway/auth/auth-file';
import { openAuthenticator } from '../../../../gateway/auth/authenticator';
import { reloadableGateway } from '../../../../gateway/graphql/reloadable-gateway';
import { openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { stringify } from 'yaml';

/** A gateway without a database over two subgraphs in process, one of which has protected fields. */

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes", "@policy", "@tag"])\n';
export const SECRET = 'payroll of 4711';
const OWN = `${LINK} type Query { organisation(code: ID!): Organisation open: String me: String @authenticated }
  type Organisation @key(fields: "code") { code: ID! name: String }`;
const TEAM = `${LINK} type Query { plans: String @policy(policies: [["board"]]) wards: String @tag(name: "internal") }
  type Organisation @key(fields: "code") {
    code: ID! payroll: String @authenticated budget: String @requiresScopes(scopes: [["read:budgets"]])
  }`;

type Resolvers = Readonly<Record<string, object>>;
const own: Resolvers = {
  Query: {
    organisation: (_: unknown, { code }: { code: string }) => ({ code, name: 'Ward' }),
    open: () => 'open',
    me: () => `me ${SECRET}`,
  },
  Organisation: { __resolveReference: ({ code }: { code: string }) => ({ code, name: 'Ward' }) },
};
const team: Resolvers = {
  Query: { plans: () => `plans ${SECRET}`, wards: () => 'wards' },
  Organisation: {
    __resolveReference: ({ code }: { code: string }) => ({ code, payroll: SECRET, budget: `budget ${SECRET}` }),
  },
};

export type AuthOptions = Readonly<Record<string, unknown>>;

/** The contract 'public', which serves its host too, has no `Query.wards`. */
const PUBLIC = { name: 'public', include: [], exclude: ['internal'] };
export const PUBLIC_HOST = 'public.example.org';

export async function openSecuredGateway(auth: AuthOptions, parts: Parameters<typeof openInMemoryGateway>[0] = {}) {
  const planning = createPlanProcess();
  const sent: SubgraphRequest[] = [];
  const executorOf = (sdl: string, resolvers: Resolvers) => {
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
    const execute = createSchemaExecutor<unknown>(schema);
    return async (request: SubgraphRequest) => {
      sent.push(request);
      const variables = JSON.parse(request.variablesText()) as Record<string, unknown>;
      return (await execute({ document: parse(request.operation.query), variables }, {})) as never;
    };
  };
  const definitions = [
    { name: 'organisations', sdl: OWN },
    { name: 'team', sdl: TEAM },
  ];
  const settings = parseAuthFile(stringify(auth), __dirname);
  const supergraph = readSupergraph(compose(definitions, undefined, { isSecured: true }), { isSecured: true });
  const gatewayOf = (variant: Supergraph, close = async () => undefined as void) => {
    const current = createFederation({
      supergraph: variant,
      subgraphs: { organisations: executorOf(OWN, own), team: executorOf(TEAM, team) },
      planning,
      refuseUnauthorized: settings.unauthorized === 'refuse',
    });
    return reloadableGateway({ current, onChange: () => () => undefined, close });
  };
  const lines: string[] = [];
  const logger = pino({ level: 'debug', base: undefined }, { write: (line: string) => void lines.push(line) });
  const contract = {
    name: PUBLIC.name,
    hosts: [PUBLIC_HOST],
    gateway: gatewayOf(contractSupergraph(supergraph, PUBLIC, {}, { isSecured: true })),
  };
  const gateway = await openInMemoryGateway({
    gateway: gatewayOf(supergraph, async () => planning.close()),
    contracts: [contract],
    authenticator: await openAuthenticator(settings, logger, logger),
    exposeQueryPlan: true,
    responseCacheBytes: 2 ** 20,
    ...parts,
  });
  return { ...gateway, sent, authLines: lines };
}

export type SecuredGateway = Awaited<ReturnType<typeof openSecuredGateway>>;

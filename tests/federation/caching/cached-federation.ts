import { createAnswerCache, type AnswerCacheSettings } from '../../../federation/caching/answer-cache';
import { cacheAnswers } from '../../../federation/caching/caching-executor';
import { createFederation } from '../../../federation/federation';
import { createHttpExecutor, type HttpExecutorSettings } from '../../../federation/subgraphs/http-executor';
import { compose } from '../../../federation/composition/compose';
import { RequestTelemetry } from '../../../telemetry/request-telemetry';
import { parse, type DocumentNode } from 'graphql';
import { byKey, inProcess, planning, sdlOf, type QueryResponse, type SmallSubgraph } from '../federate';
import { graphql, json, serve, type Received } from '../transport/server';
import type { ServerResponse } from 'node:http';

/** 60 practices: `doses` of a practice is ten times its number. */
export const practices = Array.from({ length: 60 }, (_, at) => ({
  code: `P${at}`,
  name: `Surgery ${at}`,
  doses: at * 10,
}));

const organisations: SmallSubgraph = {
  sdl: `
    type Query { practices(first: Int!): [Practice!]! practice(code: ID!): Practice! }
    type Mutation { rename(code: ID!): Practice }
    type Practice @key(fields: "code") { code: ID! name: String neighbour: Practice }
  `,
  resolvers: {
    Query: {
      practices: (_: unknown, { first }: { first: number }) => practices.slice(0, first),
      practice: (_: unknown, { code }: { code: string }) => practices.find((each) => each.code === code),
    },
    Mutation: { rename: () => practices[1] },
    Practice: {
      __resolveReference: byKey(practices),
      neighbour: ({ code }: { code: string }) => practices[Number(code.slice(1)) + 1],
    },
  },
};

export const vaccinations: SmallSubgraph = {
  sdl: `
    type Query { total: Int region(name: String!): String }
    type Mutation { record(code: ID!): Practice }
    type Practice @key(fields: "code") { code: ID! doses(month: Int): Int }
  `,
  resolvers: {
    Query: { total: () => 7, region: (_: unknown, { name }: { name: string }) => `${name}!` },
    Mutation: { record: () => practices[1] },
    Practice: {
      __resolveReference: byKey(practices),
      doses: ({ doses }: { doses: number }, { month = 0 }: { month?: number }) => doses + month,
    },
  },
};

const definitions = Object.entries({ organisations, vaccinations });

/** Writes the headers of a response, or the whole response if it returns true. */
export type Respond = (response: ServerResponse, received: Received, nth: number) => unknown;

export interface CachedOptions extends Partial<AnswerCacheSettings> {
  readonly settings?: Partial<HttpExecutorSettings>;
  /** Part of the SDL of the supergraph. */
  readonly sdl?: string;
}

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** Opens a federation with `vaccinations` over HTTP and a cache of its responses. `respond` sets their headers. */
export async function openCached(respond: Respond, options: CachedOptions = {}) {
  const { settings = {}, sdl = '', ...cacheSettings } = options;
  const execute = graphql(vaccinations);
  const server = await serve((response, received, nth) => {
    if (respond(response, received, nth) !== true) void execute(response, received, nth);
  });
  const clock = { ms: 1_000_000 };
  const answers = createAnswerCache({ bytes: 10_000_000, now: () => clock.ms, ...cacheSettings });
  const open = (more = sdl) => {
    const subgraph = { name: 'vaccinations', url: server.url, ...settings };
    const http = createHttpExecutor(subgraph);
    opened.push(http);
    const federation = createFederation({
      supergraph: compose(definitions.map(([name, each]) => ({ name, sdl: sdlOf(each) }))),
      subgraphs: { organisations: inProcess(organisations, []), vaccinations: http.execute },
      planning,
      cacheAnswers: (name, run) =>
        name === 'vaccinations' ? cacheAnswers(run, { subgraph, version: more, answers }) : run,
    });
    return (query: string, headers: Readonly<Record<string, string>> = {}) => run(federation, query, headers);
  };
  opened.push(server);
  /** Codes in each request for entities so far, or the query of other requests. */
  const sent = () =>
    server.received.map(({ body }) => {
      const lists = Object.values(body.variables ?? {}).filter((value) => Array.isArray(value));
      return lists.length > 0 ? lists.flat().map((each) => (each as { code: string }).code) : body.query;
    });
  return { query: open(), open, sent, received: server.received, answers, clock };
}

/** As the document store of the gateway does: equal texts are one document. */
const documents = new Map<string, DocumentNode>();
function documentOf(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  return document;
}

async function run(
  federation: ReturnType<typeof createFederation>,
  query: string,
  headers: Readonly<Record<string, string>>,
): Promise<QueryResponse & { readonly telemetry: RequestTelemetry }> {
  const telemetry = new RequestTelemetry({ startedAt: performance.now(), recordFetches: true });
  const result = await federation.executor({
    document: documentOf(query),
    request: { http: { headers: { get: (name) => headers[name] } } },
    context: { request: { telemetry }, user: headers['x-test-user'] },
  });
  const errors = result.errors?.map(({ message, path, extensions: { code } }) => ({ message, path, code }));
  return {
    data: JSON.parse(JSON.stringify(result.data)) as unknown,
    ...(errors && { errors: errors as never }),
    telemetry,
  };
}

/** Sets headers of each response. */
export const withHeaders =
  (headers: Readonly<Record<string, string | readonly string[]>>): Respond =>
  (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string);
  };

export { json };

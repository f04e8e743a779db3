import { load, rank, type ToRequest } from '../support/load';
import { pin } from '../support/cpu';
import { post } from '../support/post';
import { inRounds } from '../support/rounds';
import { startServer, untilReady, type ServerProcess } from '../support/server';
import { CORES, MAIN, roundsOf, roundText, type BenchContext } from './context';
import type { Figure } from './figures';
import { toFigure } from './graph-part';

const CONNECTIONS = 16;
/** Which settings a question is measured with. */
const SERVERS = {
  cached: {},
  executed: { RESPONSE_CACHE_BYTES: '0' },
  cold: { CACHE_BYTES: '0', RESPONSE_CACHE_BYTES: '0' },
};
type ServerName = keyof typeof SERVERS;

interface Kind {
  readonly what: string;
  readonly server: ServerName;
  readonly bodies: readonly string[];
  readonly toRequest?: ToRequest;
}

/** What one core of ours serves by kind of question, and how long single requests take. */
export async function measureKinds(context: BenchContext): Promise<{ figures: Figure[]; how: string }> {
  const database = await context.database();
  pin(process.pid, CORES.others);
  const servers = new Map<ServerName, ServerProcess>();
  try {
    for (const [name, env] of Object.entries(SERVERS)) {
      const server = await startServer([...MAIN, 'serve'], { ...database.env, PORT: '0', LOG_LEVEL: 'error', ...env });
      pin(server.pid, CORES.server);
      servers.set(name as ServerName, server);
      await untilReady(server.url.replace('/graphql', '/readyz'));
    }
    const rounds = roundsOf(context, CONNECTIONS, 1.5);
    const figures: Figure[] = [];
    for (const kind of await kindsOf(servers.get('cached')!.url)) {
      const server = servers.get(kind.server)!;
      const contender = { ...kind, name: 'ours', url: server.url, pid: server.pid, databasePid: database.pid };
      const [measured] = await inRounds([contender], rounds);
      const bytes = await bytesOf(kind, server.url);
      figures.push({
        ...toFigure(kind.what, measured!),
        bytes,
        times: await timesOf(kind, server.url, context.isQuick),
      });
    }
    return { figures, how: roundText(rounds) };
  } finally {
    await Promise.all([...servers.values()].map((server) => server.close()));
  }
}

const QUANTILES = [10, 25, 50, 75, 90, 99];

/** Times of requests that are sent one after another, which is the time that each takes in the server and the database. */
async function timesOf(
  { bodies, toRequest }: Kind,
  url: string,
  isQuick: boolean,
): Promise<NonNullable<Figure['times']>> {
  const { times } = await load({ url, bodies, toRequest, connections: 1, seconds: isQuick ? 0.3 : 1.5 });
  return Object.fromEntries(QUANTILES.map((part) => [`p${part}`, Number(rank(times, part / 100).toFixed(3))]));
}

async function bytesOf({ bodies, toRequest }: Kind, url: string): Promise<number> {
  if (toRequest) return 0;
  return JSON.stringify({ data: await post(url, bodies[0]!) }).length;
}

async function kindsOf(url: string): Promise<Kind[]> {
  const codes = await codesOf(url, 'kinds: [GP_PRACTICE], first: 200');
  const regions = await codesOf(url, 'kinds: [REGION], first: 20');
  const lists = Array.from({ length: codes.length }, (_, at) => [...codes, ...codes].slice(at, at + 100));
  const bodies = (query: string, variables: readonly object[]) =>
    variables.map((each) => JSON.stringify({ query, variables: each }));
  const record = 'code name isActive kinds';
  const list = bodies(
    `query ($codes: [ID!]!) { organisations(codes: $codes) { ${record} } }`,
    lists.map((each) => ({ codes: each })),
  );
  const one = bodies(
    `query ($code: ID!) { organisation(code: $code) { ${record} roles { isPrimary } parents(view: COMMISSIONING) { ${record} } } }`,
    codes.map((code) => ({ code })),
  );
  const walk = bodies(
    WALK,
    regions.map((code) => ({ code })),
  );
  const words = ['surg', 'medical', 'old mi', 'health ce', 'park', 'practice', 'road', 'hosp'];
  const search = bodies(
    `query ($text: String!) { search(text: $text, first: 20) { nodes { ${record} } } }`,
    words.map((text) => ({ text })),
  );
  const suggest = bodies(
    'query ($text: String!) { suggest(text: $text) { code name } }',
    words.map((text) => ({ text })),
  );
  const rollUp = bodies(
    '{ rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING) { groups { organisation { code name } count } } }',
    [{}],
  );
  return [
    { what: 'the client has the response (304)', server: 'cached', ...(await revalidating(url, list[0]!)) },
    { what: 'list of 100, response cached', server: 'cached', bodies: list },
    { what: 'record with roles and parents', server: 'executed', bodies: one },
    { what: 'list of 100', server: 'executed', bodies: list },
    { what: 'four levels', server: 'executed', bodies: walk },
    { what: 'suggestions', server: 'executed', bodies: suggest },
    { what: 'search', server: 'executed', bodies: search },
    { what: 'practices counted by ICB', server: 'executed', bodies: rollUp },
    { what: 'record with roles and parents, nothing cached', server: 'cold', bodies: one },
    { what: 'list of 100, nothing cached', server: 'cold', bodies: list },
    { what: 'four levels, nothing cached', server: 'cold', bodies: walk },
  ];
}

const WALK = `query ($code: ID!) { organisation(code: $code) { code name
  children(view: COMMISSIONING, first: 20) { nodes { code name
    children(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION], first: 20) { nodes { code name
      children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 20) { nodes { code name networks { code name } } } } } } } } }`;

async function codesOf(url: string, filter: string): Promise<string[]> {
  const { search } = (await post(url, { query: `{ search(${filter}) { nodes { code } } }` })) as {
    search: { nodes: { code: string }[] };
  };
  return search.nodes.map(({ code }) => code);
}

/** A GET request with the tag of the response. */
async function revalidating(url: string, body: string): Promise<Pick<Kind, 'bodies' | 'toRequest'>> {
  const { query, variables } = JSON.parse(body) as { query: string; variables: object };
  const path = `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString()}`;
  const etag = (await fetch(new URL(path, url))).headers.get('etag');
  if (etag === null) throw new Error('The response has no tag.');
  const headers = { accept: 'application/json', 'if-none-match': etag };
  return { bodies: [body], toRequest: () => ({ method: 'GET', path, headers }) };
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { rounded } from './support/rounds';
import { startServer, untilReady } from './support/server';

/**
 * Serves the subgraphs of 20 teams, which are one process of their own, at 200 requests/s: first all are well; then two are down, one
 * hangs and one sends nonsense while the graph is reloaded every second; then all are well again. Each response is compared with
 * what the teams return. Run: `NEO4J_URI=… NEO4J_PASSWORD=… npm run bench teams`, or with a DATA_DIR for a Neo4j of its own.
 */
const SERVE = [join(__dirname, '../dist/cli/main.js'), 'serve'];
const { BENCH_SECONDS = '15', BENCH_RATE = '200' } = process.env;
const TEAMS = 20;
const SICK: ReadonlyMap<number, string> = new Map([
  [3, 'down'],
  [8, 'down'],
  [12, 'hang'],
  [17, 'nonsense'],
]);
/** Until the circuit breakers let requests through again. */
const RECOVERY_MS = 7_000;

interface Phase {
  readonly phase: string;
  readonly requests: number;
  /** Values that are not those of their team, and nulls without an error. */
  readonly wrong: number;
  /** Responses with an error of a team that is well, or without an answer. */
  readonly others: number;
  /** Fields that are null, each with its error. */
  readonly nulls: number;
  readonly p50: number;
  readonly p99: number;
  readonly reloads: number;
}

interface Teams {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly sdls: readonly (readonly [string, string])[];
}

export async function benchTeams(): Promise<Phase[]> {
  const folder = mkdtempSync(join(tmpdir(), 'teams-'));
  const teams = await startTeams(folder);
  const server = await startServer(SERVE, {
    PORT: '0',
    LOG_LEVEL: 'silent',
    EXPLORER: 'off',
    PLAYGROUND: 'off',
    SUBGRAPHS: join(folder, 'subgraphs.yaml'),
  });
  try {
    await untilReady(server.url.replace('/graphql', '/readyz'));
    const codes = await codesAt(server.url);
    await run({ phase: 'warm-up', url: server.url, codes, sick: new Map() });
    const well = await run({ phase: 'all are well', url: server.url, codes, sick: new Map() });
    for (const [team, mode] of SICK) await behave(teams, team, mode);
    const reloading = reloadEverySecond(teams, server.url);
    const sick = await run({ phase: 'four are sick, reloads', url: server.url, codes, sick: SICK });
    const reloads = await reloading.stop();
    for (const team of SICK.keys()) await behave(teams, team, 'up');
    await Promise.all([after(RECOVERY_MS), run({ phase: 'recovery', url: server.url, codes, sick: SICK, ms: 100 })]);
    const again = await run({ phase: 'all are well again', url: server.url, codes, sick: new Map() });
    return [well, { ...sick, reloads }, again];
  } finally {
    await server.close();
    teams.child.kill();
    rmSync(folder, { recursive: true });
  }
}

async function startTeams(folder: string): Promise<Teams> {
  const child = fork(join(__dirname, 'teams/subgraphs.mjs'), [String(TEAMS)]);
  const [{ teams }] = (await once(child, 'message')) as [{ teams: { url: string; sdls: [string, string] }[] }];
  const entries = teams.map(({ url, sdls }, at) => {
    const name = `team${at + 1}`;
    writeFileSync(join(folder, `${name}.graphql`), sdls[0]);
    return `  - { name: ${name}, url: "${url}", schema: ${name}.graphql, timeoutMs: 1000 }`;
  });
  writeFileSync(join(folder, 'subgraphs.yaml'), `subgraphs:\n${entries.join('\n')}\n`);
  return { child, folder, sdls: teams.map(({ sdls }) => sdls) };
}

async function behave({ child }: Teams, team: number, mode: string): Promise<void> {
  child.send({ team, mode });
  await once(child, 'message');
}

/** Changes the SDL of a team every second. `stop` returns how many supergraphs were served in that time. */
function reloadEverySecond({ folder, sdls }: Teams, url: string) {
  let revision = 0;
  const before = reloadsAt(url);
  const timer = setInterval(() => writeFileSync(join(folder, 'team20.graphql'), sdls[19]![++revision % 2]!), 1_000);
  return {
    async stop() {
      clearInterval(timer);
      await after(1_500);
      return (await reloadsAt(url)) - (await before);
    },
  };
}

async function reloadsAt(url: string): Promise<number> {
  const text = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  return Number(/^ods_graph_changes_total\{outcome="taken"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

async function codesAt(url: string): Promise<string[]> {
  const { data } = await send(url, '{ search(first: 50) { nodes { code } } }');
  return (data as { search: { nodes: { code: string }[] } }).search.nodes.map(({ code }) => code);
}

interface Response {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly unknown[]; readonly extensions: { readonly code: string } }[];
}

async function send(url: string, query: string): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Response;
}

interface RunSettings {
  readonly phase: string;
  readonly url: string;
  readonly codes: readonly string[];
  readonly sick: ReadonlyMap<number, string>;
  readonly ms?: number;
}

/** Sends requests at a fixed rate, whether the former ones were answered or not. */
async function run({ phase, url, codes, sick, ms = Number(BENCH_SECONDS) * 1_000 }: RunSettings): Promise<Phase> {
  const found = { wrong: 0, others: 0, nulls: 0 };
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const started = performance.now();
  for (let at = 0; performance.now() - started < ms; at++) {
    const due = started + (at * 1_000) / Number(BENCH_RATE);
    if (due > performance.now()) await after(due - performance.now());
    pending.push(ask(url, request(at, codes), sick, found).then((answered) => void times.push(answered - due)));
  }
  await Promise.all(pending);
  times.sort((a, b) => a - b);
  const quantile = (part: number) => rounded(times[Math.floor(times.length * part)] ?? 0);
  return { phase, requests: times.length, ...found, p50: quantile(0.5), p99: quantile(0.99), reloads: 0 };
}

interface Request {
  readonly teams: readonly number[];
  readonly codes: readonly string[];
}

function request(at: number, codes: readonly string[]): Request {
  const teams = [1, 7, 11].map((step) => ((at * step + step) % TEAMS) + 1);
  return { teams: [...new Set(teams)], codes: [codes[at % codes.length]!, codes[(at * 3 + 1) % codes.length]!] };
}

/** Asks several teams, and counts what is not as it should be. Returns when the answer was there. */
async function ask(
  url: string,
  { teams, codes }: Request,
  sick: ReadonlyMap<number, string>,
  found: { wrong: number; others: number; nulls: number },
): Promise<number> {
  const fields = teams.map((team) => `team${team} { of figures { text } }`).join(' ');
  const query = `{ organisations(codes: ${JSON.stringify(codes)}) { code ${fields} } }`;
  const { data, errors = [] } = await send(url, query).catch((): Response => ({}));
  const answered = performance.now();
  const list = (data as { organisations?: Record<string, unknown>[] } | undefined)?.organisations;
  const expected = (team: number, code: string) => ({
    of: code,
    figures: [1, 2, 3].map((at) => ({ text: `${team}/${code}/${at}` })),
  });
  const isOfSick = (path: readonly unknown[] = []) => [...sick.keys()].some((team) => path[2] === `team${team}`);
  if (!list || errors.some(({ path }) => !isOfSick(path))) found.others++;
  const explained = new Set(errors.map(({ path = [] }) => `${String(path[1])} ${String(path[2])}`));
  for (const [at, code] of codes.entries())
    for (const team of teams) {
      const value = list?.[at]?.[`team${team}`];
      if (value === null && explained.has(`${at} team${team}`)) found.nulls++;
      else if (list && JSON.stringify(value) !== JSON.stringify(expected(team, code))) found.wrong++;
    }
  return answered;
}

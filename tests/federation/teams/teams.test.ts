import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, type GraphQLError } from 'graphql';
import pino from 'pino';
import { stringify } from 'yaml';
import { HOME } from '../../../config';
import { openSupergraphManager, type SupergraphManager } from '../../../federation/supergraph-manager';
import { waitFor } from '../../support/process/wait-for';
import { schemaOf, sdlOf } from '../federate';

jest.setTimeout(60_000); // twenty subgraphs are composed again and again

const TEAMS = Array.from({ length: 20 }, (_, at) => at + 1);
const OWN = {
  sdl: 'type Query { organisations(codes: [ID!]!): [Organisation!]! } type Organisation @key(fields: "code") { code: ID! }',
  resolvers: {
    Query: { organisations: (_: unknown, { codes }: { codes: string[] }) => codes.map((code) => ({ code })) },
    Organisation: { __resolveReference: ({ code }: { code: string }) => ({ code }) },
  },
};
type Mode = 'up' | 'down' | 'hang' | 'error' | 'nonsense';

let child: ChildProcess;
let manager: SupergraphManager;
const folder = mkdtempSync(join(tmpdir(), 'teams-'));
let sdls: readonly (readonly [string, string])[];

beforeAll(async () => {
  child = fork(join(HOME, 'bench/teams/subgraphs.mjs'), [String(TEAMS.length)]);
  const [{ teams }] = (await once(child, 'message')) as [{ teams: { url: string; sdls: [string, string] }[] }];
  sdls = teams.map((team) => team.sdls);
  const entries = teams.map(({ url }, at) => {
    writeFileSync(join(folder, `team${at + 1}.graphql`), sdls[at]![0]);
    // Team 8 will hang; the others have the time that they need on a busy machine.
    const timeoutMs = at + 1 === 8 ? 2_000 : 30_000;
    return { name: `team${at + 1}`, url, schema: `team${at + 1}.graphql`, timeoutMs };
  });
  writeFileSync(join(folder, 'subgraphs.yaml'), stringify({ subgraphs: entries }));
  const own = { name: 'organisations', sdl: sdlOf(OWN), schema: schemaOf(OWN), sdlCommand: 'schema' };
  const sources = { own, subgraphs: join(folder, 'subgraphs.yaml'), env: {} };
  const logger = pino({ enabled: false });
  manager = await openSupergraphManager({
    sources,
    logger,
    timeoutMs: 30_000,
    every: { files: 20, subgraphs: 10_000 },
  });
});
afterAll(async () => {
  await manager?.close();
  child.kill();
  rmSync(folder, { recursive: true });
});

async function behave(team: number, mode: Mode): Promise<void> {
  child.send({ team, mode });
  await once(child, 'message');
}

/** Makes the next supergraph: one team adds a field, or removes it again. */
async function reload(revision: number): Promise<void> {
  const { taken } = manager.reloads;
  writeFileSync(join(folder, 'team20.graphql'), sdls[19]![revision % 2]!);
  await waitFor('the reload', () => manager.reloads.taken > taken);
}

const CODES = ['A', 'B'];
const figuresOf = (team: number, code: string) => ({
  of: code,
  figures: [1, 2, 3].map((at) => ({ text: `${team}/${code}/${at}` })),
});

/** Asks several teams, and returns what is not as it should be: a wrong value, or an error of a team that is up. */
async function ask(teams: readonly number[], sick: ReadonlySet<number>): Promise<string[]> {
  const fields = teams.map((team) => `team${team} { of figures { text } }`).join(' ');
  const document = parse(`{ organisations(codes: ${JSON.stringify(CODES)}) { code ${fields} } }`);
  const result = await manager.current.executor({ document, request: {}, context: {} });
  const data = JSON.parse(JSON.stringify(result.data ?? null)) as { organisations: Record<string, unknown>[] } | null;
  const expected = CODES.map((code) => ({
    code,
    ...Object.fromEntries(teams.map((team) => [`team${team}`, sick.has(team) ? null : figuresOf(team, code)])),
  }));
  const wrong = JSON.stringify(data?.organisations) === JSON.stringify(expected) ? [] : [JSON.stringify(data)];
  const blamed = (result.errors ?? []).filter((error) => !teams.some((team) => sick.has(team) && isOf(error, team)));
  const silent = teams.filter((team) => sick.has(team) && !(result.errors ?? []).some((error) => isOf(error, team)));
  return [...wrong, ...blamed.map(({ message }) => message), ...silent.map((team) => `team${team}: no error`)];
}

const isOf = ({ path, extensions }: GraphQLError, team: number) =>
  path?.[2] === `team${team}` && /^SUBGRAPH_/.test(String(extensions.code)) && extensions.subgraph === `team${team}`;

/** Every team is asked, in groups of four that differ in each round. */
const groups = (round: number) =>
  TEAMS.map((team) => [team, ...[7, 11, 13].map((step) => ((team + step * (round + 1)) % 20) + 1)]).map((group) => [
    ...new Set(group),
  ]);

test('20 teams: three are down and one sends nonsense while the graph is reloaded, and no other team is affected', async () => {
  expect((await Promise.all(groups(0).map((group) => ask(group, new Set())))).flat()).toEqual([]);
  const sick = new Set([3, 8, 12, 17]);
  const modes: readonly Mode[] = ['down', 'hang', 'error', 'nonsense'];
  for (const [at, team] of [...sick].entries()) await behave(team, modes[at]!);
  for (let round = 1; round <= 3; round++) {
    const reloading = reload(round);
    const faults = await Promise.all(groups(round).map((group) => ask(group, sick)));
    await reloading;
    expect([round, faults.flat()]).toEqual([round, []]);
  }
  expect(manager.reloads).toEqual({ taken: 3, refused: 0 });
});

test('the teams that come back are served again', async () => {
  for (const team of [3, 8, 12, 17]) await behave(team, 'up');
  const served = await waitFor('the circuit breakers', async () => {
    const faults = await Promise.all(groups(5).map((group) => ask(group, new Set())));
    return faults.flat().length === 0;
  });
  expect(served).toBe(true);
});

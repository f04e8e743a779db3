import { createContext, type Context } from '../domain/context';
import { createCursors } from '../domain/cursor';
import { within, type Moment } from '../domain/moment';
import { kindsAt } from '../domain/records/kinds';
import { matchItems, type ItemMatch } from '../domain/matching/match';
import type { MatchItem } from '../domain/matching/items';
import { resolveCodes } from '../domain/succession/resolve-codes';
import { openNeo4j } from '../graph/neo4j/neo4j';
import { createReadSide } from '../graph/read-side';
import type { StateRow } from '../ods/facts';
import { damaged, randomOf } from './support/damage';

export interface MatchBenchSettings {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

/** One row of the table. */
export interface MatchRow {
  readonly records: string;
  readonly given: string;
  readonly items: number;
  /** Of the chosen, those that are the record or its successor. */
  readonly precision: number;
  /** Of all items, those that are chosen rightly. */
  readonly recall: number;
  readonly wrong: number;
  /** Items whose record is among the five best candidates. */
  readonly inFive: number;
  readonly seconds: number;
}

const { BENCH_ITEMS = '1000', BENCH_SEED = '1' } = process.env;
/** Items of one call, as of one request. */
const AT_ONCE = 500;
const MANY = 10_000;

/**
 * Measures `matchOrganisations`: records of the oldest loaded release, with names and addresses damaged by rule, are
 * matched to the newest release. Then it measures the time of 10,000 items. Run: `npm run bench match`.
 */
export async function benchMatch({ uri, user, password }: MatchBenchSettings): Promise<MatchRow[]> {
  const graph = openNeo4j({ uri, user, password, deadlineMs: 20_000 });
  const reads = createReadSide(graph, { deadlineMs: 20_000 });
  try {
    const limits = { page: 200, codes: AT_ONCE, representations: 10_000 };
    const context = await createContext(reads, { limits, cursors: createCursors('bench') });
    const old = within(context.root, { release: context.releases.at(-1)!.id }, context);
    const named = await namedRecords(old, context);
    const active = named.filter(({ status }) => status === 'ACTIVE');
    const rows: MatchRow[] = [];
    for (const [records, states] of [
      ['active', active],
      ['all', named],
    ] as const)
      for (const given of records === 'active' ? GIVEN : GIVEN.filter((name) => !name.includes('date')))
        rows.push(await measure(records, given, sampleOf(states, Number(BENCH_ITEMS)), old, context));
    rows.push(await measure('active', 'name, address', sampleOf(active, MANY), old, context));
    return rows;
  } finally {
    await graph.close();
  }
}

const GIVEN = ['name, address', 'name, address, kind', 'name, address, date', 'name, address, kind, date'] as const;

/** Returns the records of a release that have a name and an address: many closed ones have neither. */
async function namedRecords(at: Moment, { loaders }: Context): Promise<StateRow[]> {
  const release = at.release.number;
  const found: StateRow[] = [];
  for (let after = ''; ;) {
    const codes = await loaders.codes.load({ after, release });
    const states = await loaders.state.loadMany(codes.map((code) => ({ code, release })));
    for (const state of states)
      if (state && state.name !== state.code && (state.postcode || state.town)) found.push(state);
    if (codes.length === 0) return found;
    after = codes.at(-1)!;
  }
}

interface Sample {
  readonly state: StateRow;
  readonly item: MatchItem;
}

function sampleOf(states: readonly StateRow[], count: number): Sample[] {
  const random = randomOf(Number(BENCH_SEED));
  return Array.from({ length: count }, () => {
    const state = states[Math.floor(random() * states.length)]!;
    return { state, item: damaged(state, random) };
  });
}

async function measure(
  records: string,
  given: string,
  sample: readonly Sample[],
  old: Moment,
  context: Context,
): Promise<MatchRow> {
  const items = await Promise.all(sample.map((one) => toItem(one, given, old, context)));
  const started = performance.now();
  const matches: ItemMatch[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    matches.push(...(await matchItems(items.slice(from, from + AT_ONCE), context.root, context)));
  const seconds = (performance.now() - started) / 1_000;
  const right = await Promise.all(sample.map(async ({ state }, at) => isRight(state.code, matches[at]!, context)));
  const chosen = matches.filter((match) => match.chosen !== null).length;
  const correct = right.filter(Boolean).length;
  const inFive = matches.filter(({ candidates }, at) =>
    candidates.slice(0, 5).some(({ organisation }) => organisation.code === sample[at]!.state.code),
  ).length;
  const share = (part: number, all: number) => Number((part / all).toFixed(4));
  return {
    ...{ records, given, items: items.length, precision: share(correct, chosen), recall: share(correct, items.length) },
    ...{ wrong: chosen - correct, inFive: share(inFive, items.length), seconds: Number(seconds.toFixed(1)) },
  };
}

async function toItem({ state, item }: Sample, given: string, old: Moment, { loaders }: Context): Promise<MatchItem> {
  const kinds = given.includes('kind') ? await kindsAt(state, old, loaders) : [];
  return { ...item, kind: kinds[0], date: given.includes('date') ? old.date : undefined };
}

async function isRight(code: string, { chosen }: ItemMatch, { root, loaders }: Context): Promise<boolean> {
  if (chosen === null) return false;
  if (chosen.organisation.code === code) return true;
  const [resolution] = await resolveCodes([code], root, loaders);
  return resolution!.current.some((organisation) => organisation.code === chosen.organisation.code);
}

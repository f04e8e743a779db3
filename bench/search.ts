import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { parseTypedNames, RecallTable, type RecallRow, type TypedName } from './support/recall';
import { startServer, untilReady } from './support/server';

const SERVE = ['--max-semi-space-size=64', join(__dirname, '../dist/cli/main.js'), 'serve'];
const SAMPLE_NAMES = join(__dirname, 'typed-names.csv');
const PER_SECOND = 50;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);

/** The fields that are asked, each for practices, with their codes in order. */
const QUERIES = {
  suggest: 'query($text: String!) { suggest(text: $text, kinds: [GP_PRACTICE]) { code } }',
  search: 'query($text: String!) { search(text: $text, kinds: [GP_PRACTICE], first: 10) { nodes { code } } }',
} as const;
type Field = keyof typeof QUERIES;

export interface SearchBenchRow extends RecallRow {
  readonly field: Field;
}

/**
 * Measures how often the wanted organisation is among the first results of `suggest` and `search`, by class of what was
 * typed, and how long suggestions take at 50 requests a second of distinct beginnings. The names come from a CSV with the
 * columns class, typed, code; the default is made of the sample. Run: `npm run bench search [FILE.csv]`.
 */
export async function benchSearch(): Promise<SearchBenchRow[]> {
  const names = parseTypedNames(readFileSync(process.argv[3] ?? SAMPLE_NAMES, 'utf8'));
  const server = await startServer(SERVE, { PORT: '0', LOG_LEVEL: 'error', RESPONSE_CACHE_BYTES: '0' });
  try {
    await untilReady(server.url.replace('/graphql', '/readyz'));
    const rows: SearchBenchRow[] = [];
    for (const field of ['suggest', 'search'] as const)
      rows.push(...(await recallOf(field, names, server.url)).map((row) => ({ field, ...row })));
    console.table(await timesOf(beginningsOf(names), server.url));
    return rows;
  } finally {
    await server.close();
  }
}

async function recallOf(field: Field, names: readonly TypedName[], url: string): Promise<RecallRow[]> {
  const table = new RecallTable();
  for (const { kind, typed, code } of names) {
    const codes = await ask(field, typed, url);
    const place = codes.indexOf(code);
    table.add(kind, place);
    if (process.env.BENCH_MISSES && (place < 0 || place > 4))
      console.log(field, kind, JSON.stringify(typed), code, codes);
  }
  return table.rows();
}

async function ask(field: Field, text: string, url: string): Promise<string[]> {
  const body = JSON.stringify({ query: QUERIES[field], variables: { text } });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
  if (!data || errors) throw new Error(`${field} of ${JSON.stringify(text)} failed: ${JSON.stringify(errors)}`);
  const found = data[field] as { code: string }[] | { nodes: { code: string }[] };
  return (Array.isArray(found) ? found : found.nodes).map(({ code }) => code);
}

/** Returns distinct beginnings of what was typed, from two characters on, in an order that mixes short and long ones. */
function beginningsOf(names: readonly TypedName[]): string[] {
  const all = new Set<string>();
  for (const { typed } of names) for (let end = 2; end <= typed.length; end++) all.add(typed.slice(0, end));
  const list = [...all];
  const step = 7_919;
  return list.map((_, at) => list[(at * step) % list.length]!);
}

/** Sends requests at a fixed rate, whether or not earlier ones have been answered, and measures their times. */
async function timesOf(texts: readonly string[], url: string) {
  const distinct = [...new Set(texts)].slice(0, PER_SECOND * SECONDS);
  const times: number[] = [];
  const started = performance.now();
  const pending = distinct.map(async (text, at) => {
    await after(Math.max(0, started + (at * 1_000) / PER_SECOND - performance.now()));
    const sent = performance.now();
    await ask('suggest', text, url);
    times.push(performance.now() - sent);
  });
  await Promise.all(pending);
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]! * 10) / 10;
  return [
    { requests: times.length, perSecond: PER_SECOND, p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: at(1) },
  ];
}

import { chromium } from 'playwright-core';
import { createRandom, draw, pick, poolOf, type ReleasePool } from '../comparison/draw';
import { readValues } from '../comparison/measure-checks';
import type { Moment } from '../hierarchy';
import type { Values } from '../measures';
import { releaseOf } from '../reading/release';
import { xmlTextsOf } from '../reading/zip';
import { checkPage, type Sources, type Verdict } from './check-page';
import type { Measured } from './network';
import { namesIn } from './code-names';

interface Options {
  /** The address of a server with the release, and with the measure if there is one. */
  readonly url: string;
  /** The TRUD zip of the release. */
  readonly zip: string;
  readonly count: number;
  readonly seed: number;
  readonly browser: string;
  /** A CSV file of `code,value`, its day, and the names of the measure. */
  readonly measure?: { readonly file: string; readonly date: string; readonly name: string; readonly unit: string };
}

interface Case {
  readonly on: Moment;
  readonly code: string;
}

const PAGES_AT_ONCE = 3;

/** Checks the pages of organisations taken at random. Prints what is wrong, and returns the numbers. */
export async function checkPages(options: Options): Promise<Record<string, number>> {
  const texts = await xmlTextsOf(options.zip);
  const release = releaseOf(texts);
  const sources: Sources = { url: options.url, names: namesIn(texts[0]!), measure: measured(options.measure) };
  const cases = drawn(poolOf(release), options, sources.measure?.values);
  const verdicts: Verdict[] = [];
  const launched = await chromium.launch({ executablePath: options.browser, args: ['--no-sandbox'] });
  const work = async () => {
    const page = await launched.newPage();
    for (let next = cases.pop(); next !== undefined; next = cases.pop()) {
      const { on, code } = next;
      const verdict = await checkPage(page, on, code, sources).catch((error: Error) => failed(error));
      verdicts.push(verdict);
      for (const wrong of verdict.wrong) console.error(`${code} on ${on.date}, ${on.basis}: ${wrong}`);
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
  await launched.close();
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, each) => total + of(each), 0);
  return {
    organisations: verdicts.length,
    statements: sum(({ checked }) => checked),
    unchecked: sum(({ unchecked }) => unchecked),
    wrong: sum(({ wrong }) => wrong.length),
    pagesWithWrong: sum(({ wrong }) => (wrong.length > 0 ? 1 : 0)),
  };
}

const failed = (error: Error): Verdict => ({ checked: 0, unchecked: 0, wrong: [`was not read: ${error.message}`] });

/** Half on the day of the release, from all organisations alike; a quarter on any day; a quarter on days with values. */
function drawn(pool: ReleasePool, { count, seed }: Options, values: Values | undefined): Case[] {
  const random = createRandom(seed);
  const { release } = pool;
  const all = [...release.entries.keys()];
  return Array.from({ length: count }, (_, at): Case => {
    if (at % 2 === 0) return { code: pick(random, all), on: { release, date: release.id, basis: 'OPERATIONAL' } };
    const { code, ...on } = draw(random, [pool], pick(random, ['any', 'above', 'succeeded', 'member'] as const));
    const [first] = pick(random, [...(values ?? [])])?.[1] ?? [];
    if (at % 4 === 1 || first === undefined) return { code, on };
    return { code, on: { ...on, date: daysAfter(first.date, Math.floor(random() * 500)) } };
  });
}

const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function measured(of: Options['measure']): Measured | null {
  return of === undefined ? null : { name: of.name, unit: of.unit, values: readValues(of.file, of.date) };
}

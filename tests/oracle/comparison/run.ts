import { changes } from '../changes';
import { VIEWS } from '../views';
import type { Moment } from '../hierarchy';
import { readRelease, type Release } from '../reading/release';
import { belowDisagreements } from './compare-changes-below';
import { changeDisagreements } from './compare-changes';
import { findingDisagreements } from './compare-findings';
import { disagreements, formatDisagreements, type Disagreement, drawCases } from './compare';
import { createRandom, pick, poolOf, type Random, type ReleasePool } from './draw';
import { pageDisagreements } from './compare-pages';
import { FIELD_CHECKS } from './field-checks';
import { FURTHER_CHECKS } from './further-checks';
import type { FieldCheck } from './field-check';
import { askServer } from './http';
import { inverseDisagreements } from './inverse-changes';
import { measureChecks, readValues } from './measure-checks';
import { sweepBelongings, sweepFacts, sweepRollUps, type Compared } from './sweep';

interface Options {
  readonly url: string;
  readonly zips: readonly string[];
  /** The part of the answers that is compared, more than 0 and at most 1. */
  readonly part: number;
  readonly sizes?: { readonly file: string; readonly date: string } | undefined;
  /** Only comparisons whose name has this in it. */
  readonly only?: string | undefined;
}

const SEED = 20_240_731;
/** Beside the day of each release: before the commissioning groups, before and after the Sub ICB Locations. */
const DAYS = ['2013-03-31', '2021-03-31'];
const BASES = ['OPERATIONAL', 'LEGAL'] as const;
/** How many organisations are asked for each kind in each view, at one moment. */
const BELONGINGS = 300;

/** Compares all that the oracle computes with a running server. Prints a line for each comparison; returns how many answers differ. */
export async function compareAll({ url, zips, part, sizes, only = '' }: Options): Promise<number> {
  const execute = askServer(url);
  const pools: ReleasePool[] = [];
  for (const zip of zips) pools.push(poolOf(await readRelease(zip)));
  const values = sizes && readValues(sizes.file, sizes.date);
  const checks: readonly (readonly [string, FieldCheck])[] = Object.entries({
    ...FIELD_CHECKS,
    ...FURTHER_CHECKS,
    ...(values && measureChecks(values)),
  });
  const totals = { compared: 0, differing: 0 };
  const report = async (name: string, work: () => Promise<Compared>) => {
    if (!name.includes(only)) return;
    const start = Date.now();
    const { found, compared } = await work();
    totals.compared += compared;
    totals.differing += found.length;
    console.log(`${name}: ${compared} compared, ${found.length} differ, ${((Date.now() - start) / 1000).toFixed(1)} s`);
    if (found.length > 0) console.log(formatDisagreements(found));
  };
  for (const [name, check] of checks)
    await report(`drawn ${name}`, () => drawn(createRandom(SEED + name.length), check, pools, part, execute));
  await report('pages', () => pageDisagreements(execute, createRandom(SEED), pools, Math.ceil(2_500 * part)));
  for (const { release } of pools) await compareRelease(execute, release, part, report);
  for (const [from, to] of pairs(pools)) await compareChanges(execute, from, to, part, report);
  console.log(`All: ${totals.compared} compared, ${totals.differing} differ.`);
  return totals.differing;
}

type Report = (name: string, work: () => Promise<Compared>) => Promise<void>;

async function drawn(
  random: Random,
  check: FieldCheck,
  pools: readonly ReleasePool[],
  part: number,
  execute: Execute,
): Promise<Compared> {
  const cases = drawCases(check, Math.ceil(check.share * part), random, pools);
  return { found: await disagreements(execute, check, cases), compared: cases.length };
}
type Execute = ReturnType<typeof askServer>;

async function compareRelease(execute: Execute, release: Release, part: number, report: Report): Promise<void> {
  const random = createRandom(SEED);
  const all = [...release.entries.values()].filter(({ unresolved }) => !unresolved).map(({ code }) => code);
  for (const date of [...DAYS, release.id])
    for (const basis of BASES) {
      const on: Moment = { release, date, basis };
      const about = `in ${release.id} on ${date}, ${basis}`;
      const some = all.filter(() => random() < part);
      await report(`facts ${about}`, () => sweepFacts(execute, on, some));
      const few = Array.from({ length: Math.ceil(BELONGINGS * part) }, () => pick(random, all));
      await report(`belongings ${about}`, () => sweepBelongings(execute, on, few));
      await report(`roll-ups ${about}`, () => sweepRollUps(execute, on, random, part));
    }
  await report(`findings in ${release.id}`, async () => {
    const { found, counts } = await findingDisagreements(execute, release);
    return { found, compared: Object.values(counts).reduce((sum, count) => sum + count, 0) };
  });
}

async function compareChanges(execute: Execute, from: Release, to: Release, part: number, report: Report) {
  const about = `from ${from.id} to ${to.id}`;
  await report(`changes ${about}`, () => changeDisagreements(execute, from, to));
  await report(`inverse changes ${about}`, () => inverseDisagreements(execute, [from.id, to.id]));
  const random = createRandom(SEED);
  const changed = changes(from, to);
  const above = [...to.incoming.keys()].filter((code) => to.entries.get(code)?.unresolved === false);
  await report(`changes below ${about}`, async () => {
    const found: Disagreement[] = [];
    let compared = 0;
    for (let count = Math.ceil(100 * part); count > 0; count--) {
      const below = await belowDisagreements(execute, changed, [from, to], [pick(random, above), pick(random, VIEWS)]);
      found.push(...below.found);
      compared += below.compared.length;
    }
    return { found, compared };
  });
}

/** Both directions of each two releases that follow each other. */
function pairs(pools: readonly ReleasePool[]): [Release, Release][] {
  return pools.slice(1).flatMap(({ release: later }, at): [Release, Release][] => {
    const earlier = pools[at]!.release;
    return [
      [earlier, later],
      [later, earlier],
    ];
  });
}

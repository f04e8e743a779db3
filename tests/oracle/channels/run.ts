import { createRandom, type Random } from '../comparison/draw';
import { compare, type Moment } from '../hierarchy';
import { readRelease, type Release } from '../reading/release';
import { compareChannel, CHANNELS, PAGE_CHANNELS, type ChannelResult } from './compare-channels';
import type { Run, Service } from './channel';

interface Options extends Service {
  readonly zips: readonly string[];
  /** The number of questions: an organisation at a moment. */
  readonly count: number;
  readonly seed: number;
}

const DAYS = ['2013-03-31', '2021-03-31'];
/** This file can only be read whole, so it is read once for each release. */
const WHOLE = 'export, Parquet';
/** The number of codes in a run. */
const RUN = 12;
const BASES = ['OPERATIONAL', 'LEGAL'] as const;

/** Asks every channel the same questions: the same number at each moment. Prints what differs; returns the number of it. */
export async function askAllChannels({ zips, count, seed, ...service }: Options): Promise<number> {
  const random = createRandom(seed);
  const results: ChannelResult[] = [];
  const moments: Moment[] = [];
  const channels = [...Object.keys(CHANNELS), ...(service.page ? Object.keys(PAGE_CHANNELS) : [])];
  for (const zip of zips) {
    const release = await readRelease(zip);
    for (const date of [...DAYS, release.id]) for (const basis of BASES) moments.push({ release, date, basis });
  }
  for (const [at, on] of moments.entries()) {
    const runs = drawRuns(random, knownCodes(on.release), Math.ceil(count / moments.length));
    const codes = runs.flatMap((run) => run.codes);
    const isFirst = at === 0 || moments[at - 1]!.release !== on.release;
    for (const channel of channels.filter((each) => isFirst || each !== WHOLE)) {
      const start = Date.now();
      const result = await compareChannel(channel, { ...service, runs }, on, codes);
      results.push(result);
      const seconds = ((Date.now() - start) / 1000).toFixed(1);
      const about = `${on.release.id} ${on.date} ${on.basis} ${channel}`;
      console.log(`${about}: ${result.facts} facts, ${result.differences.length} differ, ${seconds} s`);
      for (const difference of result.differences.slice(0, 5)) console.log(`  ${difference}`);
    }
  }
  console.table(channels.map((channel) => summed(channel, results)));
  return results.reduce((sum, { differences }) => sum + differences.length, 0);
}

function knownCodes({ entries }: Release): readonly string[] {
  const known = [...entries.values()].filter(({ unresolved }) => !unresolved);
  return known.map(({ code }) => code).sort(compare);
}

/** Draws runs of codes that follow each other, so that an export need not be read from its beginning to its end. */
function drawRuns(random: Random, known: readonly string[], count: number): Run[] {
  return Array.from({ length: Math.ceil(count / RUN) }, () => {
    const at = Math.floor(random() * (known.length - RUN - 1));
    return { after: known[at]!, codes: known.slice(at + 1, at + 1 + RUN) };
  });
}

function summed(channel: string, results: readonly ChannelResult[]) {
  const own = results.filter((each) => each.channel === channel);
  const sum = (of: (each: ChannelResult) => number) => own.reduce((total, each) => total + of(each), 0);
  return {
    channel,
    asked: sum(({ organisations }) => organisations),
    facts: sum(({ facts }) => facts),
    differ: sum(({ differences }) => differences.length),
  };
}

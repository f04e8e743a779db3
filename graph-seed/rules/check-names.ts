/** Two rules of names and codes: names that many records share, and codes that look alike. */
import type { FindingFact } from '../facts/facts';
import type { ActiveOnDay } from './on-day';
import type { ReleaseIndex } from '../staging/release-index';

/**
 * The message of a shared name gives the highest threshold that is reached, not the count. So when one more record gets
 * the name, the findings of the other records stay the same.
 */
const THRESHOLDS = [1_000, 100, 10] as const;

/** Finds names that many active records share. */
export function* checkNames(
  { codes, organisation: { name } }: ReleaseIndex,
  { organisations }: ActiveOnDay,
): Generator<FindingFact> {
  const names = new Float64Array(organisations.length);
  let length = 0;
  for (let number = 0; number < organisations.length; number++)
    if (organisations[number]) names[length++] = name.at(number);
  const thresholds = thresholdsOf(names.subarray(0, length).sort());
  for (let number = 0; number < organisations.length; number++) {
    const threshold = organisations[number] ? thresholds.get(name.at(number)) : undefined;
    if (threshold === undefined) continue;
    yield {
      rule: 'name-shared',
      code: codes.at(number),
      message: `${threshold.toLocaleString('en-GB')} or more records that are active on the publication day have this name.`,
      related: [],
    };
  }
}

/** The highest threshold that each value reaches by its number of occurrences. `values` must be sorted. */
function thresholdsOf(values: Float64Array): Map<number, number> {
  const thresholds = new Map<number, number>();
  for (let start = 0; start < values.length;) {
    let end = start;
    while (end < values.length && values[end] === values[start]) end++;
    const threshold = THRESHOLDS.find((least) => end - start >= least);
    if (threshold !== undefined) thresholds.set(values[start]!, threshold);
    start = end;
  }
  return thresholds;
}

/**
 * Finds codes that differ only by O and 0 or I and 1. Of two such codes, at least one contains O or I. So the search
 * starts from the codes that contain O or I.
 */
export function* checkCodes({ codes, organisation }: ReleaseIndex): Generator<FindingFact> {
  const described = (number: number | undefined) => number !== undefined && organisation.kinds.at(number) !== 0;
  const groups = new Map<string, string[]>();
  for (const [number, code] of codes.list.entries()) {
    if (!/[OI]/.test(code) || !described(number)) continue;
    const digits = code.replaceAll('O', '0').replaceAll('I', '1');
    const group = groups.get(digits);
    if (group) group.push(code);
    else groups.set(digits, described(codes.find(digits)) ? [digits, code] : [code]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (const code of group) {
      const related = group.filter((other) => other !== code).sort();
      yield {
        rule: 'code-lookalike',
        code,
        message: `It differs from ${related.join(', ')} only by O and 0 or I and 1.`,
        related,
      };
    }
  }
}

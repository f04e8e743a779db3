import type { FindingFact } from '../facts/facts';
import type { Day } from './on-day';
import type { Register } from '../staging/release-index';

/** Said in steps, so that one more practice of a name does not change the finding of every other. */
const STEPS = [1_000, 100, 10] as const;

/** Names that many active records have. */
export function* checkNames(
  { codes, organisation: { name } }: Register,
  { organisations }: Day,
): Generator<FindingFact> {
  const names = new Float64Array(organisations.length);
  let length = 0;
  for (let number = 0; number < organisations.length; number++)
    if (organisations[number]) names[length++] = name.at(number);
  const steps = stepsOf(names.subarray(0, length).sort());
  for (let number = 0; number < organisations.length; number++) {
    const step = organisations[number] ? steps.get(name.at(number)) : undefined;
    if (step === undefined) continue;
    yield {
      rule: 'name-shared',
      code: codes.at(number),
      message: `${step.toLocaleString('en-GB')} or more records that are active on the publication day have this name.`,
      related: [],
    };
  }
}

/** The steps of those values that occur often enough, from all of them in order. */
function stepsOf(values: Float64Array): Map<number, number> {
  const steps = new Map<number, number>();
  for (let start = 0; start < values.length;) {
    let end = start;
    while (end < values.length && values[end] === values[start]) end++;
    const step = STEPS.find((least) => end - start >= least);
    if (step !== undefined) steps.set(values[start]!, step);
    start = end;
  }
  return steps;
}

/** Codes that differ only by O and 0 or I and 1. Of any two, one has a letter, so the others need not be looked at. */
export function* checkCodes({ codes, organisation }: Register): Generator<FindingFact> {
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

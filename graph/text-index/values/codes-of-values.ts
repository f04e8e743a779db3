import { codesOfVersions, UNITS_PER_STEP } from '../codes-of-words';
import { splitPeriods, type Column } from './columns';
import type { Texts } from '../texts';

/** Conditions on what is published of a record. All that are present must match. */
export interface ValueTests {
  /** The published status. */
  readonly isActive?: boolean | undefined;
  readonly town?: ((town: string | null) => boolean) | undefined;
  readonly country?: ((country: string | null) => boolean) | undefined;
  readonly lastChanged?: ((day: string | null) => boolean) | undefined;
  readonly periods?: ((dated: { readonly operational: string; readonly legal: string }) => boolean) | undefined;
}

/** Values that are tested between two yields. */
const VALUES_PER_STEP = 256;

/** Finds the codes, in order, of the records that a release holds and that match. Each different value is tested once. */
export function* codesOfValues(texts: Texts, release: number, tests: ValueTests): Generator<number, string[], void> {
  const { flags, columns } = texts;
  const { isActive, town, country, lastChanged, periods } = tests;
  const accepted: { readonly ids: Column['ids']; readonly accepts: Uint8Array }[] = [];
  const tested = [
    [columns.country, country],
    [columns.lastChanged, lastChanged],
    [columns.town, town],
    [columns.periods, periods && ((joined: string | null) => periods(splitPeriods(joined!)))],
  ] as const;
  for (const [column, test] of tested)
    if (test) accepted.push({ ids: column.ids, accepts: yield* acceptedBy(test, column) });
  return yield* codesOfVersions(texts, release, (version) => {
    if (isActive !== undefined && isActive !== ((flags[version]! & 1) === 1)) return false;
    for (const { ids, accepts } of accepted) if (accepts[ids[version]!] === 0) return false;
    return true;
  });
}

/** Returns 1 for each value of a column that a test accepts, else 0. */
export function* acceptedBy(
  test: (value: string | null) => boolean,
  { values }: Column,
): Generator<number, Uint8Array, void> {
  const accepts = new Uint8Array(values.length);
  for (let id = 0; id < values.length; id++) {
    if (id % VALUES_PER_STEP === 0) yield UNITS_PER_STEP;
    if (test(values[id]!)) accepts[id] = 1;
  }
  return accepts;
}

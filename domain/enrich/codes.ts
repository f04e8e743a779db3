import type { Loaders } from '../../graph/loaders';
import { when, type MaybePromise } from '../../maybe-promise';
import { defaultCodeOf } from '../../ods/default-codes';
import type { StateRow } from '../../ods/facts';
import { mayBeDamaged } from '../../ods/written/excel-damage';
import { toCode } from '../codes';
import type { Moment } from '../moment';
import { keyOf } from '../records/organisation';
import type { DamagedCodesOfReleases } from './known-codes';

/** The code that a text stands for. Without a record, `reason` says why; with one, `reason` says how it was repaired. */
export interface FoundCode {
  readonly state: StateRow | null;
  readonly reason: string | null;
}

/**
 * Returns the code that each text stands for in a release, in order. A text that is no code, and that a spreadsheet can
 * have made of exactly one known code, stands for that one.
 */
export async function findCodes(
  texts: readonly string[],
  at: Moment,
  loaders: Loaders,
  damaged: DamagedCodesOfReleases,
): Promise<FoundCode[]> {
  const codes = texts.map(codeIn);
  const states = await statesOfCodes(codes, at, loaders);
  const needsRepair = (index: number) => states[index] === null && isRepairable(codes[index]!);
  const known = codes.some((_, index) => needsRepair(index)) ? await damaged.at(at, loaders) : null;
  const candidates = codes.map((code, index) => (known && needsRepair(index) ? known.of(code!) : []));
  const repaired = candidates.map((list) => (list.length === 1 ? list[0]! : null));
  const repairedStates = await statesOfCodes(repaired, at, loaders);
  return texts.map((text, index) => {
    const state = states[index] ?? repairedStates[index] ?? null;
    return { state, reason: reasonOf({ text, code: codes[index]!, candidates: candidates[index]! }, state, at) };
  });
}

/** Returns the code in a text; null if no code can be written so. */
function codeIn(text: string): string | null {
  try {
    return toCode(bare(text));
  } catch {
    return null;
  }
}

/** A formula whose result is a text, as an export with `excel=1` writes it. */
const TEXT_FORMULA = /^=\s*"([^"]*)"$/;
/** Characters that are not seen, such as the zero-width spaces that come with a text from a web page. */
const INVISIBLE = /\p{Cf}/gu;

/** Returns a text without what keeps it a text in a spreadsheet, a formula or an apostrophe, and without what is not seen. */
function bare(text: string): string {
  const seen = text.replace(INVISIBLE, '').trim();
  return TEXT_FORMULA.exec(seen)?.[1] ?? seen.replace(/^'/, '');
}

function isRepairable(code: string | null): boolean {
  return code !== null && defaultCodeOf(code) === null && mayBeDamaged(code);
}

/** Returns the record or stub of each code; null where the release has neither. */
function statesOfCodes(
  codes: readonly (string | null)[],
  at: Moment,
  loaders: Loaders,
): MaybePromise<(StateRow | null)[]> {
  const given = [...new Set(codes.filter((code) => code !== null && code !== ''))] as string[];
  return when(loaders.state.loadMany(given.map((code) => keyOf(code, at))), (found) => {
    const states = new Map(given.map((code, index) => [code, found[index]!]));
    return codes.map((code) => {
      const state = states.get(code ?? '') ?? null;
      return state?.unresolved ? null : state;
    });
  });
}

interface Written {
  readonly text: string;
  readonly code: string | null;
  readonly candidates: readonly string[];
}

const MOST_NAMED = 5;

function reasonOf({ text, code, candidates }: Written, state: StateRow | null, { release }: Moment): string | null {
  if (state && candidates.length === 0) return null;
  if (state) return `REPAIRED: ${quoted(text)} is what a spreadsheet makes of ${state.code}`;
  if (code === '') return 'NO_CODE: the cell is empty';
  const defaultCode = code === null ? null : defaultCodeOf(code);
  if (defaultCode) return `DEFAULT_CODE: ${defaultCode.meaning} Source: ${defaultCode.source}`;
  if (candidates.length === 0) return `UNKNOWN: no organisation ${quoted(text)} in the release of ${release.id}`;
  const more = candidates.length > MOST_NAMED ? ' and others' : '';
  const named = candidates.slice(0, MOST_NAMED).join(', ');
  return `AMBIGUOUS: ${quoted(text)} is what a spreadsheet makes of ${named}${more}`;
}

/** Quotes a text of the file, cut after 32 characters and without control characters. */
export function quoted(text: string): string {
  return `'${text
    .trim()
    .slice(0, 32)
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')}'`;
}

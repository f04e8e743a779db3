import type { Loaders } from '../../graph/loaders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { SearchQuery, SearchTerm } from '../../ods/search-query';
import type { MatchedField, TermMeaning } from '../../schema/enums';
import type { UnderstoodTerm } from '../../schema/connection';
import type { Moment } from '../moment';

/** How an organisation matched a search text. */
export interface SearchMatch {
  readonly matchedOn: MatchedField;
  /** The former name, or the code and name of the predecessor. */
  readonly matchedText: string | null;
  readonly correctedWords: readonly string[];
}

/** Returns how an organisation matched a text; null if it did not. */
export async function matchOf(code: string, text: string, at: Moment, loaders: Loaders): Promise<SearchMatch | null> {
  const release = at.release.number;
  const search = (await loaders.textIndex(release)).search(text, release);
  const found = await search.explain(code, loaders.work);
  if (found === null) return search.query.uprn === null ? null : { ...BY_UPRN };
  const { field, formerIn, predecessor, corrected } = found;
  const [of, inRelease] = [predecessor ?? code, formerIn ?? release];
  const isOther = predecessor !== null || formerIn !== null;
  const state = isOther ? await loaders.state.load({ code: of, release: inRelease }) : null;
  const matchedText = state === null ? predecessor : predecessor === null ? state.name : `${predecessor} ${state.name}`;
  return { matchedOn: field, matchedText, correctedWords: corrected };
}

const BY_UPRN: SearchMatch = { matchedOn: 'UPRN', matchedText: null, correctedWords: [] };

/** Returns how a text is understood, term by term. */
export function understandingOf(text: string, at: Moment, loaders: Loaders): MaybePromise<UnderstoodTerm[]> {
  const { number } = at.release;
  return when(loaders.textIndex(number), (index) => termsOf(index.search(text, number).query));
}

function termsOf({ terms, uprn }: SearchQuery): UnderstoodTerm[] {
  const byText = new Map<string, UnderstoodTerm>();
  for (const term of terms) {
    const meaning = uprn === null ? meaningOf(term) : 'UPRN';
    const words = [...(byText.get(term.written)?.words ?? []), term.word];
    byText.set(term.written, { text: term.written, meaning, words });
  }
  return [...byText.values()];
}

function meaningOf({ postcode, isLittle }: SearchTerm): TermMeaning {
  if (postcode) return postcode.shape;
  return isLittle ? 'LITTLE_WORD' : 'WORD';
}

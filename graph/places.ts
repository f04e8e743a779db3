import type { FactCache } from './cache';
import { factsOfRelease } from './facts';
import type { Making } from './measures';
import { byText } from './orders';
import type { Questions } from './questions';
import type { BeginningKey, PostcodeKey, UprnKey } from './rows';
import { toCode } from './shapes';

type PlaceQuestions = Pick<Questions, 'postcode' | 'uprn' | 'beginning'>;

/** The questions about what records say of name and address, kept by release. */
export function placeQuestions(
  cache: FactCache,
  { question, rows }: Pick<Making, 'question' | 'rows'>,
): PlaceQuestions {
  return {
    postcode: question(
      'postcode',
      factsOfRelease<PostcodeKey, readonly string[]>(cache, ({ postcode }) => postcode),
      rows('postcode', toCode, { order: byText }),
    ),
    uprn: question(
      'uprn',
      factsOfRelease<UprnKey, readonly string[]>(cache, ({ uprn }) => uprn),
      rows('uprn', toCode, { order: byText }),
    ),
    beginning: question(
      'beginning',
      factsOfRelease<BeginningKey, readonly string[]>(cache, partOf),
      rows('beginning', toCode, { order: byText }),
    ),
  };
}

function partOf({ name, postcode, town }: BeginningKey): string {
  return JSON.stringify([name, postcode, town]);
}

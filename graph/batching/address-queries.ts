import type { FactCache } from '../cache/fact-cache';
import { factsOfRelease } from '../cache/fact-stores';
import type { Making } from './measure-queries';
import { byText } from '../../ods/orders';
import type { Questions } from './batch-queries';
import type { BeginningKey, PostcodeKey, UprnKey } from '../keys';
import { toCode } from './decode-rows';

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

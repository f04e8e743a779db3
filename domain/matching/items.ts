import { badInput } from '../../errors';
import type { Kind } from '../../ods/kinds';
import { givenWordsOf, type GivenTexts, type GivenWords } from '../../ods/matching/match-words';
import { isDate } from '../../ods/periods';
import type { Context } from '../context';
import { within, type Moment } from '../moment';

/** What is known of an organisation without a code. Absent parts are null or blank. */
export interface MatchItem extends GivenTexts {
  readonly kind?: Kind | null | undefined;
  /** The day for which the item was written down. Absent: the day of the moment. */
  readonly date?: string | null | undefined;
}

/** An item that is ready to be compared. */
export interface ParsedItem {
  readonly words: GivenWords;
  readonly kind: Kind | null;
  readonly at: Moment;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a name, a postcode or an address says anything: it has a letter or digit, and words to compare. `&` is a word only among others. */
export function isComparable(item: MatchItem): boolean {
  const { name, postcode, address } = item;
  return [name, postcode, address].some((text) => LETTER_OR_DIGIT.test(text ?? '')) && hasWords(givenWordsOf(item));
}

function hasWords({ name, postcode, address }: GivenWords): boolean {
  return name.length > 0 || postcode !== '' || address.length > 0;
}

/**
 * Parses items, in order. Throws BAD_USER_INPUT for an empty list, more than `limits.codes` items, an item without name,
 * postcode and address, and an impossible date.
 */
export function parseItems(items: readonly MatchItem[], at: Moment, context: Context): ParsedItem[] {
  const most = context.limits.codes;
  if (items.length < 1 || items.length > most) throw badInput(`items takes 1 to ${most} items; got ${items.length}.`);
  return items.map((item, index) => parseItem(item, `items[${index}]`, at, context));
}

function parseItem(item: MatchItem, name: string, at: Moment, context: Context): ParsedItem {
  const words = givenWordsOf(item);
  if (!hasWords(words)) throw badInput(`${name} must have a name, a postcode or an address.`);
  const { date, kind } = item;
  if (date && !isDate(date))
    throw badInput(`${name}.date takes a calendar date such as 2024-10-31; got '${date.slice(0, 32)}'.`);
  return { words, kind: kind ?? null, at: date ? within(at, { date }, context) : at };
}

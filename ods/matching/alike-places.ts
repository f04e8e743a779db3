import { typingErrors } from './alike-words';

/**
 * Returns how alike two postcodes are, in lower case without spaces: 1 for equal ones, 0 for those of different areas.
 * A given postcode may be an outward code. `isKnown`: the given postcode is that of some organisation, so that it is
 * less likely to be a typing error.
 */
export function alikePostcodes(given: string, published: string, isKnown: boolean): number {
  if (given === '' || published === '') return 0;
  if (given === published) return 1;
  if (given.length < SHORTEST_POSTCODE) return outwardOf(published) === given ? SAME_DISTRICT : 0;
  const [short, long] = given.length <= published.length ? [given, published] : [published, given];
  if (typingErrors(short, long, 1) === 1) return isKnown ? ONE_ERROR_KNOWN : ONE_ERROR;
  if (given.slice(0, -UNIT) === published.slice(0, -UNIT)) return SAME_SECTOR;
  if (outwardOf(given) === outwardOf(published)) return SAME_DISTRICT;
  return areaOf(given) === areaOf(published) ? SAME_AREA : 0;
}

const SHORTEST_POSTCODE = 5;
/** The characters of the inward part, and those of it after the sector. */
const INWARD = 3;
const UNIT = 2;

const ONE_ERROR = 0.85;
/** Postcodes that are at least so much alike are the same place. */
export const SAME_PLACE = 0.7;
const ONE_ERROR_KNOWN = SAME_PLACE;
const SAME_SECTOR = 0.65;
const SAME_DISTRICT = 0.6;
const SAME_AREA = 0.35;

function outwardOf(postcode: string): string {
  return postcode.slice(0, -INWARD);
}

function areaOf(postcode: string): string {
  return /^[a-z]*/.exec(postcode)![0];
}

/** Returns the postcodes that one typing error turns into another one, and that have the shape of a postcode. */
export function similarPostcodes(postcode: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= postcode.length; at++) {
    const [before, after] = [postcode.slice(0, at), postcode.slice(at)];
    found.add(before + after.slice(1));
    if (after.length > 1) found.add(before + after[1]! + after[0]! + after.slice(2));
    for (const character of CHARACTERS) found.add(before + character + after).add(before + character + after.slice(1));
  }
  found.delete(postcode);
  return [...found].filter((other) => POSTCODE.test(other));
}

const CHARACTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/;

import type { MatchItem } from '../../domain/matching/items';
import type { StateRow } from '../../ods/facts';

/** Returns numbers from 0 up to 1 that depend on the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Abbreviations that people write. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ...{ MEDICAL: 'MED', CENTRE: 'CTR', HOSPITAL: 'HOSP', SURGERY: 'SURG', PRACTICE: 'PRACT', PHARMACY: 'PHARM' },
  ...{ HEALTH: 'HLTH', ROAD: 'RD', STREET: 'ST', SAINT: 'ST', AND: '&', '&': 'and', GROUP: 'GRP', HOUSE: 'HSE' },
  ...{ PARK: 'PK', GENERAL: 'GEN', UNIVERSITY: 'UNIV', COMMUNITY: 'COMM', CLINIC: 'CLIN', INFIRMARY: 'INF' },
  ...{ FOUNDATION: 'FDN', NORTH: 'N', SOUTH: 'S', LIMITED: 'LTD', CHEMIST: 'CHEM', CHEMISTS: 'CHEM', DOCTOR: 'DR' },
};

/**
 * Damages name and address of a record as people do. The name gets one of: a typing error (30 %), abbreviations (25 %), a
 * missing word (20 %), other letter case and no apostrophes (25 %); one in five gets a second one. The address gets one
 * of: no postcode (20 %), a wrong character in it (15 %), no town (20 %), a typing error in the town (15 %), the postcode
 * in lower case without its space (30 %).
 */
export function damaged({ name, postcode, town }: StateRow, random: () => number): MatchItem {
  let written = damagedName(name, random);
  if (random() < 0.2) written = damagedName(written, random);
  const way = random();
  const place = { postcode: postcode ?? '', town: town ?? '' };
  if (way < 0.2) place.postcode = '';
  else if (way < 0.35) place.postcode = wrongPostcode(place.postcode, random);
  else if (way < 0.55) place.town = '';
  else if (way < 0.7) place.town = withTypo(place.town, random);
  else place.postcode = place.postcode.toLowerCase().replace(' ', '');
  return { name: written, ...place };
}

function damagedName(name: string, random: () => number): string {
  const way = random();
  if (way < 0.3) return withTypo(name, random);
  if (way < 0.55) return abbreviated(name);
  if (way < 0.75) return withoutWord(name, random);
  return name.toLowerCase().replaceAll("'", '');
}

function abbreviated(name: string): string {
  return name
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ');
}

function withoutWord(name: string, random: () => number): string {
  const words = name.split(' ');
  if (words.length > 1) words.splice(Math.floor(random() * words.length), 1);
  return words.join(' ');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A letter left out, two exchanged, one wrong or one too many, inside a word of at least four letters. */
function withTypo(text: string, random: () => number): string {
  const words = text.split(' ');
  const long = words.flatMap((word, at) => (/^[A-Za-z']{4,}$/.test(word) ? [at] : []));
  if (long.length === 0) return text;
  const place = pick(long, random);
  const word = words[place]!;
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, after] = [word.slice(0, at), word.slice(at)];
  const ways = [
    before + after.slice(1),
    before + after[1]! + after[0]! + after.slice(2),
    before + pick([...LETTERS], random) + after.slice(1),
    before + pick([...LETTERS], random) + after,
  ];
  words[place] = pick(ways, random);
  return words.join(' ');
}

function wrongPostcode(postcode: string, random: () => number): string {
  const letters = postcode.replace(' ', '');
  if (letters === '') return '';
  const at = Math.floor(random() * letters.length);
  const other = pick([...(/\d/.test(letters[at]!) ? '0123456789' : LETTERS)], random);
  return letters.slice(0, at) + other + letters.slice(at + 1);
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)]!;
}

import { expansionOf } from './abbreviations';
import { normalWords, writtenWords } from './words';

/** The published texts of one version of a record by which it is found. Absent texts are null. */
export interface PublishedTexts {
  readonly name: string;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly line3: string | null;
  readonly town: string | null;
  readonly county: string | null;
  readonly postcode: string | null;
  readonly primaryRole: string | null;
  readonly isPractice: boolean;
}

/** The parts of a record that have words, in the order of `sectionsOf`. */
export const SECTIONS = ['NAME', 'TOWN', 'POSTCODE', 'ADDRESS', 'KIND'] as const;
export type Section = (typeof SECTIONS)[number];

/** Returns the words of each section. A postcode has two: its outward code and the whole of it without spaces. */
export function sectionsOf(texts: PublishedTexts): readonly (readonly string[])[] {
  const { name, line1, line2, line3, town, county, postcode } = texts;
  const written = writtenWords(name);
  const place = wordsIn([town, county]);
  const lines = wordsIn([line1, line2, line3]).filter((word) => !place.includes(word));
  const kind = [...kindWords(texts), ...written.filter(expansionOf)];
  return [written.flatMap(normalWords), place, postcodeWords(postcode), [...new Set(lines)], kind];
}

function wordsIn(texts: readonly (string | null)[]): string[] {
  return texts.flatMap((text) => (text === null ? [] : writtenWords(text).flatMap(normalWords)));
}

function postcodeWords(postcode: string | null): string[] {
  const whole = postcode?.toLowerCase().replace(/[^a-z0-9]+/g, '') ?? '';
  return whole.length < 5 ? [] : [whole.slice(0, -3), whole];
}

/** The words that people use for a kind of organisation, by primary role. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  RO76: 'gp practice surgery doctor',
  RO182: 'pharmacy',
  RO181: 'pharmacy headquarters head office',
  RO197: 'nhs trust hospital',
  RO107: 'care trust',
  RO198: 'nhs trust site hospital',
  RO108: 'care trust site',
  RO96: 'branch surgery',
  RO272: 'primary care network pcn',
  RO98: 'clinical commissioning group ccg',
  RO261: 'integrated care board icb stp',
  RO209: 'nhs england region',
  RO141: 'local authority council',
  RO142: 'local health board lhb',
  RO179: 'primary care trust pct',
  RO213: 'commissioning support unit csu',
  RO94: 'appliance contractor',
  RO175: 'prison',
  RO110: 'dental practice dentist',
  RO166: 'optical headquarters optician',
  RO167: 'optical optician',
};

const kindWordsByRole = new Map(
  Object.entries(KIND_WORDS).map(([role, words]) => [role, words.split(' ').flatMap(normalOrWritten)]),
);

function normalOrWritten(word: string): readonly string[] {
  return expansionOf(word) ? [word] : normalWords(word);
}

function kindWords({ primaryRole, isPractice }: PublishedTexts): readonly string[] {
  return kindWordsByRole.get(isPractice ? 'RO76' : (primaryRole ?? '')) ?? [];
}

/** What people mostly mean comes first: trusts, boards and regions, then practices and hospitals, then other providers. */
const WEIGHT_BY_ROLE: Readonly<Record<string, number>> = {
  ...{ RO197: 0, RO107: 0, RO261: 0, RO209: 0, RO142: 0 },
  ...{ RO98: 1, RO272: 1, RO141: 1, RO227: 1, RO315: 1 },
  ...{ RO182: 2, RO96: 2, RO198: 2, RO108: 2, RO148: 2, RO172: 2, RO213: 2 },
};

/** Returns the rank of a kind of organisation, 0 to 3: less is what people mean more often. */
export function kindRank({ primaryRole, isPractice, name }: PublishedTexts): number {
  if (isPractice) return 1;
  const rank = WEIGHT_BY_ROLE[primaryRole ?? ''] ?? 3;
  return rank === 2 && HOSPITAL.test(name) ? 1 : rank;
}

const HOSPITAL = /\b(?:HOSPITAL|INFIRMARY)$/i;

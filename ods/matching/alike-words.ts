/** How alike two words in their normal form are: 1 for equal words, 0 for words that have nothing to do with each other. */
export function alikeWords(a: string, b: string): number {
  if (a === b) return EQUAL;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= LEAST_TYPED && !DIGIT.test(a) && !DIGIT.test(b)) {
    const errors = typingErrors(short, long, short.length >= LEAST_TWICE_TYPED ? 2 : 1);
    if (errors === 1) return ONE_ERROR;
    if (errors === 2) return TWO_ERRORS;
  }
  return abbreviation(short, long);
}

const EQUAL = 1;
const ONE_ERROR = 0.9;
const TWO_ERRORS = 0.75;
const BEGINNING = 0.75;
const CONSONANTS = 0.6;
const INITIAL = 0.5;

/** Shorter words are too often one letter apart. */
const LEAST_TYPED = 3;
const LEAST_TWICE_TYPED = 8;
const LEAST_BEGINNING = 3;
const DIGIT = /\d/;

/** Whether the shorter word may stand for the longer one: its beginning, its consonants, or its first letter. */
function abbreviation(short: string, long: string): number {
  if (DIGIT.test(short) || DIGIT.test(long)) return 0;
  if (long.startsWith(short)) return short.length >= LEAST_BEGINNING ? BEGINNING : short.length === 1 ? INITIAL : 0;
  const isDense = short.length >= LEAST_BEGINNING && 2 * short.length >= long.length;
  return isDense && short[0] === long[0] && !VOWEL.test(short.slice(1)) && isWithin(short, long) ? CONSONANTS : 0;
}

const VOWEL = /[aeiou]/;

/** Whether the letters of a word appear in another one in the same order. */
function isWithin(letters: string, word: string): boolean {
  let next = 0;
  for (const letter of word) if (letter === letters[next]) next++;
  return next === letters.length;
}

/**
 * Returns the number of typing errors between two words, at most `most`; Infinity for more. One error is a letter too
 * many, too few or wrong, or two letters exchanged. `short` is not longer than `long`.
 */
export function typingErrors(short: string, long: string, most: number): number {
  if (long.length - short.length > most) return Infinity;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++;
  const [a, b] = [short.slice(start, short.length - end), long.slice(start, long.length - end)];
  if (most === 1) return atMostOne(a, b);
  if (Math.max(a.length, b.length) > 2 * most + 2) return Infinity;
  const errors = distance(a, b);
  return errors <= most ? errors : Infinity;
}

/** Returns 0 or 1 for texts without a common start or end that are at most one error apart, else Infinity. */
function atMostOne(a: string, b: string): number {
  if (b.length <= 1) return b.length;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0] ? 1 : Infinity;
}

/** The distance of Damerau and Levenshtein between two short texts, as optimal string alignment. */
function distance(a: string, b: string): number {
  let [before, above] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}

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
 * many, too few or wrong, or two letters exchanged: the distance of Damerau and Levenshtein, as optimal string
 * alignment. `short` is not longer than `long`.
 */
export function typingErrors(short: string, long: string, most: 1 | 2): number {
  if (long.length - short.length > most) return Infinity;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++;
  const [a, b] = [short.slice(start, short.length - end), long.slice(start, long.length - end)];
  return most === 1 ? atMostOne(a, b) : atMostTwo(a, b);
}

/** Returns 0 or 1 for texts without a common start or end that are at most one error apart, else Infinity. */
function atMostOne(a: string, b: string): number {
  if (b.length <= 1) return b.length;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0] ? 1 : Infinity;
}

/** The same for two errors. The first letters differ, so that one of the errors is there; the other may be far behind. */
function atMostTwo(a: string, b: string): number {
  if (b.length <= 1) return b.length;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  const isExchanged = a[0] === b[1] && a[1] === b[0];
  return (
    1 +
    Math.min(
      typingErrors(restOfA, restOfB, 1),
      typingErrors(restOfA, b, 1),
      a.length < b.length ? typingErrors(a, restOfB, 1) : typingErrors(restOfB, a, 1),
      isExchanged ? typingErrors(a.slice(2), b.slice(2), 1) : Infinity,
    )
  );
}

import { representativeOf, wordForms } from '../abbreviations';
import { typingErrors } from './alike-words';

const LEAST_BEGINNING = 3;
const LEAST_TYPED = 5;
const MAX_REMEMBERED = 10_000;

const remembered = new Map<string, readonly string[]>();

/**
 * Returns the words in their normal form that an unusual form may stand for: 'pharmacy' for 'chem' or 'chemit', because
 * 'chemist' is one of its forms. A word that is a form itself stands for no other.
 */
export function alternativesOf(word: string): readonly string[] {
  let found = remembered.get(word);
  if (found === undefined) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(word, (found = find(word)));
  }
  return found;
}

function find(word: string): readonly string[] {
  if (word.length < LEAST_BEGINNING || isForm(word)) return [];
  const found = new Set<string>();
  for (const [form, representative] of wordForms()) if (mayBe(word, form)) found.add(representative);
  return [...found];
}

function isForm(word: string): boolean {
  if (representativeOf(word) !== word) return true;
  for (const [form] of wordForms()) if (form === word) return true;
  return false;
}

function mayBe(word: string, form: string): boolean {
  if (form.startsWith(word)) return true;
  const [short, long] = word.length <= form.length ? [word, form] : [form, word];
  return short.length >= LEAST_TYPED && typingErrors(short, long, 1) === 1;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';

const PAGES = join(HOME, 'explorer', 'organisations');
const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const sources = files.map((file) => ({ file, text: readFileSync(join(PAGES, file), 'utf8') }));

const linesWith = (pattern: RegExp, except: readonly string[] = []) =>
  sources
    .filter(({ file }) => !except.includes(file))
    .flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([found]) => `${file}: ${found}`));

test('the pages use plain words: no abbreviations of Latin, and "such as" for examples', () => {
  expect(linesWith(/\b(?:e\.g\.|i\.e\.|etc\.|via\b|please\b|utili[sz]e)/gi)).toEqual([]);
});

test('dates are written by text/format.ts, as 31 October 2024', () => {
  expect(linesWith(/toLocale\w*String|DateTimeFormat/g, ['text/format.ts'])).toEqual([]);
});

/** Words with a capital inside a sentence: names and abbreviations. */
const NAMES =
  /^(?:[A-Z\d]{2,}s?|NDJSON|GraphQL|Sub|Location|Welsh|Scottish|Northern|Irish|July|April|Government|Open|Licence|England|R[OE]\d+|Organisation|Data|Service)$/;

test('headings and labels are in sentence case', () => {
  const texts = sources
    .filter(({ file }) => file.endsWith('words.ts'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/: '([^'.:\n]+)',?$/gm)].map(([, words]) => ({ file, words: words! })),
    );
  expect(texts.length).toBeGreaterThan(100);
  const wrong = texts.filter(({ words }) => {
    const [, ...rest] = words.replace(/\([^)]*\)/g, '').split(/[\s,]+/);
    return rest.some((word) => /^[A-Z]/.test(word) && !NAMES.test(word));
  });
  expect(wrong).toEqual([]);
});

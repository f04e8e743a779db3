import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { GROUPS } from '../../../explorer/organisations/help/words';

const PAGES = join(HOME, 'explorer', 'organisations');
const terms = GROUPS.flatMap((group) => group.terms);

test('each term has an anchor of its own, and two sentences or three', () => {
  const ids = [...terms, ...GROUPS].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const long = terms.filter(({ text }) => text.length > 240 || !/\.$/.test(text));
  expect(long.map(({ name }) => name)).toEqual([]);
});

test('every word that links to the glossary is in it', () => {
  const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const linked = files.flatMap((file) =>
    [...readFileSync(join(PAGES, file), 'utf8').matchAll(/\bterm(?:=|: )["']([a-z-]+)["']/g)].map(([, term]) => term!),
  );
  expect(linked.length).toBeGreaterThan(10);
  const known = new Set(terms.map(({ id }) => id));
  expect(linked.filter((term) => !known.has(term))).toEqual([]);
});

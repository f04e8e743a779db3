import type { Page } from 'playwright-core';
import { entry, type Moment } from '../hierarchy';
import { belongingStatements, hopTexts } from './belonging';
import { hierarchyStatements } from './hierarchy';
import { networkStatements, type Measured } from './network';
import { readStatements, type Statement } from './read-page';
import { recordStatements, type CodeNames } from './record';

/** What is known beside the release: the names of codes, a measure, and how to ask the API. */
export interface Sources {
  readonly url: string;
  readonly names: CodeNames;
  readonly measure: Measured | null;
}

export interface Verdict {
  /** How many statements of the page were compared, and how many of them had no expected text. */
  readonly checked: number;
  readonly unchecked: number;
  /** What the page says and should not, and what it should say and does not. */
  readonly wrong: readonly string[];
}

const valueOf = (count: string) => Number(count.replaceAll(',', ''));

/** Stands for what was found to be true without an expected text. */
const TRUE: Statement = { section: '', key: '', text: '' };

/** Lists that a page shows in pages of their own, with the length of one: a row of a later page is not missing. */
const PAGE_SIZES: ReadonlyMap<string, number> = new Map([
  ['row of Relationships', 20],
  ['row of Timeline', 200],
  ['row of Members', 200],
  ['row of Joined and left', 200],
]);

/** Opens the page of an organisation at a moment, and compares all that it says with the release. */
export async function checkPage(page: Page, on: Moment, code: string, sources: Sources): Promise<Verdict> {
  const moment = `date=${on.date}&basis=${on.basis.toLowerCase()}&release=${on.release.id}`;
  await page.goto(`${sources.url}/organisation/${encodeURIComponent(code)}?${moment}`);
  if (entry(on, code).unresolved) return unknownVerdict(page, code);
  const said = await readStatements(page);
  const expected = [
    ...recordStatements(on, code, sources.names),
    ...belongingStatements(on, code),
    ...networkStatements(on, code, sources.measure),
    ...hierarchyStatements(on, code),
    ...(await findingStatements(on, code, sources.url)),
  ];
  const isHop = ({ section, text }: Statement) => section === 'payees' && hops.has(text);
  const hops = new Set(hopTexts(on, code, sources.names));
  const compact = said.map((each) => (isHop(each) ? TRUE : adjusted(each)));
  return compared(compact, expected);
}

/** A code that only relationships or successions name: the page says that it has no record. */
async function unknownVerdict(page: Page, code: string): Promise<Verdict> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const text = (await page.locator('h1, h1 + p').allInnerTexts()).join(' ');
  const expected = `There is no record of ${code} This release has no record of this code, neither open nor closed. Whether other records refer to it was not looked at.`;
  return { checked: 2, unchecked: 0, wrong: text === expected ? [] : [`says ${text}`] };
}

/** Compares as sets: the order of a list says nothing about an organisation. */
function compared(said: readonly Statement[], expected: readonly Statement[]): Verdict {
  const keyOf = ({ section, key, text }: Statement) => `${section} > ${key}: ${text}`;
  const open = new Set(expected.filter(({ text }) => text === '').map(({ section, key }) => `${section} ${key}`));
  const isOpen = ({ section, key }: Statement) => open.has(`${section} ${key}`);
  const left = new Map<string, number>();
  for (const each of expected) left.set(keyOf(each), (left.get(keyOf(each)) ?? 0) + 1);
  const wrong: string[] = [];
  const checked = said.filter((each) => !isOpen(each));
  for (const each of checked.filter((one) => one !== TRUE)) {
    const count = left.get(keyOf(each)) ?? 0;
    if (count === 0) wrong.push(`says ${keyOf(each)}`);
    else left.set(keyOf(each), count - 1);
  }
  for (const each of expected.filter((one) => !isOpen(one) && !PAGE_SIZES.has(one.key))) {
    const count = left.get(keyOf(each)) ?? 0;
    if (count > 0) wrong.push(`does not say ${keyOf(each)}`);
    left.set(keyOf(each), Math.max(0, count - 1));
  }
  wrong.push(...shortLists(said, expected));
  return { checked: checked.length, unchecked: said.length - checked.length, wrong };
}

/** The lists with fewer rows than their first page must have. */
function shortLists(said: readonly Statement[], expected: readonly Statement[]): string[] {
  return [...PAGE_SIZES].flatMap(([key, size]) => {
    const rowsIn = (statements: readonly Statement[]) => statements.filter((each) => each.key === key).length;
    const least = Math.min(rowsIn(expected), size);
    return rowsIn(said) < least ? [`has ${rowsIn(said)} of at least ${least} statements: ${key}`] : [];
  });
}

/** A statement about the length of a list as one that names what is compared; false ones stay as they are. */
function adjusted(statement: Statement): Statement {
  const { section, text } = statement;
  const [, shown, all, what] = /^([\d,]+) of ([\d,]+) ([a-z]+)$/.exec(text) ?? [];
  if (shown !== undefined && valueOf(shown) <= valueOf(all!))
    return { section, key: `count of ${what}`, text: String(valueOf(all!)) };
  return statement;
}

interface Found {
  readonly rule: { readonly id: string; readonly title: string };
  readonly message: string;
  readonly related: readonly { readonly code: string; readonly name: string; readonly isActive: boolean }[];
}

async function findingStatements(on: Moment, code: string, url: string): Promise<Statement[]> {
  const query = `query ($code: ID!, $asOf: AsOf) {
    organisation(code: $code, asOf: $asOf) { findings { rule { id title } message related { code name isActive } } }
  }`;
  const asOf = { date: on.date, basis: on.basis, release: on.release.id };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { code, asOf } }),
  });
  const { data } = (await response.json()) as { data: { organisation: { findings: readonly Found[] } } };
  const { findings } = data.organisation;
  const say = (key: string, text: string): Statement => ({ section: 'findings', key, text });
  return [
    say('heading', 'Data quality'),
    say('text', 'Found in the whole release, whatever the date of the page.'),
    ...findings.map(({ rule, message, related }) => {
      const names = related.map((each) => `${each.name} ${each.code}${each.isActive ? '' : ' (inactive)'}`);
      return say('text', [`${rule.title} (${rule.id}): ${message}`, ...names].join(' / '));
    }),
    ...(findings.length > 0
      ? []
      : [say('text', 'No issues found. Every rule was checked when the release was loaded.')]),
  ];
}

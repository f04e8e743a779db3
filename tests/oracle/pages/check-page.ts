import type { Page } from 'playwright-core';
import { children, entry, parents, type Moment } from '../hierarchy';
import { VIEWS } from '../views';
import { belongingStatements, hopTexts } from './belonging';
import { networkStatements, type Measured } from './network';
import { readStatements, type Statement } from './read-page';
import { recordStatements, type CodeNames } from './record';
import { label } from './words';

/** What is known beside the release: the names of codes, a measure, and how to ask the API. */
export interface Sources {
  readonly url: string;
  readonly names: CodeNames;
  readonly measure: Measured | null;
  /** Statements that the oracle knows nothing of. Absent: none. */
  isUnknown?(statement: Statement): boolean;
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

/** Lists that a page shows in pages of their own: a row that is not shown is not missing. */
const PAGED = new Set(['row of Relationships', 'row of Timeline', 'row of Members', 'row of Joined and left']);

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
    ...(await findingStatements(on, code, sources.url)),
  ];
  const known = (each: Statement) => sources.isUnknown?.(each) !== true;
  const isHop = ({ section, text }: Statement) => section === 'payees' && hops.has(text);
  const hops = new Set(hopTexts(on, code, sources.names));
  const compact = said.map((each) => (isHop(each) ? TRUE : adjusted(each, on, code)));
  return compared(compact.filter(known), expected.filter(known));
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
  for (const each of expected.filter((one) => !isOpen(one) && !PAGED.has(one.key))) {
    const count = left.get(keyOf(each)) ?? 0;
    if (count > 0) wrong.push(`does not say ${keyOf(each)}`);
    left.set(keyOf(each), Math.max(0, count - 1));
  }
  return { checked: checked.length, unchecked: said.length - checked.length, wrong };
}

/** A statement about lengths or views as one that names what is compared; false ones stay as they are. */
function adjusted(statement: Statement, on: Moment, code: string): Statement {
  const { section, key, text } = statement;
  const [, shown, all, what] = /^([\d,]+) of ([\d,]+) ([a-z]+)$/.exec(text) ?? [];
  if (shown !== undefined && valueOf(shown) <= valueOf(all!))
    return { section, key: `count of ${what}`, text: String(valueOf(all!)) };
  if (section === 'hierarchy' && key === 'view' && isViewCount(text, on, code)) return TRUE;
  if (section === 'hierarchy' && key === 'text' && isAlone(on, code)) return TRUE;
  return statement;
}

function isViewCount(text: string, on: Moment, code: string): boolean {
  return VIEWS.some((view) => {
    const counts = [children(on, code, view).length, parents(on, code, view).length];
    return counts.some((count) => text === `${label(view)} (${count})`);
  });
}

const isAlone = (on: Moment, code: string): boolean =>
  VIEWS.every((view) => children(on, code, view).length === 0 && parents(on, code, view).length === 0);

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

import type { Page } from 'playwright-core';
import { entry, isActive, kinds, parents, type Moment } from '../hierarchy';
import { becameNow, openText } from './record';
import { differences } from './saved-file';
import { deciding, label, named, oneLine } from './words';

/** What the API finds for a text. It decides what matches; what is shown of each organisation is compared with the release. */
export interface Found {
  readonly codes: readonly string[];
  /** By code: why it was found, and how far it is, as the page says it. */
  readonly notes: ReadonlyMap<string, { readonly why: string; readonly distance: string | null }>;
  readonly corrected: readonly string[];
}

/** What the search finds, which of it are GP practices, and what the text stands for as a code. */
export interface Expected {
  readonly all: Found;
  readonly practices: Found;
  readonly exact: { readonly code: string; readonly defaultMeaning: string | null } | null;
}

const MOST_SHOWN = 100;

/** Opens the results for a text at a moment, and returns what the page says and should not, or should say and does not. */
export async function searchDifferences(
  page: Page,
  url: string,
  on: Moment,
  text: string,
  expected: Expected,
): Promise<string[]> {
  const moment = new URLSearchParams({
    date: on.date,
    basis: on.basis.toLowerCase(),
    release: on.release.id,
  }).toString();
  await page.goto(`${url}/?q=${encodeURIComponent(text)}&${moment}`);
  await page.getByText('This page as GraphQL').waitFor();
  const { all, practices, exact } = expected;
  const hasOwn = practices.codes.length > 0 && practices.codes.length !== all.codes.length;
  const counts = [
    ...(hasOwn ? await showAll(page, 'GP practices', 10, practices.codes.length) : []),
    ...(await showAll(page, 'organisations', 20, all.codes.length)),
  ];
  const shown = await page.evaluate(readResults);
  const tables: string[][] = [
    ...(exact && hasRecord(on, exact.code) ? [tableOf(on, `The code ${exact.code}`, [exact.code], null)] : []),
    ...(hasOwn ? [tableOf(on, 'GP practices', practices.codes, practices)] : []),
    ...(all.codes.length > 0 ? [tableOf(on, 'All organisations', all.codes, all)] : []),
  ];
  return [
    ...counts,
    ...shown.moments.filter((each) => each !== moment).map((each) => `links to the moment ${each}, not ${moment}`),
    ...differences('says', shown.texts, textsOf(on, text, expected)),
    ...tables.flatMap((rows, at) => inOrder(shown.tables[at] ?? [], rows)),
    ...(shown.tables.length === tables.length ? [] : [`has ${shown.tables.length} tables, not ${tables.length}`]),
  ];
}

const hasRecord = ({ release }: Moment, code: string): boolean => release.entries.get(code)?.unresolved === false;

/** The rows are in the order of the results. */
function inOrder(shown: readonly string[], rows: readonly string[]): string[] {
  const wanted = rows.slice(0, MOST_SHOWN);
  const wrong = differences('shows', shown.slice(0, wanted.length), wanted);
  return wrong.length > 0 || shown.slice(0, wanted.length).join('\n') === wanted.join('\n')
    ? wrong
    : [`shows another order: ${shown.join('; ')}`];
}

/** Presses the button for more until enough is shown. Returns the texts about the number of results that are wrong. */
async function showAll(page: Page, what: string, first: number, total: number): Promise<string[]> {
  const section = page.getByRole('region', { name: what === 'organisations' ? 'All organisations' : what });
  const wrong: string[] = [];
  for (let shown = Math.min(first, total); ; shown = Math.min(shown + first, total)) {
    const text = `${shown} of ${total} ${what}`;
    await section.getByText(text, { exact: true }).waitFor();
    const button = section.getByRole('button', { name: `Show more ${what}` });
    if (shown === total && (await button.count()) > 0) wrong.push(`has a button for more after ${text}`);
    if (shown === total || shown >= MOST_SHOWN) return wrong;
    await button.press('Enter');
  }
}

function textsOf(on: Moment, text: string, { all, practices, exact }: Expected): string[] {
  const isUnknown = exact && !hasRecord(on, exact.code);
  const hasOwn = practices.codes.length > 0 && practices.codes.length !== all.codes.length;
  return [
    `Organisations that match “${oneLine(text)}”`,
    ...(all.corrected.length > 0
      ? [`Nothing matches as typed. These have similar words: ${all.corrected.join(', ')}.`]
      : []),
    ...(exact && !isUnknown ? [`The code ${exact.code}`] : []),
    ...(isUnknown && exact.defaultMeaning !== null
      ? [`${exact.code} is a default code and stands for no organisation: ${exact.defaultMeaning}`]
      : []),
    ...(isUnknown && exact.defaultMeaning === null && /\d/.test(exact.code)
      ? [`No organisation has the code ${exact.code} in this release, open or closed.`]
      : []),
    ...(all.codes.length === 0
      ? ['Nothing matches. Try fewer or other words, a town, or the first part of a postcode, such as LS2.']
      : []),
    ...(hasOwn ? ['GP practices'] : []),
    'All organisations',
  ];
}

function tableOf(on: Moment, caption: string, codes: readonly string[], found: Found | null): string[] {
  const notes = codes.map((code) => found?.notes.get(code));
  const hasDistance = notes.some((note) => note?.distance != null);
  return codes.map((code, at) =>
    [caption, ...rowOf(on, code, notes[at]?.why ?? ''), ...(hasDistance ? [notes[at]?.distance ?? '–'] : [])].join(
      ' | ',
    ),
  );
}

function rowOf(on: Moment, code: string, why: string): string[] {
  const { name, address } = entry(on, code);
  const lines = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'PostCode'].map((part) => oneLine(address?.[part] ?? ''));
  return [
    [`${oneLine(name)} ${code}`, oneLine(why)].filter(Boolean).join(' / '),
    [openText(on, code), ...nextStep(on, code)].join(' / '),
    kinds(on, code).map(label).join(', '),
    lines.filter(Boolean).join(', ') || 'None published',
    [`/organisation/${code}`, ...linksOf(on, code)].join(' '),
  ];
}

/** The organisations that the status of a result links to. */
function linkedOf(on: Moment, code: string): readonly string[] {
  if (!isActive(on, code)) return becameNow(on, code);
  if (!kinds(on, code).includes('BRANCH_SURGERY')) return [];
  const practices = parents(on, code, 'OPERATION').filter((each) => isPractice(on, each));
  return practices.length > 0 ? practices : parents(on, code, 'OPERATION');
}

const isPractice = (on: Moment, code: string): boolean => kinds(on, code).includes('GP_PRACTICE');

/** Where the links in the status of a result lead to. */
function linksOf(on: Moment, code: string): string[] {
  const linked = linkedOf(on, code);
  const district = /Others nearby: (.*)$/.exec(nextStep(on, code).join())?.[1];
  return [...linked.map((each) => `/organisation/${each}`), ...(district === undefined ? [] : [`/ ${district}`])];
}

function nextStep(on: Moment, code: string): string[] {
  const linked = linkedOf(on, code);
  const names = linked.map((each) => named(on, each));
  if (linked.length > 0 && !isActive(on, code)) return ['Use instead:', ...names];
  if (linked.some((each) => isPractice(on, each))) return ['A branch. Enter the code of its practice:', ...names];
  if (linked.length > 0) return ['A branch that no GP practice operates on the day. What operates it:', ...names];
  const end = deciding(entry(on, code), on)?.end ?? null;
  if (isActive(on, code) || end === null || end >= on.date) return [];
  const district = oneLine(entry(on, code).address?.['PostCode'] ?? '').split(' ')[0]!;
  const text = 'No organisation that is open on the day has replaced it in this release.';
  return [district === '' ? text : `${text} Others nearby: ${district}`];
}

/** How far a result is from the place, as the page says it. */
export const distanceText = (km: number): string => `${km < 10 ? Math.round(km * 10) / 10 : Math.round(km)} km`;

/** Why a result was found, as the page says it. */
export function whyText(matchedOn: string | null, matchedText: string | null): string {
  if (matchedOn === 'FORMER_NAME') return `formerly ${matchedText}`;
  return matchedOn === 'PREDECESSOR' ? `successor of ${matchedText}` : '';
}

/** Runs in the page. Each row has a cell for where its links lead to; their moments are apart. */
function readResults(): { texts: string[]; tables: string[][]; moments: string[] } {
  const moments = new Set<string>();
  const linesOf = (of: Element) =>
    (of as HTMLElement).innerText
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean)
      .join(' / ');
  const targetOf = ({ href }: HTMLAnchorElement) => {
    const { pathname, searchParams } = new URL(href);
    const text = searchParams.get('q');
    searchParams.delete('q');
    moments.add(searchParams.toString());
    return decodeURIComponent(pathname) + (text === null ? '' : ` ${text}`);
  };
  const main = document.querySelector('main')!;
  const texts = [...main.querySelectorAll('h1, h1 ~ p, section > h2')].map(linesOf);
  const tables = [...main.querySelectorAll('table')].map((table) =>
    [...table.querySelectorAll('tbody tr')].map((row) => {
      const [name, status, kind, address, ...distance] = [...row.querySelectorAll('td > span:last-child')].map(linesOf);
      const links = [...row.querySelectorAll('a')].map(targetOf).join(' ');
      return [table.caption!.textContent, name, status, kind, address, links, ...distance].join(' | ');
    }),
  );
  return { texts, tables, moments: [...moments] };
}

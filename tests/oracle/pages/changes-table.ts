import type { Page } from 'playwright-core';
import { changes, type Change, type ChangeKind, type Detail } from '../changes';
import { isCalendarDay } from '../dates';
import type { Release } from '../reading/release';
import type { CodeNames } from './record';
import { differences } from './saved-file';
import { day, oneLine } from './words';

/** What is asked of the page of changes, beside the releases. */
export interface ChangesAsked {
  readonly kind?: ChangeKind;
  readonly code?: string;
  /** Part of the address, and of the links to organisations. */
  readonly date?: string;
}

/** Opens the changes between two releases, shows all of them, and returns what the table says and should not, or should say and does not. */
export async function changesTableDifferences(
  page: Page,
  url: string,
  [from, to]: readonly [Release, Release],
  names: CodeNames,
  asked: ChangesAsked = {},
): Promise<string[]> {
  const { date = '' } = asked;
  const query = new URLSearchParams({ from: from.id, to: to.id, ...asked });
  await page.goto(`${url}/changes?${query.toString()}`);
  const expected = changes(from, to).filter(
    ({ code, kind }) => (asked.kind ?? kind) === kind && (asked.code ?? code) === code,
  );
  const counts = await showAll(page, expected.length);
  const rows = expected.map((change) => rowOf(change, [from, to], names, date));
  const shown = await page.evaluate(readRows);
  const codes = rows.map(({ code }) => code).join();
  const order = shown.map(({ code }) => code).join();
  return [
    ...counts,
    ...(order === codes ? [] : [`shows the order ${order}, not ${codes}`]),
    ...differences('shows', shown.flatMap(linesOf), rows.flatMap(linesOf)),
  ];
}

const SHOWN = 20;

/** Presses the button for more until there is none. Returns the texts about the number of changes that are wrong. */
async function showAll(page: Page, total: number): Promise<string[]> {
  if (total === 0) {
    await page.getByText('No matching changes between these releases.').waitFor();
    await page.getByText('0 of 0 changes', { exact: true }).waitFor();
    return [];
  }
  const wrong: string[] = [];
  for (let shown = 0; shown < total;) {
    shown = Math.min(shown + SHOWN, total);
    const text = page.getByRole('status').filter({ hasText: / changes$/ });
    await page.waitForFunction(
      (rows) => document.querySelectorAll('main tbody tr').length >= rows && !/Loading/.test(document.body.innerText),
      shown,
    );
    const said = await text.innerText();
    if (said !== `${shown} of ${total} changes`) wrong.push(`says ${said}, not ${shown} of ${total} changes`);
    const button = page.getByRole('button', { name: 'Show more changes' });
    if (shown < total) await button.press('Enter');
    else if ((await button.count()) > 0) wrong.push('has a button for more after the last change');
  }
  return wrong;
}

interface Row {
  readonly code: string;
  /** The cells of the organisation and of the kind of change, and where its links lead to. */
  readonly head: string;
  readonly details: readonly string[];
}

const linesOf = ({ code, head, details }: Row): string[] => [head, ...details.map((detail) => `${code}: ${detail}`)];

function rowOf(
  { code, kind, detail }: Change,
  [from, to]: readonly [Release, Release],
  names: CodeNames,
  date: string,
): Row {
  const { name } = (kind === 'REMOVED' ? from : to).entries.get(code)!;
  const releases = [...(kind === 'ADDED' ? [] : [from]), ...(kind === 'REMOVED' ? [] : [to])];
  const links = releases.map(
    ({ id }) => `as in ${day(id)} ${oneLine(name)} ${code} to /organisation/${code} ${date} ${id}`,
  );
  const texts: Readonly<Record<ChangeKind, string>> = {
    ADDED: `Added: not in ${day(from.id)}`,
    REMOVED: `Removed: not in ${day(to.id)}`,
    CLOSED: 'Closed',
    REOPENED: 'Reopened',
    CHANGED: 'Changed',
  };
  const head = [`${oneLine(name)} ${code}`, ...links, texts[kind]].join(' | ');
  return { code, head, details: detail.map((each) => detailText(each, names)) };
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  recordClass: 'Record class',
  status: 'Published status',
  isReferenceOnly: 'Reference only',
  'operational.start': 'Operational start',
  'operational.end': 'Operational end',
  'legal.start': 'Legal start',
  'legal.end': 'Legal end',
  'address.lines': 'Address',
  'address.town': 'Town',
  'address.county': 'County',
  'address.postcode': 'Postcode',
  'address.country': 'Country',
  'address.uprn': 'UPRN',
  contacts: 'Contacts',
  role: 'Role',
  relationship: 'Relationship',
  succession: 'Succession',
};

function detailText({ what, before, after }: Detail, names: CodeNames): string {
  const text = (value: string | null) => (value === null ? 'none' : oneLine(valueText(what, value, names)));
  const isEntry = ['role', 'relationship', 'succession'].includes(what);
  const sides =
    isEntry && before === null
      ? [`added: ${text(after)}`]
      : isEntry && after === null
        ? [`removed: ${text(before)}`]
        : [`before: ${text(before)}`, `after: ${text(after)}`];
  return [FIELDS[what], ...sides].join(' / ');
}

const dayOf = (text: string): string => (isCalendarDay(text) ? day(text) : text);

function valueText(what: string, value: string, names: CodeNames): string {
  if (what === 'status') return value.toLowerCase();
  if (what === 'role' || what === 'relationship') return entryText(what, value, names);
  return what === 'succession' || /\.(start|end)$/.test(what) ? value.replace(/\d{4}-\d\d-\d\d/g, dayOf) : value;
}

/** For example 'RE4 10R 2013-04-01..2020-03-31, legal .. INACTIVE', word by word. */
function entryText(what: 'role' | 'relationship', value: string, names: CodeNames): string {
  const [code = '', ...words] = value.split(' ');
  const name = names.get(code);
  const head = name === undefined ? code : what === 'role' ? `${name} (${code})` : name;
  const texts = words.map((word) => {
    if (word === 'INACTIVE') return '(inactive)';
    const [, start, end, comma] = /^([\d-]*)\.\.([\d-]*)(,?)$/.exec(word) ?? [];
    return start === undefined ? word : periodText(start, end!) + comma!;
  });
  return [head, ...texts].join(' ');
}

function periodText(start: string, end: string): string {
  if (start === '') return end === '' ? 'without dates' : `until ${dayOf(end)}`;
  return end === '' ? `${dayOf(start)} onwards` : `${dayOf(start)} to ${dayOf(end)}`;
}

/** Runs in the page. */
function readRows(): Row[] {
  const textOf = (of: Element) => (of as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('main tbody tr')].map((row) => {
    const [organisation, kind, differs] = [...row.querySelectorAll('td > span:last-child')];
    const code = organisation!.querySelector('.code')!.textContent;
    const links = [...organisation!.querySelectorAll('a')].map((link) => {
      const { pathname, searchParams: query } = new URL(link.href);
      const to = [decodeURIComponent(pathname), query.get('date') ?? '', query.get('release') ?? ''];
      return `${textOf(link)} to ${to.join(' ')}`;
    });
    const isLine = (of: Node) => of instanceof Element && of.classList.contains('line');
    const own = [...organisation!.childNodes].filter((of) => !isLine(of)).map(({ textContent }) => textContent);
    const head = [own.join('').replace(/\s+/g, ' ').trim(), ...links, textOf(kind!)].join(' | ');
    const details = [...differs!.querySelectorAll('li')].map((item) =>
      [...item.children].map((part) => textOf(part)).join(' / '),
    );
    return { code, head, details };
  });
}

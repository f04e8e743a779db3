import type { Page } from 'playwright-core';
import { entry, isOf, type Moment } from '../hierarchy';
import { BELOW_NETWORK, shownAs, sideLines, type SideLine, type SideSources, type Value } from './compare-lines';
import { differences } from './saved-file';
import { day, oneLine } from './words';

type Pair<Of> = readonly [Of, Of];

/** Opens the comparison of an organisation at two moments. Returns what the page says and should not, or should say and does not. */
export async function comparisonDifferences(
  page: Page,
  url: string,
  code: string,
  moments: Pair<Moment>,
  sources: Pair<SideSources>,
): Promise<string[]> {
  await page.goto(`${url}/compare?${queryOf(code, moments)}`);
  const records = moments.map((on) => (hasRecord(on, code) ? on : null));
  if (records.every((on) => on === null)) return unknownDifferences(page, code, moments);
  await page.getByText(/^This comparison as GraphQL$/).waitFor();
  const lines = linesOf(
    code,
    moments,
    both(records, (on, at) => on && sideLines(on, code, sources[at]!)),
  );
  const shown = await page.evaluate(readLines);
  const texts = lines.map(({ text }) => text);
  return [
    ...differences('shows', shown.lines, texts),
    ...differences(
      'leads to',
      shown.links,
      lines.flatMap(({ links }) => links),
    ),
    ...differences('says', await page.evaluate(readFrame), frameOf(code, moments, lines)),
  ];
}

const hasRecord = ({ release }: Moment, code: string): boolean => release.entries.get(code)?.unresolved === false;

/** Applies a function to both sides. */
const both = <From, To>([a, b]: readonly From[], to: (side: From, at: number) => To): Pair<To> => [
  to(a as From, 0),
  to(b as From, 1),
];

function queryOf(code: string, moments: Pair<Moment>): string {
  const side = ({ release, date, basis }: Moment, at: number): [string, string][] => {
    const name = ['from', 'to'][at]!;
    return [
      [`${name}Release`, release.id],
      [`${name}Date`, date],
      [`${name}Basis`, basis.toLowerCase()],
    ];
  };
  return new URLSearchParams([['code', code], ...both(moments, side).flat()]).toString();
}

async function unknownDifferences(page: Page, code: string, moments: Pair<Moment>): Promise<string[]> {
  const releases = [...new Set(moments.map(({ release }) => day(release.id)))];
  const text = page.getByText(/^Looked at: /);
  const said = [await text.innerText(), await page.locator('main h2').first().innerText()];
  return differences('says', said, [
    `There is no record of ${code}`,
    `Looked at: the ${releases.length === 1 ? 'release' : 'releases'} of ${releases.join(' and ')}. No record of ${code} is there; whether other records refer to it was not looked at.`,
  ]);
}

interface ComparedLine {
  /** The table, what the line is about, both moments, and how they differ. */
  readonly text: string;
  readonly links: readonly string[];
  readonly isSame: boolean;
}

/** Returns the lines that both moments have together. */
function linesOf(code: string, moments: Pair<Moment>, sides: Pair<SideLine[] | null>): ComparedLine[] {
  const keyed = both(sides, (all) => new Map((all ?? []).map((line) => [`${line.table} ${line.key}`, line])));
  const keys = [...new Set([...keyed[1].keys(), ...keyed[0].keys()])];
  const isNetwork = moments.some((on) => hasRecord(on, code) && isOf(on, code, ['PCN']));
  const isNothing = ({ key }: Value) => key === '0';
  const hasBelow = keyed.some((lines) => lines.get(BELOW_NETWORK)?.values.some((value) => !isNothing(value)));
  return keys.flatMap((key) => {
    const pair = both(keyed, (lines) => lines.get(key));
    const { table, head, isOptional } = (pair[1] ?? pair[0])!;
    const values = both(pair, (line) => line?.values ?? []);
    if (isOptional && values.flat().every(isNothing)) return [];
    if (head.endsWith('below it by network') && !hasBelow) return [];
    const difference = differenceText(moments, values);
    const cell = (line: SideLine | undefined, at: number) => {
      if (sides[at] === null) return 'No record in this release';
      if (line === undefined) return `Not in the release of ${day(moments[at]!.release.id)}`;
      return cellText(line, values[1 - at]!);
    };
    return {
      text: [
        table,
        isNetwork && key === BELOW_NETWORK ? 'Members of the network' : head,
        ...both(pair, cell),
        difference,
      ].join(' | '),
      links: both(values, (all, at) =>
        all.flatMap(({ to }) => (to === undefined ? [] : linkTo(to, moments[at]!))),
      ).flat(),
      isSame: difference === 'Same' || difference === 'None in either',
    };
  });
}

/** The values, each with a mark if it is one of several, and the other moment has some but not this one. */
function cellText({ values, none, note }: SideLine, others: readonly Value[]): string {
  if (values.length === 0) return none;
  const isMarked = values.length > 1 && others.length > 0;
  const onlyHere = without(values, others);
  const texts = values.map((value) => value.text + (isMarked && onlyHere.includes(value) ? ' (only here)' : ''));
  return [...texts, ...(note === undefined ? [] : [note])].join(' / ');
}

/** What one list has and the other does not. What is there twice must be there twice. */
function without(values: readonly Value[], others: readonly Value[]): Value[] {
  const left = others.map(({ key }) => key);
  return values.filter(({ key }) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function differenceText(moments: Pair<Moment>, [first, second]: Pair<readonly Value[]>): string {
  if (first.length === 0) return second.length === 0 ? 'None in either' : 'Only in the second';
  if (second.length === 0) return 'Only in the first';
  const gone = without(first, second).length;
  const come = without(second, first).length;
  if (gone + come === 0) {
    const [was, is] = both([first, second], (values, at) => values.map((each) => shownAs(moments[at]!, each)).sort());
    return was.join() === is.join() ? 'Same' : 'Same code, shown differently';
  }
  if (first.length === 1 && second.length === 1) return 'Different';
  const parts = [gone > 0 ? `${gone} only in the first` : '', come > 0 ? `${come} only in the second` : ''];
  return `Different: ${parts.filter(Boolean).join(', ')}`;
}

const linkTo = (code: string, { release, date, basis }: Moment): string =>
  `/organisation/${code} ${date} ${basis} ${release.id}`;

/** What is said around the tables, with the links to the pages of both moments and to all changes. */
function frameOf(code: string, moments: Pair<Moment>, lines: readonly ComparedLine[]): string[] {
  const [from, to] = both(moments, ({ release }) => release.id);
  const name = oneLine(entry(hasRecord(moments[1], code) ? moments[1] : moments[0], code).name);
  const heads = both(moments, (on, at) => `${['First', 'Second'][at]!}: ${headOf(on, code)}`);
  const tables = [...new Set(lines.map(({ text }) => text.split(' | ')[0]))].length;
  return [
    `${name} ${code}`,
    ...missingText(code, moments),
    summaryText(moments, lines),
    ...both(moments, (on, at) => {
      const text = `The page of the ${['first', 'second'][at]!} moment`;
      return hasRecord(on, code) ? `${text} ${linkTo(code, on)}` : `${text}: there is none`;
    }),
    ...(from === to ? [] : [`Every field that the releases record differently /changes ${from} ${to} ${code}`]),
    ...Array.from({ length: tables }, () => ['What', ...heads, 'Difference'].join(' | ')),
    ...(lines.some(({ text }) => text.startsWith('Roles |')) ? [] : ['Neither release has a role of it.']),
    ...(lines.some(({ text }) => text.startsWith('Relationships to others |'))
      ? []
      : [
          'Neither release has a relationship of which it is the source. Relationships that others have to it are not looked at here.',
        ]),
    ...(lines.some(({ text }) => text.startsWith('What is below it, and measures |'))
      ? []
      : ['Nothing that is open is directly below it by any view at either moment, and no measure has a value for it.']),
  ];
}

function headOf(on: Moment, code: string): string {
  const release = day(on.release.id);
  if (!hasRecord(on, code)) return `release of ${release}`;
  const basis = on.basis === 'LEGAL' ? ', by legal dates' : '';
  return `${day(on.date)}${basis}, release of ${on.date === on.release.id ? 'that day' : release}`;
}

function missingText(code: string, moments: Pair<Moment>): string[] {
  const missing = moments.find((on) => !hasRecord(on, code));
  const found = moments.find((on) => hasRecord(on, code));
  if (!missing || !found) return [];
  return [
    `The release of ${day(missing.release.id)} has no record of ${code}; whether other records refer to it was not looked at. What follows is from the release of ${day(found.release.id)} alone.`,
  ];
}

function summaryText([a, b]: Pair<Moment>, lines: readonly ComparedLine[]): string {
  if (a.date === b.date && a.basis === b.basis && a.release.id === b.release.id)
    return 'Both moments are the same, so nothing can differ.';
  const differing = lines.filter(({ isSame }) => !isSame).length;
  if (differing === 0) return `No difference in ${lines.length} lines. Both moments show the same.`;
  return `${differing} of ${lines.length} ${lines.length === 1 ? 'line' : 'lines'} ${differing === 1 ? 'differs' : 'differ'}.`;
}

/** Runs in the page. Reads the tables and the links in them. */
function readLines(): { lines: string[]; links: string[] } {
  const textOf = (of: Element) =>
    (of as HTMLElement).innerText
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean)
      .join(' / ');
  const cellsOf = (row: Element) => [...row.querySelectorAll('td > span:last-child')];
  const rows = [...document.querySelectorAll('main tbody tr')];
  const lines = rows.map((row) =>
    [row.closest('table')!.caption!.textContent, ...cellsOf(row).map(textOf)].join(' | '),
  );
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main tbody a')].map((link) => {
    const { pathname, searchParams } = new URL(link.href);
    const moment = ['date', 'basis', 'release'].map((name) => searchParams.get(name) ?? '');
    return `${decodeURIComponent(pathname)} ${moment[0]!} ${(moment[1] || 'operational').toUpperCase()} ${moment[2]!}`;
  });
  return { lines, links };
}

/** Runs in the page. Reads what is said around the tables. */
function readFrame(): string[] {
  const said: string[] = [];
  const main = document.querySelector('main')!;
  const textOf = (of: Element) => (of as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
  said.push(textOf(main.querySelector('h2')!));
  const parts = 'h1 ~ div .nhsuk-inset-text p, h1 ~ div > p, h1 ~ div section > p, ul.nhsuk-list > li';
  for (const each of main.querySelectorAll(parts)) {
    if (each.closest('details, form') !== null) continue;
    const link = each.querySelector('a');
    if (link === null) {
      said.push(textOf(each));
      continue;
    }
    const { pathname, searchParams: query } = new URL(link.href);
    const get = (name: string) => query.get(name) ?? '';
    const to =
      pathname === '/changes'
        ? [pathname, get('from'), get('to'), get('code')]
        : [decodeURIComponent(pathname), get('date'), (get('basis') || 'operational').toUpperCase(), get('release')];
    said.push(`${textOf(each)} ${to.join(' ')}`);
  }
  for (const row of main.querySelectorAll('thead tr'))
    said.push([...row.querySelectorAll('th')].map(textOf).join(' | '));
  return said;
}

import { codeIn, toItem, type ListItem } from './list-item';
import { isDayNumber, looksLikeDay } from './read-day';

/** A code, a day or a name in a line. */
interface Part {
  readonly text: string;
  readonly isDay: boolean;
  /** The cell in which it stands, from 0. */
  readonly cell: number;
}

/**
 * The items of a line without headings: each part of a cell that is a code or meant as one, with its day. Names beside
 * codes are passed over. If nothing is a code, every text is an item, so that none is lost.
 */
export function itemsOf(cells: readonly string[], line: number): ListItem[] {
  const isTable = cells.length > 1 && cells.some((cell) => codeIn(cell) !== null);
  const hasName = cells.some((cell) => /^[a-z]{2,}[^\d]*$/i.test(cell) && codeIn(cell) === null);
  const used = cells.filter((cell) => !isTable || !(PHONE.test(cell) || (hasName && POSTCODE.test(cell))));
  const parts = toParts(used.map((cell) => (isTable && POSTCODE.test(cell) ? [cell] : splitAtSpaces(cell))));
  const isCode = ({ text, isDay }: Part) => !isDay && isMeantAsCode(text);
  const noCode = !parts.some(isCode);
  const items = withDays(parts.filter((part) => noCode || part.isDay || isCode(part)));
  return items.map(([written, day]) => toItem(written, day, line));
}

/** The parts of the cells. Beside a code, also a number that can be a day is one. */
function toParts(cells: readonly (readonly string[])[]): Part[] {
  const isSurelyCode = (text: string) => isMeantAsCode(text) && !looksLikeDay(text) && !isDayNumber(text);
  const hasCode = cells.flat().some(isSurelyCode);
  const isDay = (text: string) => looksLikeDay(text) || (hasCode && isDayNumber(text));
  return cells.flatMap((texts, cell) => texts.map((text) => ({ text, isDay: isDay(text), cell })));
}

const POSTCODE = /^[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}$/i;
const PHONE = /^\(?0[\d ()]{9,}$/;

/** Whether a text is shown, also if it cannot be read as a code, and not passed over as the name of one. */
const isMeantAsCode = (text: string): boolean =>
  codeIn(text) !== null || (/\d/.test(text) && !/\s/.test(text)) || /^[a-z]+\d\S*\s/i.test(text);

/** A day, which may have spaces and a time, or a word. */
const WORD =
  /\d{1,2}[ -][a-z]{3,9}[ -]\d{4}(?!\S)|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{2}(?!\S)|\d+[-/.]\d+[-/.]\d+\S*(?: \d{1,2}:\d{2}\S*)?|\S+/gi;

/** The words of a cell if each can be a code or a day; else the codes among them that are no words of a name; else the whole cell. */
function splitAtSpaces(cell: string): string[] {
  const words = cell.match(WORD) ?? [];
  if (words.every(isLikeCodeOrDay) || (words.length === 2 && looksLikeDay(words[1]!))) return words;
  const sure = words.filter((word) => SURE_CODE.test(word));
  return sure.length === 0
    ? [cell]
    : words.filter((word) => sure.includes(word) || looksLikeDay(word) || isDayNumber(word));
}

/** Whether a word among words is rather a code than a part of a name: it has a digit, or it is as short as that of a trust. */
const isLikeCodeOrDay = (word: string): boolean => /\d/.test(word) || (codeIn(word) !== null && word.length <= 3);

/** A code that is not mistaken for a word or a part of an address, such as A81001. */
const SURE_CODE = /^(?=.{5,12}$)\d?[a-z]{1,3}\d[a-z\d]*$/i;

/** The codes with their days, then each day that is of no code. A line of days only is a row without a code. */
function withDays(parts: readonly Part[]): (readonly [written: string, day: string])[] {
  const days = daysOf(parts);
  const codes = parts.filter(({ isDay }) => !isDay).map((code) => [code.text, days.get(code) ?? ''] as const);
  const used = new Set(days.values());
  const unused = new Set(parts.filter(({ isDay, text }) => isDay && !used.has(text)).map(({ text }) => text));
  const [first = '', ...more] = unused;
  if (codes.length === 0) return [['', first], ...more.map((text) => [text, ''] as const)];
  return [...codes, ...[...unused].map((text) => [text, ''] as const)];
}

/**
 * The day of each code that has one. A day belongs to the codes before it in its cell. The only other day belongs to all
 * codes of the line that have none. Of several, each belongs to the codes before it; if a day is first, to those after it.
 */
function daysOf(parts: readonly Part[]): ReadonlyMap<Part, string> {
  const days = new Map<Part, string>();
  const give = (day: Part, codes: readonly Part[]): boolean => {
    const open = codes.filter((code) => !code.isDay && !days.has(code));
    open.forEach((code) => days.set(code, day.text));
    return open.length > 0;
  };
  const before = (day: Part) => parts.slice(0, parts.indexOf(day));
  const inCell = (day: Part) => before(day).filter(({ cell }) => cell === day.cell);
  const ofLine = parts.filter((part) => part.isDay && !give(part, inCell(part)));
  if (new Set(ofLine.map(({ text }) => text)).size === 1) give(ofLine[0]!, parts);
  else if (parts[0]?.isDay) ofLine.reverse().forEach((day) => give(day, parts.slice(parts.indexOf(day))));
  else ofLine.forEach((day) => give(day, before(day)));
  return days;
}

import { looksLikeDay, readDay } from './read-day';

/** One code of a list, with the day that stands beside it. */
export interface ListItem {
  /** The line of the text, from 1. */
  readonly line: number;
  /** The code as it is written. */
  readonly written: string;
  /** The code in upper case, also one that ODS should not have published; null if the text cannot be one. */
  readonly code: string | null;
  /** The day as it is written; '' if there is none. */
  readonly dayWritten: string;
  /** The day as an ISO date; null if there is none or it cannot be read. */
  readonly day: string | null;
}

export function toItem(written: string, dayWritten: string, line: number): ListItem {
  return { line, written, code: lookedUp(written), dayWritten, day: dayWritten === '' ? null : readDay(dayWritten) };
}

/** Printable characters without spaces, as the API takes them. A release has odd codes, which are found too. */
const PRINTABLE = /^[!-~]{1,64}$/;

const lookedUp = (text: string): string | null =>
  codeIn(text) ?? (PRINTABLE.test(text) && !looksLikeDay(text) ? text.toUpperCase() : null);

/** The code in a text, in upper case; null if no code is written so. */
export function codeIn(text: string): string | null {
  return /^[a-z0-9]{1,12}$/i.test(text) ? text.toUpperCase() : null;
}

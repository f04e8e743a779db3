import type { RecordFacts } from './to-facts';

/** No day is as late. */
export const NEVER = 0xffff_ffff;

/** A day as a number that sorts like it, with room for one number between two days. */
export const dayNumber = (date: string): number =>
  (Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10))) * 2;

const known = new Map<string, number>();
let knownDay = '';

/**
 * Returns until when a record gives the same facts, hashes and traits as on a `date`: on every later day whose number is
 * below the result. What is read of a record compares the publication date with nothing else than the starts and ends
 * of its own periods, and those of its roles and relationships.
 */
export function firstChange({ state, roles, links }: RecordFacts, date: string): number {
  if (knownDay !== date || known.size > 200_000) known.clear();
  knownDay = date;
  let first = firstOf(state.operational, date, firstOf(state.legal, date, NEVER));
  for (const { operational, legal } of roles) first = firstOf(operational, date, firstOf(legal, date, first));
  for (const { operational, legal } of links) first = firstOf(operational, date, firstOf(legal, date, first));
  return first;
}

function firstOf(text: string, date: string, other: number): number {
  if (text === '') return other;
  let first = known.get(text);
  if (first === undefined) known.set(text, (first = firstIn(text, date)));
  return Math.min(first, other);
}

/** A period changes on its start, and on the day after its end. */
function firstIn(text: string, date: string): number {
  let first = NEVER;
  for (const period of text.split(' ')) {
    const [start, end] = period.split('/') as [string, string];
    if (start > date) first = Math.min(first, dayNumber(start));
    if (end >= date) first = Math.min(first, dayNumber(end) + 1);
  }
  return first;
}

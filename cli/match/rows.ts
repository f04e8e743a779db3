import { isComparable, type MatchItem } from '../../domain/matching/items';
import { toExtractDate } from '../../graph-seed/measures/dates';
import { KINDS, type Kind } from '../../ods/kinds';
import type { MatchOutcome } from '../../ods/matching/match-decision';
import { CommandError } from '../command';
import type { MatchColumns, MatchPart } from './columns';

/** One row of a file, and the item in it; null if there is nothing to compare. */
export interface MatchRow {
  readonly cells: readonly string[];
  readonly item: MatchItem | null;
}

/** A candidate as the command shows it, from the graph or from a server. */
interface CandidateShown {
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly isActive: boolean;
    readonly moment: { readonly date: string };
  };
  readonly score: unknown;
  readonly matchedOn: readonly string[];
  readonly successors: readonly { readonly code: string }[];
}

/** What an item means, from the graph or from a server. */
export interface MatchShown {
  readonly chosen: CandidateShown | null;
  readonly outcome: MatchOutcome;
  readonly candidates: readonly CandidateShown[];
}

/** The headings of the columns that are added. */
export const ADDED_HEADINGS = ['ods_code', 'ods_name', 'score', 'matched', 'reason', 'successors'] as const;

/** The added cells of a row without anything to compare. */
export const NOTHING_GIVEN = ['', '', '', '', 'nothing to compare: no name, postcode or address', ''];

/** Returns the item of a row. Throws a CommandError that names the line for a date or kind that cannot be read. */
export function itemOf(cells: readonly string[], columns: MatchColumns, line: number): MatchRow {
  const textOf = (part: MatchPart) => (columns[part] === undefined ? '' : (cells[columns[part]] ?? '').trim());
  const [name, postcode, town, address] = [textOf('name'), textOf('postcode'), textOf('town'), textOf('address')];
  const [kind, date] = [toKind(textOf('kind'), line), toDate(textOf('date'), line)];
  const item = { name, postcode, town, address, kind, date };
  return { cells, item: isComparable(item) ? item : null };
}

function toKind(text: string, line: number): Kind | null {
  if (text === '') return null;
  const name = text.toUpperCase().replace(/[^A-Z]+/g, '_');
  const kind = KINDS.find((each) => each === name);
  if (kind) return kind;
  throw new CommandError(`line ${line}: '${text.slice(0, 40)}' is not a kind. Kinds: ${KINDS.join(', ')}.`, 2);
}

function toDate(text: string, line: number): string | null {
  if (text === '') return null;
  const date = toExtractDate(text);
  if (date !== null) return date;
  throw new CommandError(`line ${line}: '${text.slice(0, 40)}' is not a date such as 2021-01-01.`, 2);
}

const REASONS: Readonly<Record<MatchOutcome, string>> = {
  CHOSEN: 'chosen',
  NO_CANDIDATE: 'nothing has anything in common with it',
  NOT_ALIKE: 'not alike enough',
  SEVERAL_ALIKE: 'several are about equally alike',
  COMMON_NAME: 'many have this name; a postcode would tell which',
  TOO_SHORT: 'the name says too little without a place',
};

/** Returns the cells that are added to a row. Without a chosen organisation the reason lists the likeliest ones. */
export function cellsOf({ chosen, outcome, candidates }: MatchShown): string[] {
  const [best] = candidates;
  const likely = chosen ? '' : candidates.slice(0, 3).map(described).join('; ');
  return [
    chosen?.organisation.code ?? '',
    chosen ? withoutFormula(chosen.organisation.name) : '',
    best ? String(best.score) : '',
    best ? best.matchedOn.map((part) => part.toLowerCase().replace('_', ' ')).join('; ') : '',
    likely === '' ? reasonOf(chosen, outcome) : `${REASONS[outcome]}: ${likely}`,
    chosen ? chosen.successors.map(({ code }) => code).join('; ') : '',
  ];
}

function reasonOf(chosen: CandidateShown | null, outcome: MatchOutcome): string {
  if (!chosen || chosen.organisation.isActive) return REASONS[outcome];
  return `${REASONS[outcome]}; not active on ${chosen.organisation.moment.date}`;
}

function described({ organisation: { code, name } }: CandidateShown): string {
  return `${code} ${name}`;
}

/** A spreadsheet reads a cell that begins so as a formula. */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

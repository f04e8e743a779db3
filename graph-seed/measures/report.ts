import { active } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { kindsOf, type Kind } from '../../ods/kinds';
import { byText } from '../../ods/orders';
import { createReads } from '../../graph/read-side';
import type { HoldingRow, StateRow } from '../../graph/keys';
import type { Description } from './write';
import type { Figures, MeasureFile } from './csv-file';
import { readStoredCatalog } from '../catalog/stored-catalog';

/** What the load of a measure did. */
export interface MeasureReport extends Description, Judged {
  /** The measure's id. */
  readonly measure: string;
  /** From which on readers see it. */
  readonly generation: number;
  /** Dates of which the measure had values before. */
  readonly replaced: readonly string[];
  readonly seconds: Readonly<Record<string, number>>;
}

/** What is to be said of a file of figures. */
export interface Judged {
  readonly file: string;
  /** Rows below the heading. */
  readonly rows: number;
  /** Rows that stand for no organisation: W00, Q99, U or nothing. */
  readonly placeholders: number;
  /** Rows of an organisation without a value. */
  readonly withoutValue: number;
  /** By date, in order. */
  readonly extracts: readonly ExtractReport[];
  /** Codes that the live release has no record of, by code; their values count as soon as one has. */
  readonly unknown: readonly string[];
}

export interface ExtractReport {
  readonly date: string;
  readonly codes: number;
  readonly sum: number;
  /** What most of the organisations were on the date, for example GP_PRACTICE; null when they were of many kinds. */
  readonly kind: Kind | null;
  /** Known organisations that were not of that kind, or not active, on the date, by code, and the sum of their values. */
  readonly others: readonly string[];
  readonly sumOfOthers: number;
}

/** A file of figures compared with the live release. */
export async function judged(graph: Graph, read: MeasureFile): Promise<Judged> {
  const { name: file, rows, placeholders, withoutValue } = read;
  const codes = [...new Set([...read.extracts.values()].flatMap((figures) => [...figures.keys()]))].sort(byText);
  const known = await recordsOf(graph, codes);
  const extracts = [...read.extracts].map(([date, figures]) => extractReport(date, figures, known));
  return { file, rows, placeholders, withoutValue, extracts, unknown: codes.filter((code) => !known.has(code)) };
}

interface Known {
  readonly state: StateRow;
  readonly roles: readonly HoldingRow[];
}

const CHUNK = 5_000;

/** What the live release says of codes; nothing when none is loaded. */
async function recordsOf(graph: Graph, codes: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const { live: release } = await readStoredCatalog(graph);
  const loaders = createReads(graph, { deadlineMs: 60_000 }).loaders();
  const known = new Map<string, Known>();
  for (let from = 0; release > 0 && from < codes.length; from += CHUNK) {
    const keys = codes.slice(from, from + CHUNK).map((code) => ({ code, release }));
    const [states, roles] = await Promise.all([loaders.state.loadMany(keys), loaders.roles.loadMany(keys)]);
    states.forEach((state, at) => {
      if (state && !state.unresolved) known.set(state.code, { state, roles: roles[at] ?? [] });
    });
  }
  return known;
}

function extractReport(date: string, figures: Figures, known: ReadonlyMap<string, Known>): ExtractReport {
  const found = [...figures.keys()].flatMap((code) => known.get(code) ?? []);
  const kind = usualKind(found, date);
  const others = kind === null ? [] : found.filter((one) => !kindsThen(one, date).includes(kind));
  const codes = others.map(({ state }) => state.code).sort(byText);
  return {
    date,
    codes: figures.size,
    sum: sumOf([...figures.values()]),
    kind,
    others: codes,
    sumOfOthers: sumOf(codes.map((code) => figures.get(code)!)),
  };
}

/** The kind that more than half of some organisations were of on a day. */
function usualKind(found: readonly Known[], date: string): Kind | null {
  const counts = new Map<Kind, number>();
  for (const kind of found.flatMap((one) => kindsThen(one, date))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const usual = [...counts].find(([, count]) => count > found.length / 2)?.[0] ?? null;
  return usual === 'OTHER' ? null : usual;
}

/** The kinds of an organisation on a day; none when it was not active. */
function kindsThen({ state, roles }: Known, date: string): readonly Kind[] {
  return active(state, date, 'OPERATIONAL') ? kindsOf(state, roles, date, 'OPERATIONAL') : [];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The closing lines for a person. */
export function measureLines(report: MeasureReport): string[] {
  const { measure, name, unit, file, rows, placeholders, withoutValue, extracts, unknown, replaced } = report;
  const passed = [
    ...(placeholders > 0 ? [`${n(placeholders)} for no organisation (W00, Q99, U or empty)`] : []),
    ...(withoutValue > 0 ? [`${n(withoutValue)} without a value`] : []),
  ];
  return [
    `Measure ${measure} (${name}) is loaded from ${file}: ${n(rows)} rows${passed.length > 0 ? `, of these ${passed.join(', ')}` : ''}.`,
    ...extracts.flatMap((extract) => extractLines(extract, unit, replaced)),
    ...(unknown.length > 0 ? [`  unknown codes: ${n(unknown.length)} (${some(unknown)})`] : ['  no unknown codes']),
  ];
}

function extractLines(extract: ExtractReport, unit: string, replaced: readonly string[]): string[] {
  const { date, codes, sum, kind, others, sumOfOthers } = extract;
  const again = replaced.includes(date) ? ', in place of those loaded before' : '';
  return [
    `  ${date}: ${n(codes)} organisations, ${n(sum)} ${unit}${again}`,
    ...(kind !== null && others.length > 0
      ? [`    not ${kind} then: ${n(others.length)} with ${n(sumOfOthers)} ${unit} (${some(others)})`]
      : []),
  ];
}

const MOST_NAMED = 20;
const n = (value: number) => value.toLocaleString('en-GB');

function some(codes: readonly string[]): string {
  const rest = codes.length - MOST_NAMED;
  return codes.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? `, and ${n(rest)} more: --json names all` : '');
}

import { active } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { kindsOf, type Kind } from '../../ods/kinds';
import { byText } from '../../ods/orders';
import { createReadSide } from '../../graph/read-side';
import type { RoleRow, StateRow } from '../../ods/facts';
import type { Description } from './write';
import type { Figures, MeasureFile } from './csv-file';
import { readStoredCatalog } from '../catalog/stored-catalog';

/** Report of the load of a measure. Printed as JSON with --json. */
export interface MeasureReport extends Description, MeasureComparison {
  /** Id of the measure. */
  readonly measure: string;
  /** First generation of measures that has these values. */
  readonly generation: number;
  /** Dates whose previous values were replaced. */
  readonly replaced: readonly string[];
  readonly seconds: Readonly<Record<string, number>>;
}

/** A file of figures, and how its codes compare with the live release. */
export interface MeasureComparison {
  readonly file: string;
  /** Rows below the heading. */
  readonly rows: number;
  /** Rows whose code means "no organisation": W00, Q99, U or empty. */
  readonly placeholders: number;
  /** Rows of an organisation without a value. */
  readonly withoutValue: number;
  /** By date, in order. */
  readonly extracts: readonly ExtractReport[];
  /** Codes without a record in the live release, in order. Their values are used once a release has the record. */
  readonly unknown: readonly string[];
}

export interface ExtractReport {
  readonly date: string;
  readonly codes: number;
  readonly sum: number;
  /** Kind of more than half of the organisations on the date, for example GP_PRACTICE; null when there is none. */
  readonly kind: Kind | null;
  /** Codes with a record that were not of that kind, or not active, on the date, in order. */
  readonly others: readonly string[];
  /** Sum of the values of `others`. */
  readonly sumOfOthers: number;
}

/** Compares a file of figures with the live release. */
export async function compareWithRelease(graph: Graph, read: MeasureFile): Promise<MeasureComparison> {
  const { name: file, rows, placeholders, withoutValue } = read;
  const codes = [...new Set([...read.extracts.values()].flatMap((figures) => [...figures.keys()]))].sort(byText);
  const known = await recordsOf(graph, codes);
  const extracts = [...read.extracts].map(([date, figures]) => extractReport(date, figures, known));
  return { file, rows, placeholders, withoutValue, extracts, unknown: codes.filter((code) => !known.has(code)) };
}

interface KnownOrganisation {
  readonly state: StateRow;
  readonly roles: readonly RoleRow[];
}

const CHUNK = 5_000;

/** Records of the live release by code. Empty when no release is live. */
async function recordsOf(graph: Graph, codes: readonly string[]): Promise<ReadonlyMap<string, KnownOrganisation>> {
  const { live: release } = await readStoredCatalog(graph);
  const loaders = createReadSide(graph, { deadlineMs: 60_000 }).loaders();
  const known = new Map<string, KnownOrganisation>();
  for (let from = 0; release > 0 && from < codes.length; from += CHUNK) {
    const keys = codes.slice(from, from + CHUNK).map((code) => ({ code, release }));
    const [states, roles] = await Promise.all([loaders.state.loadMany(keys), loaders.roles.loadMany(keys)]);
    states.forEach((state, at) => {
      if (state && !state.unresolved) known.set(state.code, { state, roles: roles[at] ?? [] });
    });
  }
  return known;
}

function extractReport(date: string, figures: Figures, known: ReadonlyMap<string, KnownOrganisation>): ExtractReport {
  const organisations = [...figures.keys()].flatMap((code) => known.get(code) ?? []);
  const kind = mostCommonKind(organisations, date);
  const others = kind === null ? [] : organisations.filter((each) => !kindsOnDate(each, date).includes(kind));
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

/** The kind of more than half of the organisations on a date, or null. */
function mostCommonKind(organisations: readonly KnownOrganisation[], date: string): Kind | null {
  const counts = new Map<Kind, number>();
  for (const kind of organisations.flatMap((each) => kindsOnDate(each, date)))
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const common = [...counts].find(([, count]) => count > organisations.length / 2)?.[0] ?? null;
  return common === 'OTHER' ? null : common;
}

/** Kinds of an organisation on a date; empty when it was not active. */
function kindsOnDate({ state, roles }: KnownOrganisation, date: string): readonly Kind[] {
  return active(state, date, 'OPERATIONAL') ? kindsOf(state, roles, date, 'OPERATIONAL') : [];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The report as lines of text for the terminal. */
export function measureLines(report: MeasureReport): string[] {
  const { measure, name, unit, file, rows, placeholders, withoutValue, extracts, unknown, replaced } = report;
  const skipped = [
    ...(placeholders > 0 ? [`${formatNumber(placeholders)} for no organisation (W00, Q99, U or empty)`] : []),
    ...(withoutValue > 0 ? [`${formatNumber(withoutValue)} without a value`] : []),
  ];
  return [
    `Measure ${measure} (${name}) is loaded from ${file}: ${formatNumber(rows)} rows${skipped.length > 0 ? `, of these ${skipped.join(', ')}` : ''}.`,
    ...extracts.flatMap((extract) => extractLines(extract, unit, replaced)),
    ...(unknown.length > 0
      ? [`  unknown codes: ${formatNumber(unknown.length)} (${firstFew(unknown)})`]
      : ['  no unknown codes']),
  ];
}

function extractLines(extract: ExtractReport, unit: string, replaced: readonly string[]): string[] {
  const { date, codes, sum, kind, others, sumOfOthers } = extract;
  const replacement = replaced.includes(date) ? ', replacing earlier values' : '';
  return [
    `  ${date}: ${formatNumber(codes)} organisations, ${formatNumber(sum)} ${unit}${replacement}`,
    ...(kind !== null && others.length > 0
      ? [
          `    not ${kind} then: ${formatNumber(others.length)} with ${formatNumber(sumOfOthers)} ${unit} (${firstFew(others)})`,
        ]
      : []),
  ];
}

const MAX_LISTED = 20;
const formatNumber = (value: number) => value.toLocaleString('en-GB');

function firstFew(codes: readonly string[]): string {
  const rest = codes.length - MAX_LISTED;
  return codes.slice(0, MAX_LISTED).join(', ') + (rest > 0 ? `, and ${formatNumber(rest)} more: --json names all` : '');
}

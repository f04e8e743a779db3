import { active } from '../../ods/periods';
import type { Graph } from '../../graph/graph';
import { kindsOf, type Kind } from '../../ods/kinds';
import { byText } from '../../ods/orders';
import { createReadSide } from '../../graph/read-side';
import type { RoleRow, StateRow } from '../../ods/facts';
import type { Description } from './write';
import type { MeasureFile } from './csv-file';
import type { Figures, Part } from './figures';
import type { NationalCounts } from './national-rows';
import { readStoredCatalog } from '../catalog/stored-catalog';

/** Report of the load of a measure. Printed as JSON with --json. */
export interface MeasureReport extends Description, MeasureComparison {
  /** Id of the measure. */
  readonly measure: string;
  /** First generation of measures that has these values; null after a dry run. */
  readonly generation: number | null;
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
  /** Values of an organisation that are empty. */
  readonly withoutValue: number;
  /** Rows of NHS England's tables that are not read. */
  readonly skipped: Readonly<NationalCounts>;
  /** Codes with several rows that were added up, in order. */
  readonly doubled: readonly string[];
  /** By date, in order: those without a dimension, then those by each dimension. */
  readonly extracts: readonly ExtractReport[];
  /** Codes without a record in the live release, in order. Their values are used once a release has the record. */
  readonly unknown: readonly string[];
}

export interface ExtractReport {
  readonly date: string;
  /** Name of the dimension of the values; null without one. */
  readonly dimension: string | null;
  /** Whether earlier values were replaced. */
  readonly isReplaced: boolean;
  readonly codes: number;
  readonly sum: number;
  /** Kind of more than half of the organisations on the date, for example GP_PRACTICE; null when there is none. */
  readonly kind: Kind | null;
  /** Codes with a record that were not of that kind, or not active, on the date, in order. */
  readonly others: readonly string[];
  /** Sum of the values of `others`. */
  readonly sumOfOthers: number;
  /** Codes with a record that was not active on the date, in order. */
  readonly closed: readonly string[];
}

/** Compares a file of figures with the live release. */
export async function compareWithRelease(graph: Graph, read: MeasureFile): Promise<MeasureComparison> {
  const { name: file, rows, placeholders, withoutValue, skipped, doubled } = read;
  const parts = [...read.extracts].map(([date, figures]) => ({ date, dimension: null, figures }));
  const sums = [...parts, ...read.byDimension.map((part) => ({ ...part, figures: sumsOf(part) }))];
  const codes = [...new Set(sums.flatMap(({ figures }) => [...figures.keys()]))].sort(byText);
  const known = await recordsOf(graph, codes);
  const extracts = sums.map((part) => extractReport(part, known));
  const unknown = codes.filter((code) => !known.has(code));
  return { file, rows, placeholders, withoutValue, skipped, doubled, extracts, unknown };
}

/** The sums of the values by dimension for each organisation. */
function sumsOf({ figures }: Part): Figures {
  const sums = [...figures].map(([code, values]) => [code, sumOf([...(values as Figures).values()])] as const);
  return new Map(sums);
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

interface Extract {
  readonly date: string;
  readonly dimension: string | null;
  readonly figures: Figures;
}

function extractReport(
  { date, dimension, figures }: Extract,
  known: ReadonlyMap<string, KnownOrganisation>,
): ExtractReport {
  const organisations = [...figures.keys()].flatMap((code) => known.get(code) ?? []);
  const kind = mostCommonKind(organisations, date);
  const others = kind === null ? [] : organisations.filter((each) => !kindsOnDate(each, date).includes(kind));
  const codes = codesOf(others);
  return {
    date,
    dimension,
    isReplaced: false,
    codes: figures.size,
    sum: sumOf([...figures.values()]),
    kind,
    others: codes,
    sumOfOthers: sumOf(codes.map((code) => figures.get(code)!)),
    closed: codesOf(organisations.filter(({ state }) => !active(state, date, 'OPERATIONAL'))),
  };
}

function codesOf(organisations: readonly KnownOrganisation[]): readonly string[] {
  return organisations.map(({ state }) => state.code).sort(byText);
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
  const { measure, name, unit, file, rows, extracts, unknown, doubled, generation } = report;
  const skipped = skippedOf(report);
  const is = generation === null ? 'would be' : 'is';
  return [
    `Measure ${measure} (${name}) ${is} loaded from ${file}: ${formatNumber(rows)} rows${skipped.length > 0 ? `, of these ${skipped.join(', ')}` : ''}.`,
    ...extracts.flatMap((extract) => extractLines(extract, unit)),
    ...(doubled.length > 0 ? [`  several rows, added up: ${formatNumber(doubled.length)} (${firstFew(doubled)})`] : []),
    ...(unknown.length > 0
      ? [`  unknown codes: ${formatNumber(unknown.length)} (${firstFew(unknown)})`]
      : ['  no unknown codes']),
  ];
}

/** The rows that are not loaded, and why. */
function skippedOf({ placeholders, withoutValue, skipped: { otherTypes, oneSex } }: MeasureReport): string[] {
  const counts: readonly (readonly [number, string])[] = [
    [placeholders, 'for no organisation (W00, Q99, U or empty)'],
    [withoutValue, 'without a value'],
    [otherTypes, 'of networks, commissioners and regions'],
    [oneSex, 'by age of one sex only'],
  ];
  return counts.flatMap(([count, what]) => (count > 0 ? [`${formatNumber(count)} ${what}`] : []));
}

function extractLines(extract: ExtractReport, unit: string): string[] {
  const { date, dimension, isReplaced, codes, sum, kind, others, sumOfOthers, closed } = extract;
  const by = dimension === null ? '' : ` by ${dimension}`;
  const replacement = isReplaced ? ', replacing earlier values' : '';
  return [
    `  ${date}${by}: ${formatNumber(codes)} organisations, ${formatNumber(sum)} ${unit}${replacement}`,
    ...(kind !== null && others.length > 0
      ? [
          `    not ${kind} then: ${formatNumber(others.length)} with ${formatNumber(sumOfOthers)} ${unit} (${firstFew(others)})`,
        ]
      : []),
    ...(closed.length > 0 ? [`    closed then: ${formatNumber(closed.length)} (${firstFew(closed)})`] : []),
  ];
}

const MAX_LISTED = 20;
const formatNumber = (value: number) => value.toLocaleString('en-GB');

function firstFew(codes: readonly string[]): string {
  const rest = codes.length - MAX_LISTED;
  return codes.slice(0, MAX_LISTED).join(', ') + (rest > 0 ? `, and ${formatNumber(rest)} more: --json names all` : '');
}

import type { StoredRelease } from './catalog/stored-catalog';
import type { Changes, Difference } from './writing/difference';
import type { LoadPlan } from './writing/plan';
import { RECORD, STUB } from './staging/release-index';
import type { ReleaseFile } from './reading/release-file';
import { ROLES, STATES, SUCCESSIONS } from './staging/kinds';
import type { PartCounts, StagedRelease } from './staging/staged-release';

/**
 * What a load did, or would do in a dry run. Numbers are counts unless noted. Printed as JSON and stored with the
 * release.
 */
export interface LoadReport {
  readonly file: string;
  /** Publication date. */
  readonly release: string;
  readonly sha256: string;
  readonly outcome: 'LOADED' | 'UNCHANGED' | 'DRY_RUN';
  readonly number: number;
  readonly resumed: boolean;
  readonly replacedSample: boolean;
  /** Whether the release is the invented sample. */
  readonly isSample: boolean;
  readonly files: readonly PartCounts[];
  /** Number of distinct codes with a record or a stub. */
  readonly organisations: number;
  readonly records: number;
  /** Stubs without a record. */
  readonly stubs: number;
  readonly unresolved: number;
  readonly roles: number;
  /** By relationship type. */
  readonly relationships: Readonly<Record<string, number>>;
  readonly successions: number;
  /** Published succession entries: most events appear on one record, some on both. */
  readonly successionRows: number;
  /** By rule id. */
  readonly findings: Readonly<Record<string, number>>;
  readonly organisationChanges: { readonly created: number; readonly changed: number; readonly withdrawn: number };
  readonly changes: Readonly<Record<string, Changes>>;
  /** `before`: organisations active in the previous release; `gone`: how many of them are closed or absent now. */
  readonly closures: { readonly before: number; readonly gone: number };
  /** Number of XML elements that the loader does not know and has skipped with all that they contain, by path. */
  readonly skippedElements: Readonly<Record<string, number>>;
  /** Failed checks that an option allowed. */
  readonly warnings: readonly string[];
  /** Retried transactions. */
  readonly retries: number;
  readonly seconds: Readonly<Record<string, number>>;
}

interface LoadResult {
  readonly file: ReleaseFile;
  readonly staged: StagedRelease;
  readonly difference: Difference;
  readonly plan: LoadPlan;
  readonly seconds: Readonly<Record<string, number>>;
  readonly dryRun: boolean;
}

export function summarise({ file, staged, difference, plan, seconds, dryRun }: LoadResult): LoadReport {
  const expected = difference.expected();
  const countOf = (kind: string) => expected.get(kind) ?? 0;
  const [records, stubs] = [staged.index.count(RECORD), staged.index.count(STUB)];
  const types = staged.linkKinds.filter((kind) => kind !== SUCCESSIONS);
  return {
    file: file.name,
    release: staged.date,
    sha256: file.sha256,
    outcome: dryRun ? 'DRY_RUN' : 'LOADED',
    number: plan.number,
    resumed: plan.resumes,
    replacedSample: plan.replacesSample,
    isSample: plan.isSample,
    files: staged.parts,
    organisations: records + stubs,
    records,
    stubs,
    unresolved: countOf(STATES) - records - stubs,
    roles: countOf(ROLES),
    relationships: Object.fromEntries(types.map((type) => [type, countOf(type)])),
    successions: countOf(SUCCESSIONS),
    successionRows: staged.successionRows,
    findings: staged.findingCounts(),
    organisationChanges: difference.changed,
    changes: Object.fromEntries(difference.kinds.map((kind) => [kind, difference.of(kind)])),
    closures: difference.closures,
    skippedElements: staged.skipped,
    warnings: staged.allowedProblems,
    retries: 0,
    seconds,
  };
}

/** Report of a file that is already loaded: the report of its load with the outcome UNCHANGED. */
export function unchanged(file: string, { report }: StoredRelease): LoadReport {
  return { ...(JSON.parse(report ?? '{}') as LoadReport), file, outcome: 'UNCHANGED' };
}

/** The report as lines of text for the terminal. */
export function closingLines(report: LoadReport): string[] {
  const { release, outcome, seconds } = report;
  const took = Object.values(seconds).reduce((total, each) => total + each, 0);
  if (outcome === 'UNCHANGED') return [`${report.file}: release ${release} is already loaded; nothing changed.`];
  const title = outcome === 'LOADED' ? `Release ${release} is loaded and live` : `Release ${release} would be loaded`;
  return [
    `${title} (${took.toFixed(1)} s${report.resumed ? ', resumed' : ''}${report.retries ? `, ${report.retries} retries` : ''}).`,
    ...report.files.map(
      ({ file, records, stubs }) => `  ${file}: ${formatNumber(records)} records, ${formatNumber(stubs)} stubs`,
    ),
    `  organisations  ${formatNumber(report.organisations)} (${formatNumber(report.records)} records, ${formatNumber(report.stubs)} stubs), targets without a record ${formatNumber(report.unresolved)}`,
    `  roles          ${formatNumber(report.roles)}`,
    `  relationships  ${formatNumber(sum(report.relationships))} (${list(report.relationships)})`,
    `  successions    ${formatNumber(report.successions)} (from ${formatNumber(report.successionRows)} rows)`,
    `  findings       ${formatNumber(sum(report.findings))} (${list(report.findings)})`,
    `  organisations  ${formatNumber(report.organisationChanges.created)} new, ${formatNumber(report.organisationChanges.changed)} changed, ${formatNumber(report.organisationChanges.withdrawn)} withdrawn`,
    ...Object.entries(report.changes)
      .filter(([, { created, ended }]) => created + ended > 0)
      .map(
        ([kind, { created, ended }]) =>
          `  ${kind.padEnd(14)} ${formatNumber(created)} new, ${formatNumber(ended)} ended`,
      ),
    ...(sum(report.skippedElements) > 0
      ? [
          `  skipped        ${formatNumber(sum(report.skippedElements))} unknown elements (${list(report.skippedElements)})`,
        ]
      : []),
    ...report.warnings.map((warning) => `  allowed by option: ${warning}`),
    `  seconds        ${Object.entries(seconds)
      .map(([stage, value]) => `${stage} ${value.toFixed(1)}`)
      .join(', ')}`,
  ];
}

const formatNumber = (value: number) => value.toLocaleString('en-GB');
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, one) => total + one, 0);
const list = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${formatNumber(count)}`)
    .join(', ') || 'none';

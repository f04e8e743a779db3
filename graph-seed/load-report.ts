import type { StoredRelease } from './catalog/stored-catalog';
import type { Changes, Difference } from './writing/difference';
import type { LoadPlan } from './writing/plan';
import { RECORD, STUB } from './staging/release-index';
import type { ReleaseFile } from './reading/release-file';
import { ROLES, STATES, SUCCESSIONS, type PartCounts, type Stage } from './staging/staged-release';

/** What a load did, or, when dry, would do. Numbers are counts unless said. */
export interface LoadReport {
  readonly file: string;
  /** Publication date. */
  readonly release: string;
  readonly sha256: string;
  readonly outcome: 'LOADED' | 'UNCHANGED' | 'DRY_RUN';
  readonly number: number;
  readonly resumed: boolean;
  readonly replacedSample: boolean;
  readonly files: readonly PartCounts[];
  /** Distinct codes with a record or a stub. */
  readonly organisations: number;
  readonly records: number;
  /** Stubs without a record. */
  readonly stubs: number;
  readonly unresolved: number;
  readonly roles: number;
  /** Instances by type. */
  readonly relationships: Readonly<Record<string, number>>;
  readonly successions: number;
  /** Sides of successions as published: most events are told by one record, some by both. */
  readonly successionRows: number;
  /** By rule. */
  readonly findings: Readonly<Record<string, number>>;
  readonly organisationChanges: { readonly created: number; readonly changed: number; readonly withdrawn: number };
  readonly changes: Readonly<Record<string, Changes>>;
  /** Of the organisations active in the release before: how many, and how many of them are closed or absent now. */
  readonly closures: { readonly before: number; readonly gone: number };
  /** What an option let pass. */
  readonly warnings: readonly string[];
  /** Transactions that had to be tried again. */
  readonly retries: number;
  readonly seconds: Readonly<Record<string, number>>;
}

interface Loaded {
  readonly file: ReleaseFile;
  readonly stage: Stage;
  readonly difference: Difference;
  readonly plan: LoadPlan;
  readonly seconds: Readonly<Record<string, number>>;
  readonly dryRun: boolean;
}

export function summarise({ file, stage, difference, plan, seconds, dryRun }: Loaded): LoadReport {
  const expected = difference.expected();
  const countOf = (kind: string) => expected.get(kind) ?? 0;
  const [records, stubs] = [stage.register.count(RECORD), stage.register.count(STUB)];
  const types = stage.linkKinds.filter((kind) => kind !== SUCCESSIONS);
  return {
    file: file.name,
    release: stage.date,
    sha256: file.sha256,
    outcome: dryRun ? 'DRY_RUN' : 'LOADED',
    number: plan.number,
    resumed: plan.resumes,
    replacedSample: plan.replacesSample,
    files: stage.parts,
    organisations: records + stubs,
    records,
    stubs,
    unresolved: countOf(STATES) - records - stubs,
    roles: countOf(ROLES),
    relationships: Object.fromEntries(types.map((type) => [type, countOf(type)])),
    successions: countOf(SUCCESSIONS),
    successionRows: stage.successionRows,
    findings: stage.findingCounts(),
    organisationChanges: difference.changed,
    changes: Object.fromEntries(difference.kinds.map((kind) => [kind, difference.of(kind)])),
    closures: difference.closures,
    warnings: stage.passed,
    retries: 0,
    seconds,
  };
}

/** The report of a file that is loaded already: that of its load, but for the outcome. */
export function unchanged(file: string, { report }: StoredRelease): LoadReport {
  return { ...(JSON.parse(report ?? '{}') as LoadReport), file, outcome: 'UNCHANGED' };
}

/** The closing lines for a person. */
export function closingLines(report: LoadReport): string[] {
  const { release, outcome, seconds } = report;
  const took = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  if (outcome === 'UNCHANGED') return [`${report.file}: release ${release} is loaded already; nothing changed.`];
  const title = outcome === 'LOADED' ? `Release ${release} is loaded and live` : `Release ${release} would be loaded`;
  return [
    `${title} (${took.toFixed(1)} s${report.resumed ? ', resumed' : ''}${report.retries ? `, ${report.retries} retries` : ''}).`,
    ...report.files.map(({ file, records, stubs }) => `  ${file}: ${n(records)} records, ${n(stubs)} stubs`),
    `  organisations  ${n(report.organisations)} (${n(report.records)} records, ${n(report.stubs)} stubs), targets without a record ${n(report.unresolved)}`,
    `  roles          ${n(report.roles)}`,
    `  relationships  ${n(sum(report.relationships))} (${list(report.relationships)})`,
    `  successions    ${n(report.successions)} (from ${n(report.successionRows)} rows)`,
    `  findings       ${n(sum(report.findings))} (${list(report.findings)})`,
    `  organisations  ${n(report.organisationChanges.created)} new, ${n(report.organisationChanges.changed)} changed, ${n(report.organisationChanges.withdrawn)} withdrawn`,
    ...Object.entries(report.changes)
      .filter(([, { created, ended }]) => created + ended > 0)
      .map(([kind, { created, ended }]) => `  ${kind.padEnd(14)} ${n(created)} new, ${n(ended)} ended`),
    ...report.warnings.map((warning) => `  passed by option: ${warning}`),
    `  seconds        ${Object.entries(seconds)
      .map(([stage, value]) => `${stage} ${value.toFixed(1)}`)
      .join(', ')}`,
  ];
}

const n = (value: number) => value.toLocaleString('en-GB');
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, one) => total + one, 0);
const list = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${n(count)}`)
    .join(', ') || 'none';

import type { GeneratedRecord } from './generate-records';
import type { InnerFile } from './xml';

/** Counts of a release, and the stubs that each file needs. Must be known before the first byte is written. */
export interface ReleaseSummary {
  readonly organisations: number;
  readonly roles: number;
  readonly relationships: number;
  readonly successionRows: number;
  /** Codes that each file names while their record is in the other file. */
  readonly stubs: Readonly<Record<InnerFile, ReadonlySet<string>>>;
  /** Number of Organisation elements in each file, including stubs. */
  readonly elements: Readonly<Record<InnerFile, number>>;
}

/** Summarises the records of a release, keeping only their codes in memory. */
export function summariseRelease(records: Iterable<GeneratedRecord>): ReleaseSummary {
  const codes = { full: new Set<string>(), archive: new Set<string>() };
  const named = { full: new Set<string>(), archive: new Set<string>() };
  const elements = { full: 0, archive: 0 };
  const sums = { organisations: 0, roles: 0, relationships: 0, successionRows: 0 };
  for (const { code, file, refOnly, roles, links, successions } of records) {
    elements[file]++;
    if (code !== null && refOnly !== true) codes[file].add(code);
    for (const { target } of [...links, ...successions]) named[file].add(target.code);
    if (refOnly === true) continue;
    sums.organisations++;
    sums.roles += roles.length;
    sums.relationships += links.length;
    sums.successionRows += successions.length;
  }
  const stubs = {
    full: stubsOf(named.full, codes.archive, codes.full),
    archive: stubsOf(named.archive, codes.full, codes.archive),
  };
  elements.full += stubs.full.size;
  elements.archive += stubs.archive.size;
  return { ...sums, stubs, elements };
}

function stubsOf(named: Set<string>, otherFile: Set<string>, thisFile: Set<string>): Set<string> {
  return new Set([...named].filter((code) => otherFile.has(code) && !thisFile.has(code)));
}

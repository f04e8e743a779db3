import type { PlacedRecord } from './world';
import type { InnerFile } from './xml';

/** What must be known before the first byte: which stubs each file needs and how many records it will have. */
export interface Survey {
  readonly organisations: number;
  readonly roles: number;
  readonly relationships: number;
  readonly successionRows: number;
  /** Codes whose record is in the other file. */
  readonly stubs: Readonly<Record<InnerFile, ReadonlySet<string>>>;
  /** Elements in each file, stubs included. */
  readonly elements: Readonly<Record<InnerFile, number>>;
}

/** Reads the world once, keeping codes only. */
export function survey(world: Iterable<PlacedRecord>): Survey {
  const codes = { full: new Set<string>(), archive: new Set<string>() };
  const named = { full: new Set<string>(), archive: new Set<string>() };
  const elements = { full: 0, archive: 0 };
  const sums = { organisations: 0, roles: 0, relationships: 0, successionRows: 0 };
  for (const { code, file, refOnly, roles, links, successions } of world) {
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
    full: only(named.full, codes.archive, codes.full),
    archive: only(named.archive, codes.full, codes.archive),
  };
  elements.full += stubs.full.size;
  elements.archive += stubs.archive.size;
  return { ...sums, stubs, elements };
}

function only(named: Set<string>, there: Set<string>, here: Set<string>): Set<string> {
  return new Set([...named].filter((code) => there.has(code) && !here.has(code)));
}

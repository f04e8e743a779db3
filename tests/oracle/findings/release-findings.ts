import type { FindingsByRule } from './findings';
import { compare } from '../hierarchy';
import type { Entry } from '../reading/record';
import type { Release } from '../reading/release';

/** The code of a finding about the release as a whole is ''. */
const WHOLE_RELEASE = ': ';

/** Returns the findings of the rules about the files of a release, its code lists, and the ids and codes in it. */
export function releaseFindings(release: Release): FindingsByRule {
  const { files, withoutCode, doubled } = release;
  const entries = [...release.entries.values()].filter(({ unresolved }) => !unresolved);
  const whole = (times: number) => Array<string>(times).fill(WHOLE_RELEASE);
  return {
    'record-count-differs': whole(files.filter(({ recordCount, records }) => recordCount !== String(records)).length),
    'file-missing': whole(files.length < 2 ? 1 : 0),
    'file-dates-differ': whole(files.filter(({ date }) => date !== release.id).length),
    'code-missing': whole(withoutCode),
    'code-twice': doubled.map((code) => `${code}: `),
    'role-id-twice': usedTwice(entries, ({ publishedIds }) => publishedIds.roles),
    'relationship-id-twice': usedTwice(entries, ({ publishedIds }) => publishedIds.links),
    'not-in-code-list': unlisted(release, entries),
    'target-without-record': withoutRecord(release, entries),
  };
}

/** Each further record with an id, related to the first one with it. The record itself may be that one. */
function usedTwice(entries: readonly Entry[], idsOf: (entry: Entry) => readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  const found = new Set<string>();
  for (const entry of entries)
    for (const id of idsOf(entry).filter((each) => each !== '')) {
      const holder = first.get(id);
      if (holder === undefined) first.set(id, entry.code);
      else found.add(JSON.stringify([id, `${entry.code}: ${holder}`]));
    }
  return [...found].map((text) => (JSON.parse(text) as [string, string])[1]);
}

/** The first record that has a role, type or record class which is in no list. */
function unlisted({ concepts }: Release, entries: readonly Entry[]): readonly string[] {
  const holders = new Map<string, string>();
  for (const { code, classCode, roles, links } of entries)
    for (const used of [...roles.map((role) => role.code), ...links.map(({ type }) => type), classCode])
      if (used && !concepts.has(used) && !holders.has(used)) holders.set(used, code);
  return [...holders.values()].map((code) => `${code}: `);
}

/** Each code that a relationship, else a succession names and nothing defines, related to the first record that names it. */
function withoutRecord({ entries }: Release, records: readonly Entry[]): readonly string[] {
  const namedBy = new Map<string, string>();
  const name = (code: string, by: string) => {
    if (entries.get(code)!.unresolved && !namedBy.has(code)) namedBy.set(code, by);
  };
  for (const { code, links } of records) for (const { target } of links) name(target, code);
  for (const { code, successions } of records)
    for (const { predecessor, successor } of successions) name(predecessor === code ? successor : predecessor, code);
  return [...namedBy].map(([code, by]) => `${code}: ${by}`).sort(compare);
}

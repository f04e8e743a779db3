import { active, periods, type At, type Period } from '../dates';
import type { FindingsByRule } from './findings';
import type { Entry, Link } from '../reading/record';
import type { Release } from '../reading/release';
import { compare } from '../hierarchy';

/** Returns the findings of the rules that look at one record and at what its relationships and successions name. */
export function recordFindings(release: Release): FindingsByRule {
  const at: At = { date: release.id, basis: 'OPERATIONAL' };
  const entries = [...release.entries.values()].filter(({ unresolved }) => !unresolved);
  const ofLinks = (applies: (link: Link, source: Entry, target: Entry) => boolean) =>
    entries.flatMap((source) => {
      const found = source.links.filter((link) => applies(link, source, release.entries.get(link.target)!));
      const byId = new Map(found.map((link) => [`${link.type} ${link.target} ${link.id}`, link]));
      return [...byId.values()].map(({ target }) => `${source.code}: ${target}`);
    });
  const ofEntries = (applies: (entry: Entry) => boolean) => entries.filter(applies).map(({ code }) => `${code}: `);
  return {
    'open-to-closed-target': ofLinks(
      (link, _, target) => active(link, at) && !target.unresolved && !active(target, at),
    ),
    'relationship-before-record': ofLinks((link, source) => startsBefore(link, source)),
    'filler-date': ofEntries((entry) =>
      [entry, ...entry.roles, ...entry.links].some(({ operational, legal }) =>
        [...operational, ...legal].some(({ start }) => start === '1900-01-01'),
      ),
    ),
    'relationship-to-itself': ofLinks((link) => link.source === link.target),
    'primary-role-missing': ofEntries(({ primaryRole }) => primaryRole === null),
    'succession-of-itself': ofEntries(({ code, successions }) =>
      successions.some(({ predecessor, successor }) => predecessor === code && successor === code),
    ),
    'succession-dates-differ': differingSuccessions(entries),
  };
}

function startsBefore(link: Link, source: Entry): boolean {
  const [start, of] = [link, source].map((each) => firstStart(periods(each, 'OPERATIONAL')));
  return start! !== '' && of! !== '' && start! < of!;
}

/** Returns '' when there is no period, or one without a start. */
function firstStart(all: readonly Period[]): string {
  return all.map(({ start }) => start ?? '').sort(compare)[0] ?? '';
}

/** Successions of which both records have an entry under one id, with different dates. */
function differingSuccessions(entries: readonly Entry[]): string[] {
  const dates = new Map<string, Set<string>>();
  for (const { successions } of entries)
    for (const { id, predecessor, successor, date } of successions.filter((each) => each.id !== '')) {
      const key = `${predecessor} ${successor} ${id}`;
      if (date !== null) dates.set(key, (dates.get(key) ?? new Set()).add(date));
    }
  const differing = [...dates].filter(([, all]) => all.size > 1).map(([key]) => key.split(' '));
  return differing.map(([predecessor, successor]) => `${predecessor}: ${successor}`).sort(compare);
}

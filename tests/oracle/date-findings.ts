import type { Dated, Period } from './dates';
import type { FindingsByRule } from './findings';
import type { Entry } from './reading/record';
import type { Release } from './reading/release';

/** Returns the findings of the rules about published dates, and about what a record names without defining it. */
export function dateFindings(release: Release): FindingsByRule {
  const entries = [...release.entries.values()].filter(({ unresolved }) => !unresolved);
  const each = (times: (dated: Dated) => number) => entries.flatMap((entry) => named(entry, times));
  return {
    'dates-missing': each(({ operational, legal }) => (operational.length + legal.length === 0 ? 1 : 0)),
    'dates-twice': each(({ operational, legal }) => more(operational) + more(legal)),
    'end-before-start': each(({ operational, legal }) => [...operational, ...legal].filter(isReversed).length),
    'code-odd': entries.filter(({ code }) => !/^[A-Z\d]{1,12}$/.test(code)).map(({ code }) => `${code}: `),
    'primary-roles-several': entries
      .filter(({ roles }) => roles.filter(({ isPrimary }) => isPrimary).length > 1)
      .map(({ code }) => `${code}: `),
  };
}

/** One finding for each time that a rule applies to a record, to its roles, and to its relationships, which name their target. */
function named({ code, roles, links, ...record }: Entry, times: (dated: Dated) => number): string[] {
  const found = (dated: Dated, related: string) => Array<string>(times(dated)).fill(`${code}: ${related}`);
  return [
    ...found(record, ''),
    ...roles.flatMap((role) => found(role, '')),
    ...links.flatMap((link) => found(link, link.target)),
  ];
}

/** Each period after the first one is a finding. */
const more = (periods: readonly Period[]) => Math.max(0, periods.length - 1);

const isReversed = ({ start, end }: Period) => start !== null && end !== null && end < start;

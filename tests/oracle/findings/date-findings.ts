import type { Dated, Period } from '../dates';
import type { FindingsByRule } from './findings';
import type { Issue } from '../reading/issues';
import type { Entry } from '../reading/record';
import type { Release } from '../reading/release';

/** Returns the findings of the rules about published dates and statuses, and about what a record names without defining it. */
export function dateFindings(release: Release): FindingsByRule {
  const entries = [...release.entries.values()].filter(({ unresolved }) => !unresolved);
  const each = (aboutOf: (dated: Dated) => readonly string[]) => entries.flatMap((entry) => named(entry, aboutOf));
  const issues = (rule: Issue['rule']) =>
    entries.flatMap(({ code, issues }) =>
      issues.filter((issue) => issue.rule === rule).map(({ related }) => `${code}: ${related}`),
    );
  return {
    'dates-missing': each(({ operational, legal }) => (operational.length + legal.length === 0 ? ['no date'] : [])),
    'dates-twice': each(({ operational, legal }) => [...more('operational', operational), ...more('legal', legal)]),
    'end-before-start': each(({ operational, legal }) => [...operational, ...legal].filter(isReversed).map(textOf)),
    'code-odd': entries.filter(({ code }) => !/^[A-Z\d]{1,12}$/.test(code)).map(({ code }) => `${code}: `),
    'primary-roles-several': entries
      .filter(({ roles }) => roles.filter(({ isMarked }) => isMarked).length > 1)
      .map(({ code }) => `${code}: `),
    'incomplete-entry': issues('incomplete-entry'),
    'status-missing': issues('status-missing'),
    'status-contradicts-dates': issues('status-contradicts-dates'),
    'date-type-unknown': issues('date-type-unknown'),
    'impossible-date': issues('impossible-date'),
  };
}

/** The different findings of a rule about a record, about its roles, and about its relationships, which name their target. */
function named({ code, roles, links, ...record }: Entry, aboutOf: (dated: Dated) => readonly string[]): string[] {
  const found = new Map<string, string>();
  const add = (part: string, dated: Dated, related: string) => {
    for (const about of aboutOf(dated)) found.set(`${part} ${about}`, `${code}: ${related}`);
  };
  add('record', record, '');
  for (const role of roles) add(`role ${role.code} ${role.id}`, role, '');
  for (const link of links) add(`relationship ${link.type} ${link.target} ${link.id}`, link, link.target);
  return [...found.values()];
}

const more = (type: string, periods: readonly Period[]) => (periods.length > 1 ? [type] : []);

const isReversed = ({ start, end }: Period) => start !== null && end !== null && end < start;

const textOf = ({ start, end }: Period) => `${start}/${end}`;

import { isCalendarDay } from '../dates';
import { child, childrenOf, textOf, valueOf, type Element } from './element';
import { codeOf, datesOf, publishedStatus, statusByDates } from './parts';

/** An issue of one record. Of a rule, several about the same part and text are one. */
export interface Issue {
  readonly rule:
    'incomplete-entry' | 'status-missing' | 'status-contradicts-dates' | 'date-type-unknown' | 'impossible-date';
  /** The target of the relationship or succession, else ''. */
  readonly related: string;
  readonly about: string;
}

/** Returns what is wrong with the parts of a record of a release published on a day, and cannot be seen once they are read. */
export function issuesOf(organisation: Element, published: string): readonly Issue[] {
  const roles = childrenOf(child(organisation, 'Roles'), 'Role').map(roleOf);
  const rels = childrenOf(child(organisation, 'Rels'), 'Rel').map(relationshipOf);
  const record: Part = { element: organisation, about: 'record', related: '', isComplete: true };
  const parts = [record, ...roles, ...rels];
  const found = [
    ...parts.flatMap((part) =>
      part.isComplete
        ? [...statusIssues(part, published), ...dateIssues(part)]
        : [{ rule: 'incomplete-entry', related: '', about: part.about } as const],
    ),
    ...impossible(record, 'last change', valueOf(organisation, 'LastChangeDate')),
    ...childrenOf(child(organisation, 'Succs'), 'Succ').flatMap(successionIssues),
  ];
  const byText = new Map(found.map((issue) => [JSON.stringify(issue), issue]));
  return byText.size === 0 ? NONE : [...byText.values()];
}

const NONE: readonly Issue[] = [];

/** A record, role or relationship. Without a code, type or target it is left out. */
interface Part {
  readonly element: Element;
  readonly about: string;
  readonly related: string;
  readonly isComplete: boolean;
}

function roleOf(element: Element): Part {
  const { id = '', uniqueRoleId = '' } = element.attributes;
  return { element, about: `role ${id} ${uniqueRoleId}`, related: '', isComplete: id.trim() !== '' };
}

function relationshipOf(element: Element): Part {
  const { id = '', uniqueRelId = '' } = element.attributes;
  const related = codeOf(child(element, 'Target'));
  const about = `relationship ${id} ${related} ${uniqueRelId}`;
  return { element, about, related, isComplete: id.trim() !== '' && related !== '' };
}

function statusIssues({ element, about, related }: Part, published: string): readonly Issue[] {
  const status = publishedStatus(element);
  if (status === null) return [{ rule: 'status-missing', related, about }];
  const dates = datesOf(element);
  const hasDates = dates.operational.length + dates.legal.length > 0;
  return hasDates && status !== statusByDates(dates, published)
    ? [{ rule: 'status-contradicts-dates', related, about }]
    : [];
}

function dateIssues(part: Part): readonly Issue[] {
  const { related, about } = part;
  return childrenOf(part.element, 'Date').flatMap((date): readonly Issue[] => {
    const type = valueOf(date, 'Type') ?? '';
    if (type !== 'Operational' && type !== 'Legal')
      return [{ rule: 'date-type-unknown', related, about: `${about}, ${type}` }];
    return [...impossible(part, 'date', valueOf(date, 'Start')), ...impossible(part, 'date', valueOf(date, 'End'))];
  });
}

function impossible(
  { related, about }: Omit<Part, 'element' | 'isComplete'>,
  what: string,
  date: string | null,
): readonly Issue[] {
  if (date === null || isCalendarDay(date)) return [];
  return [{ rule: 'impossible-date', related, about: `${about}, ${what} ${date}` }];
}

function successionIssues(succ: Element): readonly Issue[] {
  const related = codeOf(child(succ, 'Target'));
  const type = textOf(succ, 'Type') ?? '';
  if (related === '' || (type !== 'Successor' && type !== 'Predecessor'))
    return [{ rule: 'incomplete-entry', related: '', about: `succession ${type} ${related}` }];
  return impossible({ related, about: `succession ${related}` }, 'date', valueOf(succ, 'Date', 'Start'));
}

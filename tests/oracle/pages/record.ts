import { active, basisUsed, own, type Basis } from '../dates';
import { entry, kinds, parents, type Moment } from '../hierarchy';
import type { Entry, Link } from '../reading/record';
import { predecessors, resolve, successors } from '../succession';
import { VIEWS } from '../views';
import type { Statement } from './read-page';
import { day, deciding, isReversed, label, named, oneLine, period, periods, plainlyNamed } from './words';

/** The names of roles and types of relationship, from the code lists of the release. */
export type CodeNames = ReadonlyMap<string, string>;

/** What the page must say of the record itself: name, status, dates, contacts, roles, relationships and successions. */
export function recordStatements(on: Moment, code: string, names: CodeNames): Statement[] {
  return [
    { section: 'title', key: 'name', text: `${code} / ${oneLine(entry(on, code).name)}` },
    { section: 'status', key: 'status', text: statusText(on, code) },
    ...enterStatements(on, code),
    ...detailStatements(on, code),
    ...roleStatements(on, code, names),
    ...relationshipStatements(on, code, names),
    ...timelineStatements(on, code, names),
  ];
}

const other = (basis: Basis): Basis => (basis === 'LEGAL' ? 'OPERATIONAL' : 'LEGAL');

function statusText(on: Moment, code: string): string {
  const { status, unresolved } = entry(on, code);
  const isActive = active(entry(on, code), on);
  const published =
    status === null || unresolved
      ? ''
      : ` Published as ${status.toLowerCase()} in the release of ${day(on.release.id)}.`;
  return `${isActive ? 'Active' : 'Inactive'} on ${day(on.date)} ${whyActive(on, code)}${published}`;
}

function whyActive(on: Moment, code: string): string {
  const of = entry(on, code);
  if (of.unresolved) return 'This release has no record of it; other records refer to it.';
  const stub = of.refOnly ? ' The release has only a reference to it.' : '';
  const dates = deciding(of, on);
  if (!dates) return `It has no dates, so it counts as active on no day.${stub}`;
  const used = basisUsed(of, on.basis);
  const fallback = used === on.basis ? '' : ` It has no ${other(used).toLowerCase()} dates.`;
  return `Its ${used.toLowerCase()} dates are ${period(dates)}${effect(on, code)}.${fallback}${stub}`;
}

function effect(on: Moment, code: string): string {
  const dates = deciding(entry(on, code), on)!;
  if (active(entry(on, code), on)) return `, which includes ${day(on.date)}`;
  if (isReversed(dates)) return ': they end before they start, so it counts as active on no day';
  if (dates.start !== null && on.date < dates.start) return `: it had not opened on ${day(on.date)}`;
  if (dates.end !== null && on.date > dates.end) return `: it had closed by ${day(on.date)}`;
  return ', but a date in the release is no day of the calendar, so it does not count as active';
}

/** Whether it is open on the day, and the date that decided. */
export function openText(on: Moment, code: string): string {
  const of = entry(on, code);
  const isOpen = active(of, on);
  const dates = deciding(of, on);
  const text = `${isOpen ? 'Open' : 'Closed'} on ${day(on.date)}`;
  if (of.unresolved) return `Not known on ${day(on.date)}: the release has no record of it`;
  if (!dates) return `${text}: it has no dates, so it counts as open on no day`;
  const by = `(${basisUsed(of, on.basis).toLowerCase()} dates)`;
  if (isOpen) return dates.end === null ? text : `${text}; its last day is ${day(dates.end)} ${by}`;
  if (isReversed(dates)) return `${text}: its dates end before they start ${by}`;
  if (dates.start !== null && on.date < dates.start)
    return `Not open on ${day(on.date)}: it opens on ${day(dates.start)} ${by}`;
  if (dates.end !== null && dates.end < on.date) return `${text}: its last day was ${day(dates.end)} ${by}`;
  return `${text}: a date in the release is no day of the calendar ${by}`;
}

/** The active organisations at the ends of its chains of successors. */
export const becameNow = (on: Moment, code: string): readonly string[] => resolve(on, code).current;

function enterStatements(on: Moment, code: string): Statement[] {
  const say = (key: string, text: string): Statement => ({ section: 'enter', key, text });
  const { name, address } = entry(on, code);
  const parts = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country'];
  const lines = parts.map((part) => oneLine(address?.[part] ?? '')).filter((line) => line !== '');
  const instead = becameNow(on, code);
  const isActive = active(entry(on, code), on);
  return [
    say('heading', 'What to enter'),
    ...(isActive
      ? []
      : [
          say(
            'closed',
            `${openText(on, code)}. Check before you enter it.${
              instead.length === 0 ? '' : ` Use instead: / ${instead.map((each) => named(on, each)).join(' / ')}`
            }`,
          ),
        ]),
    say('Code', code),
    say('Name as published', oneLine(name)),
    say('Address', lines.length === 0 ? 'None published' : lines.join(' / ')),
    say('UPRN', uprn(address) ?? 'None published'),
    say(
      'text',
      `As published in the release of ${day(on.release.id)}. A name and an address have no history: they are those of the release, whatever the day.`,
    ),
  ];
}

/** Zeros at its left say nothing. */
export const uprn = (address: Entry['address']): string | undefined => address?.['UPRN']?.replace(/^0+/, '');

const CLASSES = { ORGANISATION: 'Organisation', SITE: 'Site' } as const;

function detailStatements(on: Moment, code: string): Statement[] {
  const of = entry(on, code);
  const say = (key: string, text: string): Statement => ({ section: 'details', key, text });
  const dates = (basis: Basis) => {
    const [first] = own(of, basis);
    if (first) return period(first);
    return own(of, other(basis)).length === 0
      ? 'None published'
      : `None published, so its ${other(basis).toLowerCase()} dates count for both`;
  };
  const followed = (all: readonly { readonly code: string; readonly date: string | null }[]) =>
    all
      .map(({ code: each, date }) =>
        date === null
          ? `${named(on, each)}, without a date`
          : `${named(on, each)}, in effect from ${day(date)} (legal start)`,
      )
      .join(' / ') || 'None in this release, on any day';
  return [
    say('heading', 'Details'),
    say('Kinds', kinds(on, code).map(label).join(', ')),
    say('Record class', of.recordClass === null ? 'None' : CLASSES[of.recordClass]),
    say('Operational dates', dates('OPERATIONAL')),
    say('Legal dates', dates('LEGAL')),
    ...of.contacts.map(({ type, value }) => say(label(type.toUpperCase()), value)),
    ...VIEWS.filter((view) => view !== 'SITE_NETWORK').flatMap((view) => {
      const above = parents(on, code, view);
      const text = above.map((each) => named(on, each)).join(' / ');
      return above.length === 0 ? [] : [say(`Parents: ${view.toLowerCase()}`, text)];
    }),
    say('Predecessors', followed(predecessors(on, code).map((each) => ({ code: each.predecessor, date: each.date })))),
    say('Successors', followed(successors(on, code).map((each) => ({ code: each.successor, date: each.date })))),
  ];
}

const current = (isActive: boolean) => (isActive ? 'Current' : 'Not current');

function roleStatements(on: Moment, code: string, names: CodeNames): Statement[] {
  const { roles } = entry(on, code);
  const say = (key: string, text: string): Statement => ({ section: 'roles', key, text });
  if (roles.length === 0) return [say('heading', 'Roles'), say('text', 'This release has no role of it, on any day.')];
  return [
    say('heading', 'Roles'),
    ...roles.map((role) =>
      say(
        'row of Roles',
        [
          `${names.get(role.code)} (${role.code})${role.isPrimary ? ', primary' : ''}`,
          current(active(role, on)),
          periods(role),
        ].join(' | '),
      ),
    ),
  ];
}

/** The relationships of a record and those that other records have with it. A relationship with itself is one. */
function linksOf(on: Moment, code: string): Link[] {
  const incoming = (on.release.incoming.get(code) ?? []).filter(({ source }) => source !== code);
  return [...entry(on, code).links, ...incoming];
}

function relationshipStatements(on: Moment, code: string, names: CodeNames): Statement[] {
  const all = linksOf(on, code);
  const say = (key: string, text: string): Statement => ({ section: 'relationships', key, text });
  return [
    say('heading', 'Relationships'),
    ...all.map((link) =>
      say(
        'row of Relationships',
        [
          plainlyNamed(on, link.source),
          names.get(link.type)?.toLowerCase(),
          plainlyNamed(on, link.target),
          current(active(link, on)),
          periods(link),
        ].join(' | '),
      ),
    ),
    say('count of relationships', String(all.length)),
  ];
}

function timelineStatements(on: Moment, code: string, names: CodeNames): Statement[] {
  const { links } = entry(on, code);
  const say = (key: string, text: string): Statement => ({ section: 'timeline', key, text });
  if (links.length === 0)
    return [
      say('heading', 'Timeline'),
      say(
        'text',
        'This release has no relationship from this organisation to another one, at any time. Relationships from others to it are not part of the timeline.',
      ),
    ];
  return [
    say('heading', 'Timeline'),
    ...links.map((link) =>
      say(
        'row of Timeline',
        [
          names.get(link.type)?.toLowerCase(),
          plainlyNamed(on, link.target),
          periods(link),
          current(active(link, on)),
        ].join(' | '),
      ),
    ),
  ];
}

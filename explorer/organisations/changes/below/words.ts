import { enumLabel, formatDate } from '../../text/format';

/** The words of the page about what changed below one organisation. */
export const WORDS = {
  formLabel: 'What to compare',
  button: 'Compare',
  from: 'From release',
  to: 'To release',
  within: 'Below the organisation (code)',
  view: 'View',
  live: (date: string) => `${formatDate(date)} (live)`,
  release: (date: string) => formatDate(date),
  title: (name: string) => `Below ${name}`,
  loading: 'Loading…',
  lookedAt: (name: string, view: string, from: string, to: string) =>
    `Looked at: every organisation that is active and below ${name} in the view ${enumLabel(view)}, at any depth, on ${formatDate(from)} in the release of that day, or on ${formatDate(to)} in the release of that day (operational dates). One that is below it on only one of the two days has changed, even if its own record has not.`,
  itself: (name: string) => `${name} itself is not among them.`,
  compareItself: (name: string) => `Compare ${name} in both releases`,
  allChanges: 'What changed everywhere',
  summary: (count: string, one: boolean) => `${count} ${one ? 'organisation' : 'organisations'} changed.`,
  none: (name: string, view: string, from: string, to: string) =>
    `Nothing changed below ${name} in the view ${enumLabel(view)} between the releases of ${formatDate(from)} and ${formatDate(to)}: no organisation that was below it on either day has a different record, came or left.`,
  onlyIn: (missing: string) =>
    `The release of ${formatDate(missing)} has no record of it and no reference to it, so in that release nothing is below it.`,
  groups: 'Kinds of change',
  groupsHint: 'An organisation with several kinds of change is counted in each of them.',
  kind: 'Kind of change',
  count: 'Organisations',
  all: 'All changes',
  show: (group: string) => `Show ${group}`,
  shown: 'shown below',
  listed: 'changes',
  organisation: 'Organisation',
  change: 'What changed',
  above: (release: string) => `Directly above it on ${formatDate(release)}`,
  differs: 'What differs in its record',
  noDifference: 'Nothing in its own record. What it is below moved, or a day of a relationship passed.',
  differences: (count: number) => `${count} differences`,
  of: (name: string, code: string) => `of ${name} ${code}`,
  notCompared: 'Not compared: only one of the releases has it.',
  noneAbove: (view: string, release: string) => `None in the view ${enumLabel(view)} on ${formatDate(release)}`,
  closed: (release: string) => `Not active on ${formatDate(release)}`,
  inactive: ' (inactive)',
  asOn: (release: string) => `On ${formatDate(release)}:`,
  noneInGroup: 'No organisation has this kind of change.',
  save: 'Save all of it as CSV',
  saving: (loaded: number, total: number) => `Loading ${loaded} of ${total} changes for the file…`,
  saved: (rows: number) => `Saved: ${rows} ${rows === 1 ? 'organisation' : 'organisations'}.`,
  source: 'This list',
} as const;

/** What each group is, in the words of the reader. */
const GROUPS: Readonly<Record<string, (from: string, to: string) => string>> = {
  ADDED: (_from, to) => `New: only the release of ${to} has it`,
  REMOVED: (from) => `Withdrawn: only the release of ${from} has it, which is not the same as closed`,
  CLOSED: () => 'Closed: its published status became inactive',
  REOPENED: () => 'Reopened: its published status became active',
  ENTERED: (from, to) => `Came below it: not below it on ${from}, below it on ${to}`,
  LEFT: (from, to) => `No longer below it: below it on ${from}, not below it on ${to}`,
  NAME: () => 'Name',
  RECORD: () => 'Record class, or whether it is only a reference',
  DATES: () => 'Opening or closing dates',
  ADDRESS: () => 'Address, postcode or UPRN',
  CONTACTS: () => 'Contacts',
  ROLES: () => 'Roles or their dates',
  RELATIONSHIPS: () => 'Relationships to others or their dates',
  SUCCESSIONS: () => 'Successors',
};

export const groupText = (group: string, from: string, to: string): string =>
  GROUPS[group]?.(formatDate(from), formatDate(to)) ?? enumLabel(group);

/** The group in a word or two, for the list and for buttons. */
const SHORT: Readonly<Record<string, string>> = {
  ADDED: 'New',
  REMOVED: 'Withdrawn',
  ENTERED: 'Came below it',
  LEFT: 'No longer below it',
  RECORD: 'Record class or reference',
  DATES: 'Opening or closing dates',
  SUCCESSIONS: 'Successors',
};

export const groupName = (group: string): string => SHORT[group] ?? enumLabel(group);

import { formatDate } from '../text/format';

interface MomentOf {
  readonly date: string;
  readonly basis: string;
  readonly release: string;
}

/** The words of the page that compares one organisation at two moments. */
export const WORDS = {
  title: 'Compare two days or releases',
  intro:
    'One organisation side by side: on two days, in two releases, or by operational and by legal dates. Without a day, a release is read on the day of its publication.',
  noReleases: 'No release is loaded, so there is nothing to compare.',
  loading: 'Loading…',
  formLabel: 'What to compare',
  button: 'Compare',
  code: 'Code of the organisation',
  first: 'First',
  second: 'Second',
  release: (date: string) => formatDate(date),
  releaseField: 'release',
  day: 'day (optional)',
  basis: 'dates used',
  operational: 'Operational dates',
  legal: 'Legal dates',
  show: 'Lines',
  showAll: 'All lines',
  showDifferences: 'Only those that differ',
  live: (date: string) => `${formatDate(date)} (live)`,
  needsCode: 'Enter the code of an organisation, or follow “Compare with another day or release” on its page.',
  unknown: (code: string) => `There is no record of ${code}`,
  unknownIn: (code: string, releases: readonly string[]) =>
    `Looked at: the ${releases.length === 1 ? 'release' : 'releases'} of ${releases.map(formatDate).join(' and ')}. No record of ${code} is there; whether other records refer to it was not looked at.`,
  onlyIn: (code: string, missing: string, found: string) =>
    `The release of ${formatDate(missing)} has no record of ${code}; whether other records refer to it was not looked at. What follows is from the release of ${formatDate(found)} alone.`,
  moment: (side: string, { date, basis, release }: MomentOf) =>
    `${side}: ${formatDate(date)}${basis === 'LEGAL' ? ', by legal dates' : ''}, release of ${date === release ? 'that day' : formatDate(release)}`,
  noRecordHead: (side: string, release: string) => `${side}: release of ${formatDate(release)}`,
  same: (lines: number) => `No difference in ${lines} lines. Both moments show the same.`,
  differ: (count: number, lines: number) =>
    `${count} of ${lines} ${lines === 1 ? 'line' : 'lines'} ${count === 1 ? 'differs' : 'differ'}.`,
  sameMoment: 'Both moments are the same, so nothing can differ.',
  onlyHere: 'only here',
  noPage: 'there is none',
  noneBelow:
    'Nothing that is open is directly below it by any view at either moment, and no measure has a value for it.',
  what: 'What',
  difference: 'Difference',
  openFirst: 'The page of the first moment',
  openSecond: 'The page of the second moment',
  allChanges: 'Every field that the releases record differently',
  source: 'This comparison',
  sections: {
    record: 'Record',
    belongs: 'Where it belongs',
    below: 'What is below it, and measures',
    roles: 'Roles',
    relationships: 'Relationships to others',
    successions: 'Predecessors and successors',
  },
  noRoles: 'Neither release has a role of it.',
  noRelationships:
    'Neither release has a relationship of which it is the source. Relationships that others have to it are not looked at here.',
  tooMany: (side: string, shown: number, total: number) =>
    `${side}: only the first ${shown} of ${total} relationships to others were read. Those of the other moment that are not among them are not compared.`,
} as const;

/** The words for how two values differ. */
export const DIFFERENCE = {
  same: 'Same',
  none: 'None in either',
  different: 'Different',
  onlyFirst: 'Only in the first',
  onlySecond: 'Only in the second',
  otherName: 'Same code, shown differently',
  notCompared: 'Not compared',
  parts: (first: number, second: number) =>
    `Different: ${[first > 0 ? `${first} only in the first` : '', second > 0 ? `${second} only in the second` : ''].filter(Boolean).join(', ')}`,
} as const;

/** The words of single cells. */
export const CELL = {
  noRecord: 'No record in this release',
  notPublished: (release: string) => `None in the release of ${formatDate(release)}`,
  noParent: (date: string) => `None on ${formatDate(date)}`,
  noSuccession: (release: string) => `None in the release of ${formatDate(release)}, on any day`,
  noDates: 'None published',
  inactive: ' (inactive)',
  itself: 'Itself',
  nobodyPaid: (why: string) => `Nobody is named: ${why}`,
  nobodyMore: (why: string) => `No further payee: ${why}`,
  stoppedAt: (name: string) => ` (at ${name})`,
  notHeld: (date: string) => `not held on ${formatDate(date)}`,
  held: (date: string) => `held on ${formatDate(date)}`,
  primary: 'primary role',
  notInForce: (date: string) => `does not hold on ${formatDate(date)}`,
  inForce: (date: string) => `holds on ${formatDate(date)}`,
  notInRelease: (release: string) => `Not in the release of ${formatDate(release)}`,
  notAmongFirst: (shown: number, total: number) => `Not among the first ${shown} of ${total}; the others were not read`,
  succession: (date: string | null) => (date === null ? 'without a date' : `in effect from ${formatDate(date)}`),
  count: (count: number, date: string) => `${count} open on ${formatDate(date)}`,
  noValue: 'No value is loaded for it',
  total: (value: string, unit: string, counted: number, missing: number, dates: readonly string[]) =>
    `${value} ${unit} of ${counted} ${counted === 1 ? 'organisation' : 'organisations'}, ${dates.map(formatDate).join(' and ')}${missing === 0 ? '' : `; ${missing} without a value`}`,
  noTotal: 'No value within 12 months of the day',
} as const;

export const HEADS = {
  name: 'Name',
  recordClass: 'Record class',
  status: 'Published status',
  open: 'Open or closed',
  kinds: 'Kinds',
  operational: 'Operational dates',
  legal: 'Legal dates',
  address: 'Address',
  uprn: 'UPRN',
  contacts: 'Contacts',
  networks: 'Networks',
  paid: 'Paid',
  parents: (view: string) => `Parents: ${view.toLowerCase()}`,
  members: 'Members of the network',
  children: (view: string) => `Directly below it: ${view.toLowerCase()}`,
  total: (measure: string) => `${measure}: it and what is below it by network`,
  predecessors: 'Predecessors',
  successors: 'Successors',
} as const;

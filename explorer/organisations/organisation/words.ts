import { formatDate, formatNumber } from '../text/format';

/** The words of the page of one organisation, other than those of its large sections. */
export const WORDS = {
  unknownCode: (code: string) => `There is no record of ${code}`,
  unknownCodeText:
    'This release has no record of this code, neither open nor closed. Whether other records refer to it was not looked at.',
  similar: 'Similar codes and names',

  activeOn: (isActive: boolean, date: string) => `${isActive ? 'Active' : 'Inactive'} on ${formatDate(date)}`,
  published: (status: string, release: string) =>
    `Published as ${status.toLowerCase()} in the release of ${formatDate(release)}.`,

  details: 'Details',
  kinds: 'Kinds',
  recordClass: 'Record class',
  operationalDates: 'Operational dates',
  legalDates: 'Legal dates',
  noDates: 'None published',
  otherDates: (basis: string) => `None published, so its ${basis} dates count for both`,
  parents: (view: string) => `Parents: ${view.toLowerCase()}`,
  predecessors: 'Predecessors',
  successors: 'Successors',
  noSuccession: 'None in this release, on any day',
  undated: ', without a date',
  from: (date: string) => `, in effect from ${formatDate(date)} (legal start)`,

  payees: 'Who gets paid',
  noPayee: 'No payee found',
  payeesMissing: 'Payees may be missing',

  roles: 'Roles',
  role: 'Role',
  noRoles: 'This release has no role of it, on any day.',
  primary: ', primary',

  relationships: 'Relationships',
  relationshipsCounted: 'relationships',
  sourceHead: 'From',
  targetHead: 'To',
  relationship: 'Relationship',
  status: 'Status',
  current: 'Current',
  notCurrent: 'Not current',
  dates: 'Dates (operational unless marked)',

  timeline: 'Timeline',
  timelineQuery: 'The timeline',
  timelineTable: 'Timeline as a table',
  timelineCounted: 'relationships to other organisations',
  timelineLabel: (first: number, last: number) =>
    `Relationships to other organisations from ${first} to ${last}. The table below has the same data.`,
  noTimeline:
    'This release has no relationship from this organisation to another one, at any time. Relationships from others to it are not part of the timeline.',

  findings: 'Data quality',
  findingsHint: 'Found in the whole release, whatever the date of the page.',
  noFindings: 'No issues found. Every rule was checked when the release was loaded.',

  pictureQuery: 'The diagram',
  pictureLabel: (name: string, organisations: number, levels: number) =>
    `${name}: ${formatNumber(organisations)} organisations in ${levels} levels. The tree above has the same data.`,
  pictureCut: (shown: number, all: number, truncated: boolean) =>
    `Showing the nearest ${shown} of ${truncated ? 'more than ' : ''}${formatNumber(all)}.`,

  otherTeams: 'From other teams',
  otherTeamsQuery: 'Data from other teams',
  notShown: 'Not shown here, but available in a query: ',
  firstOf: (shown: number, all: number) => `The first ${shown} of ${formatNumber(all)}.`,
  none: 'None',
} as const;

/** The kinds of change of the forms. */
export const KINDS = [
  ['', 'All'],
  ['ADDED', 'Added'],
  ['REMOVED', 'Removed'],
  ['CLOSED', 'Closed'],
  ['REOPENED', 'Reopened'],
  ['CHANGED', 'Other changes'],
] as const;

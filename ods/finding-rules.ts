/**
 * The rules that a load checks; what one finds is kept as findings. Ids are stable: people filter by them. The
 * publication day is that of the release, the basis operational.
 */
export const RULES = {
  'record-count-differs': {
    title: 'Record count differs',
    description: "The manifest's RecordCount is not the number of records in the file.",
  },
  'file-missing': {
    title: 'File missing',
    description: 'The release was loaded without its Full or its Archive file.',
  },
  'file-dates-differ': {
    title: 'Publication dates differ',
    description: 'The Full and the Archive file have different publication dates.',
  },
  'code-missing': { title: 'Record without code', description: 'A record has no ODS code and was left out.' },
  'code-odd': {
    title: 'Odd code',
    description: 'The code is not 1 to 12 letters and digits after trimming and upper-casing.',
  },
  'code-twice': {
    title: 'Two records for one code',
    description: 'Two full records have this code; the one changed later, else the later in the file, was kept.',
  },
  'role-id-twice': { title: 'Role id used twice', description: 'One uniqueRoleId occurs on two role holdings.' },
  'relationship-id-twice': {
    title: 'Relationship id used twice',
    description: 'One uniqueRelId occurs on two relationships.',
  },
  'not-in-code-list': {
    title: 'Not in the code list',
    description: 'A role, relationship type or record class that the code lists of the release do not have.',
  },
  'target-without-record': {
    title: 'Target without a record',
    description: 'A relationship or succession names a code of which the release has neither record nor stub.',
  },
  'incomplete-entry': {
    title: 'Incomplete entry',
    description: 'A role, relationship or succession lacks its code, type or target and was left out.',
  },
  'status-missing': {
    title: 'Status missing',
    description: 'No usable status is published; it was derived: active until all dates have an end in the past.',
  },
  'status-contradicts-dates': {
    title: 'Status contradicts the dates',
    description:
      'The published status is not what the dates say on the publication date. The dates decide for every day.',
  },
  'dates-missing': {
    title: 'No dates',
    description: 'A record, role or relationship has neither operational nor legal dates and is never active.',
  },
  'dates-twice': {
    title: 'Two dates of one kind',
    description: 'Two operational or two legal periods; both are kept.',
  },
  'date-type-unknown': {
    title: 'Unknown kind of date',
    description: 'A date is neither operational nor legal and was left out.',
  },
  'end-before-start': { title: 'End before start', description: 'A period ends before it starts and covers no day.' },
  'impossible-date': {
    title: 'Impossible date',
    description: 'A date that no calendar has, for example 2023-02-30; its period covers no day.',
  },
  'filler-date': { title: 'Filler date', description: 'A start of 1900-01-01, which stands for an unknown one.' },
  'primary-role-missing': { title: 'No primary role', description: 'No role is marked as the primary one.' },
  'primary-roles-several': {
    title: 'Several primary roles',
    description: 'Several roles are marked primary; the active one with the lowest id counts.',
  },
  'relationship-to-itself': {
    title: 'Relationship to itself',
    description: 'A relationship has the same source and target; no walk follows it.',
  },
  'relationship-before-record': {
    title: 'Relationship older than its record',
    description: 'A relationship starts before the operational start of its source.',
  },
  'open-to-closed-target': {
    title: 'Open relationship to a closed target',
    description: 'On the publication date the relationship holds, but its target does not.',
  },
  'active-under-closed-parent': {
    title: 'Active under a closed parent',
    description:
      'On the publication day it is active and a view leads from it to a parent that is not, for example a practice under a commissioner of the past.',
  },
  'parents-of-one-kind': {
    title: 'Several parents of one kind',
    description:
      'On the publication day a view leads from an active organisation to two parents or more of the same kind, or of the same primary role where they have no kind, for example a practice with two commissioners.',
  },
  'practice-without-commissioner': {
    title: 'GP practice without commissioner',
    description:
      'An active GP practice that nobody commissions on the publication day. Practices of Scotland and Northern Ireland (RO227, RO315) have no commissioner by their nature and are left out.',
  },
  'member-commissioned-elsewhere': {
    title: 'Network member commissioned elsewhere',
    description:
      'On the publication day an active member of a primary care network and the network have commissioners, and none in common.',
  },
  'name-shared': {
    title: 'Name shared by many',
    description:
      'Ten or more records that are active on the publication day have this name, by letters and digits alone; a search finds the others.',
  },
  'code-lookalike': {
    title: 'Code easily mistaken',
    description:
      'Another code of the release differs only by O and 0 or I and 1, also where it is only named by a relationship.',
  },
  cycle: {
    title: 'Cycle',
    description:
      'Relationships of one type, active on the publication date, or successions lead back to where they began.',
  },
  'succession-of-itself': { title: 'Succession of itself', description: 'An organisation is said to succeed itself.' },
  'succession-dates-differ': {
    title: 'Two dates of one succession',
    description: "The two sides of a succession have different dates; the predecessor's record decides.",
  },
} as const;

export type RuleId = keyof typeof RULES;

/** The most findings of one rule that are read at once; so many may be followed by more. */
export const FINDINGS_AT_ONCE = 250;

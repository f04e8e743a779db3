/**
 * The data quality rules that each load checks; their results are stored as findings. Clients filter by the ids, so ids
 * must not change. A rule that needs a day uses the publication date of the release
 * and the operational dates.
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
    description:
      'Two full records have this code. The one that was changed last was kept, otherwise the last one in the file.',
  },
  'role-id-twice': { title: 'Role id used twice', description: 'One uniqueRoleId occurs on two roles.' },
  'relationship-id-twice': {
    title: 'Relationship id used twice',
    description: 'One uniqueRelId occurs on two relationships.',
  },
  'not-in-code-list': {
    title: 'Not in the code list',
    description: 'A role, relationship type or record class is not in the code lists of the release.',
  },
  'target-without-record': {
    title: 'Target without a record',
    description: 'A relationship or succession names a code for which the release has neither a record nor a stub.',
  },
  'incomplete-entry': {
    title: 'Incomplete entry',
    description: 'A role, relationship or succession has no code, type or target and was left out.',
  },
  'status-missing': {
    title: 'Status missing',
    description: 'No valid status is published. It was derived: inactive if all dates ended in the past, else active.',
  },
  'status-contradicts-dates': {
    title: 'Status contradicts the dates',
    description:
      'On the publication date, the published status and the dates disagree. The dates decide for every day.',
  },
  'dates-missing': {
    title: 'No dates',
    description: 'A record, role or relationship has neither operational nor legal dates and is never active.',
  },
  'dates-twice': {
    title: 'Two dates of one kind',
    description: 'There are two operational or two legal periods. Both are kept.',
  },
  'date-type-unknown': {
    title: 'Unknown kind of date',
    description: 'A date is neither operational nor legal and was left out.',
  },
  'end-before-start': {
    title: 'End before start',
    description: 'A period ends before it starts, so it covers no day.',
  },
  'impossible-date': {
    title: 'Impossible date',
    description: 'A date does not exist, for example 2023-02-30, so its period covers no day.',
  },
  'filler-date': {
    title: 'Filler date',
    description: 'A period starts on 1900-01-01, which stands for an unknown date.',
  },
  'primary-role-missing': { title: 'No primary role', description: 'No role is marked as the primary one.' },
  'primary-roles-several': {
    title: 'Several primary roles',
    description: 'Several roles are marked as primary. The active one with the lowest id counts.',
  },
  'relationship-to-itself': {
    title: 'Relationship to itself',
    description: 'A relationship has the same source and target. Hierarchies ignore it.',
  },
  'relationship-before-record': {
    title: 'Relationship older than its record',
    description: 'A relationship starts before the operational start of its source.',
  },
  'open-to-closed-target': {
    title: 'Open relationship to a closed target',
    description: 'On the publication date the relationship is active, but its target is not.',
  },
  'active-under-closed-parent': {
    title: 'Active under a closed parent',
    description:
      'On the publication date the organisation is active, but a parent in a view is not, for example a practice under a closed commissioner.',
  },
  'parents-of-one-kind': {
    title: 'Several parents of one kind',
    description:
      'On the publication date an active organisation has at least two parents of the same kind in a view, or of the same primary role if they have no kind, for example a practice with two commissioners.',
  },
  'practice-without-commissioner': {
    title: 'GP practice without commissioner',
    description:
      'An active GP practice has no commissioner on the publication date. Practices in Scotland and Northern Ireland (RO227, RO315) never have one and are not checked.',
  },
  'member-commissioned-elsewhere': {
    title: 'Network member commissioned elsewhere',
    description:
      'On the publication day an active member of a primary care network and the network have commissioners, and none in common.',
  },
  'name-shared': {
    title: 'Name shared by many',
    description:
      'At least ten records that are active on the publication date have this name, compared by letters and digits. Search for the name to list them.',
  },
  'code-lookalike': {
    title: 'Code easily mistaken',
    description:
      'Another code of the release differs only by O and 0 or I and 1, also where it is only named by a relationship.',
  },
  cycle: {
    title: 'Cycle',
    description: 'Relationships of one type that are active on the publication date, or successions, form a cycle.',
  },
  'succession-of-itself': {
    title: 'Succession of itself',
    description: 'An organisation is published as its own successor.',
  },
  'succession-dates-differ': {
    title: 'Two dates of one succession',
    description: "The two records of a succession give different dates. The predecessor's record decides.",
  },
} as const;

export type RuleId = keyof typeof RULES;

/** The most findings that one read returns. If a read returns this many, there may be more. */
export const FINDINGS_AT_ONCE = 250;

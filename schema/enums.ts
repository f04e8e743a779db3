import { registerEnumType } from 'type-graphql';

/** The names of an enum as an object of name to name, which is what clients send and what the code compares. */
function names<const Name extends string>(...values: Name[]): { readonly [N in Name]: N } {
  return Object.fromEntries(values.map((value) => [value, value])) as { readonly [N in Name]: N };
}

export const DateBasis = names('OPERATIONAL', 'LEGAL');
export type DateBasis = keyof typeof DateBasis;
registerEnumType(DateBasis, {
  name: 'DateBasis',
  description:
    'Which of the two ODS date ranges decides what holds on a day. Each falls back, as a whole, to the other where a record, role or relationship has none of its own. For example LEGAL uses the operational dates of a practice without legal ones.',
  valuesConfig: {
    OPERATIONAL: { description: 'In use by systems, for example until the accounts of a closed trust are settled.' },
    LEGAL: { description: 'In legal force, for example until the day on which a trust was dissolved.' },
  },
});

export const HierarchyView = names(
  'OPERATION',
  'COMMISSIONING',
  'NETWORK',
  'GEOGRAPHY',
  'CONSTITUENCY',
  'REPORTING',
  'DIRECTION',
);
export type HierarchyView = keyof typeof HierarchyView;
registerEnumType(HierarchyView, {
  name: 'HierarchyView',
  description:
    'The named hierarchies; `views` says the exact links of each. Downwards is the exact inverse of upwards. For example COMMISSIONING leads from a practice to its region.',
  valuesConfig: {
    OPERATION: { description: "Who operates it: RE6, but not a practice's RE6 to a commissioner." },
    COMMISSIONING: { description: 'Who commissions it, up to the region.' },
    NETWORK: { description: "Its primary care network, then that network's own commissioner and region." },
    GEOGRAPHY: { description: 'The geography it lies in.' },
    CONSTITUENCY: { description: 'The London and Frimley reporting entities.' },
    REPORTING: {
      description:
        'For national reporting: a site by its operator (RE6); anything else as COMMISSIONING, or as GEOGRAPHY when no commissioning link of it covers the day.',
    },
    DIRECTION: { description: 'Who directs it: RE3.' },
  },
});

export const LinkDirection = names('UP', 'DOWN');
export type LinkDirection = keyof typeof LinkDirection;
registerEnumType(LinkDirection, {
  name: 'LinkDirection',
  description: 'Which way relationships are followed, for example DOWN from a trust to its sites.',
  valuesConfig: {
    UP: { description: 'From source to target: towards the parent.' },
    DOWN: { description: 'From target to sources: towards the children.' },
  },
});

export const OrganisationKind = names(
  'VACCINATION_SITE',
  'GP_PRACTICE',
  'BRANCH_SURGERY',
  'PCN',
  'PHARMACY',
  'PHARMACY_HEADQUARTERS',
  'TRUST',
  'TRUST_SITE',
  'CCG',
  'SUB_ICB_LOCATION',
  'SUB_ICB_REPORTING_ENTITY',
  'STP',
  'ICB',
  'REGION',
  'OTHER',
);
export type OrganisationKind = keyof typeof OrganisationKind;
registerEnumType(OrganisationKind, {
  name: 'OrganisationKind',
  description:
    "Kinds that users name, decided by roles, never by the code's characters and never by links. The rule of each is in `kinds`. For example GP_PRACTICE.",
});

export const RecordClass = names('ORGANISATION', 'SITE');
export type RecordClass = keyof typeof RecordClass;
registerEnumType(RecordClass, {
  name: 'RecordClass',
  description: 'RC1 or RC2: an organisation, for example a trust, or a site, for example a hospital of it.',
});

export const RecordStatus = names('ACTIVE', 'INACTIVE');
export type RecordStatus = keyof typeof RecordStatus;
registerEnumType(RecordStatus, {
  name: 'RecordStatus',
  description: 'As published in the release: about its publication day, never about the past. For example ACTIVE.',
});

export const CodeOutcome = names('CURRENT', 'SUCCEEDED', 'MERGED', 'SPLIT', 'CLOSED', 'NOT_YET_OPEN', 'UNKNOWN');
export type CodeOutcome = keyof typeof CodeOutcome;
registerEnumType(CodeOutcome, {
  name: 'CodeOutcome',
  description: 'What became of a code by a date, for example SUCCEEDED.',
  valuesConfig: {
    CURRENT: { description: 'Active itself.' },
    SUCCEEDED: { description: 'One active end.' },
    MERGED: { description: 'One active end, and a record on the way has another predecessor too.' },
    SPLIT: { description: 'Several active ends.' },
    CLOSED: { description: 'Not active, no active end.' },
    NOT_YET_OPEN: { description: 'Opens later.' },
    UNKNOWN: { description: 'Neither record nor stub in the release.' },
  },
});

export const MissingReason = names(
  'OTHER_NATION',
  'TARGET_NOT_IN_RELEASE',
  'TARGET_REF_ONLY',
  'TARGET_CLOSED',
  'NOT_ACTIVE',
  'NOT_ON_DATE',
  'NO_SUCH_LINK',
  'NO_PAYEE_RECORDED',
);
export type MissingReason = keyof typeof MissingReason;
registerEnumType(MissingReason, {
  name: 'MissingReason',
  description: 'Why a level is missing, for example NOT_ON_DATE.',
  valuesConfig: {
    OTHER_NATION: {
      description:
        'A Welsh, Scottish or Northern Irish body (RO227, RO315, or an RE4 on the date to RO142 or RO144) has no English level.',
    },
    TARGET_NOT_IN_RELEASE: { description: 'The target has no record in the release.' },
    TARGET_REF_ONLY: { description: 'It is only a stub.' },
    TARGET_CLOSED: { description: 'The link holds, its target was closed.' },
    NOT_ACTIVE: { description: 'It was itself not active on the date, and has no link on it.' },
    NOT_ON_DATE: { description: 'It has such links, none on the date.' },
    NO_SUCH_LINK: { description: 'It never had such a link; also: the top was reached without the kind.' },
    NO_PAYEE_RECORDED: { description: 'A network without RE9 or RE10 on the date: it may hold its own account.' },
  },
});

export const ChangeKind = names('ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'CHANGED');
export type ChangeKind = keyof typeof ChangeKind;
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'How an organisation differs between two releases, for example CLOSED.',
  valuesConfig: {
    ADDED: { description: 'It has a record or a stub only in the release `to`.' },
    REMOVED: { description: 'It has a record or a stub only in the release `from`: it was withdrawn, not closed.' },
    CLOSED: { description: 'Its status was ACTIVE and is INACTIVE.' },
    REOPENED: { description: 'Its status was INACTIVE and is ACTIVE.' },
    CHANGED: { description: 'Something else about it differs.' },
  },
});

export const PayeeRule = names('NOMINATED_PAYEE', 'COVID_NOMINATED_PAYEE', 'OPERATING_PARENT', 'ITSELF');
export type PayeeRule = keyof typeof PayeeRule;
registerEnumType(PayeeRule, {
  name: 'PayeeRule',
  description: 'The rule that named a payee, for example NOMINATED_PAYEE.',
  valuesConfig: {
    NOMINATED_PAYEE: { description: 'RE9 of the network.' },
    COVID_NOMINATED_PAYEE: { description: 'RE10 of the network.' },
    OPERATING_PARENT: { description: 'RE6 of the site.' },
    ITSELF: { description: 'Paid directly.' },
  },
});

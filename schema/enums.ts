import { registerEnumType } from 'type-graphql';

/** Returns an enum as an object that maps each name to itself, because clients and code use the same names. */
export function names<const Name extends string>(...values: Name[]): { readonly [N in Name]: N } {
  return Object.fromEntries(values.map((value) => [value, value])) as { readonly [N in Name]: N };
}

export const DateBasis = names('OPERATIONAL', 'LEGAL');
export type DateBasis = keyof typeof DateBasis;
registerEnumType(DateBasis, {
  name: 'DateBasis',
  description:
    'The dates that decide what is active on a day. A record, role or relationship without dates of one basis uses its dates of the other basis. For example, LEGAL uses the operational dates of a practice without legal dates.',
  valuesConfig: {
    OPERATIONAL: {
      description:
        'The dates of use in systems. For example, a dissolved trust may be in use until its accounts are settled.',
    },
    LEGAL: {
      description:
        'The dates of legal force. For example, a trust is in legal force until the day on which it is dissolved.',
    },
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
  'SITE_NETWORK',
);
export type HierarchyView = keyof typeof HierarchyView;
registerEnumType(HierarchyView, {
  name: 'HierarchyView',
  description:
    'A named hierarchy. The field `views` lists the exact relationships of each. The way down is the exact inverse of the way up. For example, COMMISSIONING leads up from a practice to its region.',
  valuesConfig: {
    OPERATION: { description: "The operator: RE6, except a practice's RE6 to a commissioner." },
    COMMISSIONING: { description: 'The commissioner, its ICB and the region.' },
    NETWORK: { description: "The primary care network, then the network's own commissioner, ICB and region." },
    GEOGRAPHY: { description: 'The geographical areas: the ICB and the region.' },
    CONSTITUENCY: { description: 'The reporting entities of London and Frimley, their ICBs and regions.' },
    REPORTING: {
      description:
        'The hierarchy of national reporting. A site is below its operator (RE6). Any other organisation is as in COMMISSIONING, or as in GEOGRAPHY if it has no commissioning relationship on the day.',
    },
    DIRECTION: { description: 'The directing body: RE3, for example the department of an executive agency.' },
    SITE_NETWORK: {
      description:
        'As NETWORK. A site that is no member of a network itself is below its operator (RE6): one path leads from a branch surgery over its practice, network, Sub ICB Location and ICB to the region.',
    },
  },
});

export const LinkDirection = names('UP', 'DOWN');
export type LinkDirection = keyof typeof LinkDirection;
registerEnumType(LinkDirection, {
  name: 'LinkDirection',
  description: 'The direction in which relationships are followed, for example DOWN from a trust to its sites.',
  valuesConfig: {
    UP: { description: 'From source to target, towards the parents.' },
    DOWN: { description: 'From target to source, towards the children.' },
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
    'A kind of organisation. Roles and record class alone decide it, not the code and not relationships. The field `kinds` lists the rule of each.',
  valuesConfig: {
    VACCINATION_SITE: { description: 'A site at which vaccinations are given.' },
    GP_PRACTICE: { description: 'A GP practice, including practices of Scotland and Northern Ireland.' },
    BRANCH_SURGERY: { description: 'A branch surgery of a GP practice.' },
    PCN: { description: 'A primary care network.' },
    PHARMACY: { description: 'A community pharmacy.' },
    PHARMACY_HEADQUARTERS: { description: 'The headquarters of a pharmacy company.' },
    TRUST: { description: 'An NHS trust or a care trust.' },
    TRUST_SITE: { description: 'A site of an NHS trust or of a care trust.' },
    CCG: { description: 'A clinical commissioning group.' },
    SUB_ICB_LOCATION: { description: 'A Sub ICB Location: a part of an integrated care board.' },
    SUB_ICB_REPORTING_ENTITY: {
      description: 'A Sub ICB reporting entity: a part of an integrated care board in reports.',
    },
    STP: { description: 'A sustainability and transformation partnership.' },
    ICB: { description: 'An integrated care board.' },
    REGION: { description: 'A region of NHS England.' },
    OTHER: { description: 'An organisation to which no other kind applies.' },
  },
});

export const OrganisationLevel = names('COMMISSIONING_SYSTEM', 'COMMISSIONER');
export type OrganisationLevel = keyof typeof OrganisationLevel;
registerEnumType(OrganisationLevel, {
  name: 'OrganisationLevel',
  description:
    'A level of the hierarchy that different kinds of organisations filled over the years. The day decides which. The field `levels` lists the first day of each.',
  valuesConfig: {
    COMMISSIONING_SYSTEM: { description: 'The ICB, or the STP before 1 July 2022.' },
    COMMISSIONER: {
      description: 'The Sub ICB Location, the CCG before 1 July 2022, or the primary care trust before 1 April 2013.',
    },
  },
});

export const RecordClass = names('ORGANISATION', 'SITE');
export type RecordClass = keyof typeof RecordClass;
registerEnumType(RecordClass, {
  name: 'RecordClass',
  description: 'The ODS record class.',
  valuesConfig: {
    ORGANISATION: { description: 'An organisation (RC1), for example a trust.' },
    SITE: { description: 'A site (RC2), for example a hospital of a trust.' },
  },
});

export const RecordStatus = names('ACTIVE', 'INACTIVE');
export type RecordStatus = keyof typeof RecordStatus;
registerEnumType(RecordStatus, {
  name: 'RecordStatus',
  description: 'The status, as published in the release. It applies to the publication day only.',
  valuesConfig: {
    ACTIVE: { description: 'Active on the publication day.' },
    INACTIVE: { description: 'Not active on the publication day.' },
  },
});

export const CodeOutcome = names('CURRENT', 'SUCCEEDED', 'MERGED', 'SPLIT', 'CLOSED', 'NOT_YET_OPEN', 'UNKNOWN');
export type CodeOutcome = keyof typeof CodeOutcome;
registerEnumType(CodeOutcome, {
  name: 'CodeOutcome',
  description: 'What became of a code by a date.',
  valuesConfig: {
    CURRENT: { description: 'The organisation is active itself.' },
    SUCCEEDED: { description: 'One active organisation succeeded it.' },
    MERGED: {
      description: 'One active organisation succeeded it, and an organisation on the way has another predecessor too.',
    },
    SPLIT: { description: 'Several active organisations succeeded it.' },
    CLOSED: { description: 'It is not active, and no active organisation succeeded it.' },
    NOT_YET_OPEN: { description: 'It opens after the date.' },
    UNKNOWN: { description: 'The release has neither a record nor a stub of the code.' },
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
  'BEFORE_LEVEL',
);
export type MissingReason = keyof typeof MissingReason;
registerEnumType(MissingReason, {
  name: 'MissingReason',
  description: 'The reason why an organisation has no organisation of a level, or no payee.',
  valuesConfig: {
    OTHER_NATION: {
      description:
        'The organisation is in Wales, Scotland or Northern Ireland (RO227, RO315, or an RE4 on the date to RO142 or RO144), where the English level does not exist.',
    },
    TARGET_NOT_IN_RELEASE: { description: 'The release has neither a record nor a stub of the target.' },
    TARGET_REF_ONLY: { description: 'The release has only a stub of the target.' },
    TARGET_CLOSED: { description: 'The relationship holds on the date, and its target is closed.' },
    NOT_ACTIVE: {
      description:
        'The organisation itself is not active on the date, and no such relationship of it holds on the date.',
    },
    NOT_ON_DATE: { description: 'The organisation has such relationships, and none of them holds on the date.' },
    NO_SUCH_LINK: {
      description:
        'The organisation never had such a relationship, or the top was reached without an organisation of the kind.',
    },
    NO_PAYEE_RECORDED: {
      description: 'The network has neither an RE9 nor an RE10 on the date. It may hold its own account.',
    },
    BEFORE_LEVEL: { description: 'The date is before the first day of the level: no kind of organisation filled it.' },
  },
});

export const ChangeKind = names('ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'CHANGED');
export type ChangeKind = keyof typeof ChangeKind;
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'How an organisation differs between two releases.',
  valuesConfig: {
    ADDED: { description: 'Only the release `to` has a record or a stub of it.' },
    REMOVED: {
      description:
        'Only the release `from` has a record or a stub of it. It was withdrawn, which is not the same as closed.',
    },
    CLOSED: { description: 'Its status changed from ACTIVE to INACTIVE.' },
    REOPENED: { description: 'Its status changed from INACTIVE to ACTIVE.' },
    CHANGED: { description: 'Something else differs, or with `within` only where it belongs.' },
  },
});

export const PayeeRule = names('NOMINATED_PAYEE', 'COVID_NOMINATED_PAYEE', 'OPERATING_PARENT', 'ITSELF');
export type PayeeRule = keyof typeof PayeeRule;
registerEnumType(PayeeRule, {
  name: 'PayeeRule',
  description: 'The rule that named a payee.',
  valuesConfig: {
    NOMINATED_PAYEE: { description: 'The nominated payee of the network: RE9.' },
    COVID_NOMINATED_PAYEE: { description: 'The nominated payee of the network for COVID vaccinations: RE10.' },
    OPERATING_PARENT: { description: 'The parent that operates the site: RE6.' },
    ITSELF: { description: 'The organisation itself is paid directly.' },
  },
});

export const LocationMissing = names('NO_POSTCODES_LOADED', 'NO_POSTCODE', 'UNKNOWN_POSTCODE', 'NO_COORDINATES');
export type LocationMissing = keyof typeof LocationMissing;
registerEnumType(LocationMissing, {
  name: 'LocationMissing',
  description: 'Why it is not known where an organisation is.',
  valuesConfig: {
    NO_POSTCODES_LOADED: { description: 'The operator has loaded no file of postcodes.' },
    NO_POSTCODE: { description: 'The record has no postcode.' },
    UNKNOWN_POSTCODE: { description: 'The loaded files do not have the postcode of the record.' },
    NO_COORDINATES: {
      description: 'No coordinates of the postcode are published, for example of one on the Isle of Man.',
    },
  },
});

export const MatchedField = names('CODE', 'NAME', 'FORMER_NAME', 'TOWN', 'POSTCODE', 'ADDRESS', 'UPRN', 'PREDECESSOR');
export type MatchedField = keyof typeof MatchedField;
registerEnumType(MatchedField, {
  name: 'MatchedField',
  description: 'What of an organisation matched the text of a search.',
  valuesConfig: {
    CODE: { description: 'The code, a part of it, or one that differs only by O and 0 or I and 1.' },
    NAME: { description: 'The name; some words perhaps in the town, postcode, address or kind.' },
    FORMER_NAME: { description: 'A name that an earlier loaded release has.' },
    TOWN: { description: 'The town or county.' },
    POSTCODE: { description: 'The postcode, its outward part, sector or area.' },
    ADDRESS: { description: 'The address lines, or words for the kind of organisation.' },
    UPRN: { description: 'The Unique Property Reference Number.' },
    PREDECESSOR: { description: 'The code or name of a closed organisation whose successor this is.' },
  },
});

export const TermMeaning = names('WORD', 'LITTLE_WORD', 'POSTCODE', 'SECTOR', 'DISTRICT', 'UPRN');
export type TermMeaning = keyof typeof TermMeaning;
registerEnumType(TermMeaning, {
  name: 'TermMeaning',
  description: 'What a search took a part of its text for.',
  valuesConfig: {
    WORD: { description: 'A word, or a code, or the beginning of either.' },
    LITTLE_WORD: { description: "A word that a match may lack, such as 'the'." },
    POSTCODE: { description: 'A whole postcode.' },
    SECTOR: { description: "A postcode sector, such as 'SO23 8', or the beginning of a postcode after it." },
    DISTRICT: { description: "The outward part of a postcode, such as 'SO23'." },
    UPRN: { description: 'Perhaps a Unique Property Reference Number.' },
  },
});

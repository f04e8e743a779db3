/** The words of the glossary page. */
export const WORDS = {
  title: 'What the words mean',
  intro:
    'The words of the Organisation Data Service (ODS) of NHS England, which keeps the register of health and care organisations.',
  contents: 'On this page',
} as const;

/** One entry of the glossary. */
export interface Term {
  /** The anchor: /help#uprn. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

export interface TermGroup {
  readonly id: string;
  readonly title: string;
  readonly terms: readonly Term[];
}

export const GROUPS: readonly TermGroup[] = [
  {
    id: 'records',
    title: 'Records',
    terms: [
      {
        id: 'ods-code',
        name: 'ODS code',
        text: 'The code of an organisation or a site on the ODS register, of 1 to 12 letters and digits. Its characters have no meaning: neither kind nor region can be read from them.',
      },
      {
        id: 'record-class',
        name: 'Record class',
        text: 'An organisation (RC1) or a site (RC2). A site is a place where an organisation works, such as a hospital of a trust or a branch of a practice.',
      },
      {
        id: 'role',
        name: 'Role and primary role',
        text: 'What an organisation is, as a code that begins with RO, with dates. Each record has one primary role; other roles add facts. A GP practice has the primary role RO177 and the role RO76.',
      },
      {
        id: 'kind',
        name: 'Kind',
        text: 'A plain name for what an organisation is on the day, such as GP practice, made from its roles. One organisation may be of several kinds. A closed one has the kinds of its last active day.',
      },
      {
        id: 'branch',
        name: 'Branch surgery',
        text: 'A site (primary role RO96) of a GP practice. What operates it (RE6) is the practice, which has a code of its own.',
      },
      {
        id: 'uprn',
        name: 'UPRN',
        text: 'Unique Property Reference Number: the number of a property, whatever its address is called. Many records have none, and a site may share that of its host.',
      },
      {
        id: 'reference-only',
        name: 'Reference only',
        text: 'An organisation that the release refers to but does not describe. Some codes have no record at all: only relationships of other records name them.',
      },
    ],
  },
  {
    id: 'bodies',
    title: 'Bodies of the NHS',
    terms: [
      {
        id: 'pcn',
        name: 'Primary care network (PCN)',
        text: 'A group of GP practices that work together, since 2019. A practice may be in no network, and on a day of change in two.',
      },
      {
        id: 'payee',
        name: 'Payee',
        text: 'Who is paid for an organisation. A network may nominate a payee (RE9), and another for vaccinations (RE10). For a site the operator is paid.',
      },
      {
        id: 'sub-icb-location',
        name: 'Sub ICB Location',
        text: 'A part of an integrated care board, since 1 July 2022. From 1 April 2013 the level was that of clinical commissioning groups (CCGs), and before that of primary care trusts (PCTs).',
      },
      {
        id: 'icb',
        name: 'Integrated care board (ICB)',
        text: 'The body that plans health services for an area of England, since 1 July 2022. Before, the level was that of sustainability and transformation partnerships (STPs).',
      },
      {
        id: 'region',
        name: 'Region',
        text: 'A region of NHS England (primary role RO209), which stands above the ICBs. Wales, Scotland and Northern Ireland have none.',
      },
      {
        id: 'list-size',
        name: 'List size',
        text: 'How many patients are registered with a practice on a day. It is published apart from the ODS register, so each figure shows its own day. A missing figure is named, and never counted as 0.',
      },
    ],
  },
  {
    id: 'relationships',
    title: 'Relationships',
    terms: [
      {
        id: 'relationship',
        name: 'Relationship and RE codes',
        text: 'A link from one organisation to another, with a type (a code that begins with RE) and dates. It is stored at the organisation that it starts from: RE4 is commissioned by, RE6 is operated by, RE8 is partner to.',
      },
      {
        id: 'view',
        name: 'View',
        text: 'A set of relationships that are followed together. Each view answers one question: who operates it, who commissions it, which network it is in, where it is.',
      },
      {
        id: 'roll-up',
        name: 'Roll-up',
        text: 'Organisations of one kind counted by the organisation above them in a view, such as GP practices by ICB. What belongs nowhere is counted as unassigned, with the reason.',
      },
      {
        id: 'succession',
        name: 'Predecessor and successor',
        text: 'What an organisation replaced, and what replaced it. One organisation may have several successors (a split), and several may have one successor (a merger).',
      },
    ],
  },
  {
    id: 'days',
    title: 'Dates and releases',
    terms: [
      {
        id: 'operational-dates',
        name: 'Operational dates',
        text: 'The days on which systems may use the organisation. The last day is included: it is active on that day and inactive on the next.',
      },
      {
        id: 'legal-dates',
        name: 'Legal dates',
        text: 'The days on which the organisation exists in law. Most records have none: then the operational dates count for both.',
      },
      {
        id: 'date',
        name: 'Date',
        text: 'The day that a page is about. Members, parents and payees are those of that day; name and address have no history and are those of the release.',
      },
      {
        id: 'release',
        name: 'Release',
        text: 'One publication of the whole register. A page shows the live release unless you choose another one, which shows what was published then.',
      },
      {
        id: 'status',
        name: 'Published status',
        text: 'Active or inactive, as published. It is about the day of the release only. Whether an organisation was active on another day follows from its dates.',
      },
      {
        id: 'finding',
        name: 'Data quality finding',
        text: 'Something in the release that breaks a rule, such as a practice without a commissioner. The release is loaded as it is, and the finding is shown.',
      },
    ],
  },
];

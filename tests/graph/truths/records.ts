import type { Truth } from './truth';

export const records: readonly Truth[] = [
  {
    truth: 'A code is trimmed and upper-cased, an unknown one is null, and answers come in the order asked',
    query: `{
      organisations(codes: [" g81086 ", "ZZZZZ", "j82028", "G81086"]) { code name }
    }`,
    answer: {
      organisations: [
        { code: 'G81086', name: 'BIRD-IN-EYE SURGERY' },
        null,
        { code: 'J82028', name: 'TRAFALGAR MEDICAL GROUP PRACTICE' },
        { code: 'G81086', name: 'BIRD-IN-EYE SURGERY' },
      ],
    },
  },
  {
    truth: 'Where The Densham Surgery (A81001) is, with its UPRN, and how its town was spelt in the earlier release',
    query: `{
      now: organisation(code: "A81001") { name address { lines town county postcode country uprn } }
      earlier: organisation(code: "A81001", asOf: {release: "2023-01-31"}) { name address { lines town county postcode country uprn } }
    }`,
    answer: {
      now: {
        name: 'THE DENSHAM SURGERY',
        address: {
          lines: ['THE HEALTH CENTRE', 'LAWSON STREET', 'STOCKTON ON TEES'],
          town: 'CLEVELAND',
          county: null,
          postcode: 'TS18 1HU',
          country: 'ENGLAND',
          uprn: '100110780253',
        },
      },
      earlier: {
        name: 'THE DENSHAM SURGERY',
        address: {
          lines: ['THE HEALTH CENTRE', 'LAWSON STREET', 'STOCKTON-ON-TEES'],
          town: 'CLEVELAND',
          county: null,
          postcode: 'TS18 1HU',
          country: 'ENGLAND',
          uprn: '100110780253',
        },
      },
    },
  },
  {
    truth: 'Liverpool Heart and Chest (RBQ): the whole record',
    query: `{
      organisation(code: "RBQ") { code name recordClass status isActive basisUsed operational { start end } legal { start end } lastChanged isReferenceOnly isUnresolved moment { date basis release } kinds primaryRole { code } address { lines town county postcode country uprn } contacts { type value } }
    }`,
    answer: {
      organisation: {
        code: 'RBQ',
        name: 'LIVERPOOL HEART AND CHEST HOSPITAL NHS FOUNDATION TRUST',
        recordClass: 'ORGANISATION',
        status: 'ACTIVE',
        isActive: true,
        basisUsed: 'OPERATIONAL',
        operational: { start: '1991-04-01', end: null },
        legal: null,
        lastChanged: '2023-11-14',
        isReferenceOnly: false,
        isUnresolved: false,
        moment: { date: '2024-10-31', basis: 'OPERATIONAL', release: '2024-10-31' },
        kinds: ['TRUST'],
        primaryRole: { code: 'RO197' },
        address: {
          lines: ['THOMAS DRIVE'],
          town: 'LIVERPOOL',
          county: null,
          postcode: 'L14 3PE',
          country: 'ENGLAND',
          uprn: '38150603',
        },
        contacts: [
          { type: 'tel', value: '0151 600 1616' },
          { type: 'http', value: 'HTTPS://WWW.LHCH.NHS.UK/' },
        ],
      },
    },
  },
  {
    truth: 'The Royal College of Paediatrics (8HV48) starts on the filler date 1900-01-01, which is shown as published',
    query: `{
      eve: organisation(code: "8HV48", asOf: {date: "1899-12-31"}) { isActive }
      day: organisation(code: "8HV48", asOf: {date: "1900-01-01"}) { isActive operational { start end } address { lines town county postcode country uprn } contacts { type value } }
    }`,
    answer: {
      eve: { isActive: false },
      day: {
        isActive: true,
        operational: { start: '1900-01-01', end: null },
        address: {
          lines: ['5-11 Theobalds Road'],
          town: 'London',
          county: null,
          postcode: 'WC1X 8SH',
          country: 'ENGLAND',
          uprn: null,
        },
        contacts: [{ type: 'tel', value: '020 7092 6000' }],
      },
    },
  },
  {
    truth: 'No country is guessed for Larkhill Medical Centre (A91020)',
    query: `{
      organisation(code: "A91020") { name address { lines town county postcode country uprn } }
    }`,
    answer: {
      organisation: {
        name: 'LARKHILL MEDICAL CENTRE',
        address: {
          lines: ['LARKHILL MEDICAL CENTRE', 'WILLOUGHBY ROAD', 'LARKHILL'],
          town: 'SALISBURY',
          county: 'WILTSHIRE',
          postcode: 'SP4 8QY',
          country: null,
          uprn: null,
        },
      },
    },
  },
  {
    truth: 'A practice without an address, Beam Park (Y08371), has null and no invented parts',
    query: `{
      organisation(code: "Y08371") { name address { lines town county postcode country uprn } contacts { type value } operational { start end } networks { code } parents(view: COMMISSIONING) { code } }
    }`,
    answer: {
      organisation: {
        name: 'BEAM PARK MEDICAL PRACTICE',
        address: null,
        contacts: [],
        operational: { start: '2024-04-01', end: null },
        networks: [{ code: 'U27362' }],
        parents: [{ code: 'A3A8R' }],
      },
    },
  },
  {
    truth: 'A PCT of the archive, 5LT, appears as a stub in the main file: the full record counts',
    query: `{
      organisation(code: "5LT", asOf: {date: "2006-09-30"}) { code name status isActive isReferenceOnly isUnresolved operational { start end } lastChanged children(view: COMMISSIONING, first: 200) { totalCount } successors { organisation { code } date forward } }
    }`,
    answer: {
      organisation: {
        code: '5LT',
        name: '5LT',
        status: 'INACTIVE',
        isActive: true,
        isReferenceOnly: false,
        isUnresolved: false,
        operational: { start: '2002-04-01', end: '2006-09-30' },
        lastChanged: '2006-09-30',
        children: { totalCount: 32 },
        successors: [{ organisation: { code: '5P7' }, date: '2006-10-01', forward: false }],
      },
    },
  },
  {
    truth:
      'On the legal basis a record without legal dates uses its operational ones and says so: G81086; H8I8M has its own',
    query: `{
      organisations(codes: ["G81086", "H8I8M"], asOf: {date: "2021-04-01", basis: LEGAL}) { code isActive basisUsed operational { start end } legal { start end } roles { role { code } } moment { basis } }
    }`,
    answer: {
      organisations: [
        {
          code: 'G81086',
          isActive: true,
          basisUsed: 'OPERATIONAL',
          operational: { start: '1974-04-01', end: null },
          legal: null,
          roles: [{ role: { code: 'RO177' } }, { role: { code: 'RO76' } }],
          moment: { basis: 'LEGAL' },
        },
        {
          code: 'H8I8M',
          isActive: true,
          basisUsed: 'LEGAL',
          operational: { start: '2021-04-01', end: null },
          legal: { start: '2021-04-01', end: null },
          roles: [{ role: { code: 'RO198' } }],
          moment: { basis: 'LEGAL' },
        },
      ],
    },
  },
  {
    truth: 'Who is at TN22 5AW, however the postcode is written, today and ever',
    query: `{
      today: search(postcode: "tn225aw") { totalCount nodes { code name } }
      ever: search(postcode: "TN22 5AW", includeInactive: true) { totalCount nodes { code } }
    }`,
    answer: {
      today: {
        totalCount: 4,
        nodes: [
          { code: 'FQV53', name: 'KAMSONS PHARMACY' },
          { code: 'G81086', name: 'BIRD-IN-EYE SURGERY' },
          { code: 'Y06902', name: 'UCKFIELD HOSPITAL MINOR INJURIES UNIT' },
          { code: 'Y07324', name: 'ESHT-DERMUCKFIELD' },
        ],
      },
      ever: { totalCount: 4, nodes: [{ code: 'FQV53' }, { code: 'G81086' }, { code: 'Y06902' }, { code: 'Y07324' }] },
    },
  },
  {
    truth: 'A UPRN finds its organisations: RX2 at 200004018207, A81001 at 100110780253',
    query: `{
      trust: search(uprn: "200004018207") { nodes { code name } }
      practice: search(uprn: "100110780253") { nodes { code name } }
    }`,
    answer: {
      trust: { nodes: [{ code: 'RX2', name: 'SUSSEX PARTNERSHIP NHS FOUNDATION TRUST' }] },
      practice: { nodes: [{ code: 'A81001', name: 'THE DENSHAM SURGERY' }] },
    },
  },
  {
    truth: 'All 42 ICBs hold RO318 from 1 July 2022, none the day before',
    query: `{
      on20220630: search(roles: ["RO318"], asOf: {date: "2022-06-30"}, first: 1) { totalCount nodes { code } }
      on20220701: search(roles: ["RO318"], asOf: {date: "2022-07-01"}, first: 1) { totalCount nodes { code } }
      kinds: search(kinds: [ICB], first: 1) { totalCount }
    }`,
    answer: {
      on20220630: { totalCount: 0, nodes: [] },
      on20220701: { totalCount: 42, nodes: [{ code: 'QE1' }] },
      kinds: { totalCount: 42 },
    },
  },
];

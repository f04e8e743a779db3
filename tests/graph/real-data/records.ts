import type { RealDataCase } from './real-data-case';

export const records: readonly RealDataCase[] = [
  {
    statement: 'A code is trimmed and upper-cased, an unknown one is null, and results have the requested order',
    query: `{
      organisations(codes: [" g81086 ", "ZZZZZ", "j82028", "G81086"]) { code name }
    }`,
    response: {
      organisations: [
        { code: 'G81086', name: 'BIRD-IN-EYE SURGERY' },
        null,
        { code: 'J82028', name: 'TRAFALGAR MEDICAL GROUP PRACTICE' },
        { code: 'G81086', name: 'BIRD-IN-EYE SURGERY' },
      ],
    },
  },
  {
    statement:
      'The Densham Surgery (A81001) has an address with UPRN, and its town was spelt differently in the earlier release',
    query: `{
      now: organisation(code: "A81001") { name address { lines town county postcode country uprn } }
      earlier: organisation(code: "A81001", asOf: {release: "2023-01-31"}) { name address { lines town county postcode country uprn } }
    }`,
    response: {
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
    statement: 'Liverpool Heart and Chest (RBQ) returns its complete record',
    query: `{
      organisation(code: "RBQ") { code name recordClass status isActive basisUsed operational { start end } legal { start end } lastChanged isReferenceOnly isUnresolved moment { date basis release } kinds primaryRole { code } address { lines town county postcode country uprn } contacts { type value } }
    }`,
    response: {
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
    statement: 'The Royal College of Paediatrics (8HV48) starts on the filler date 1900-01-01, returned as published',
    query: `{
      eve: organisation(code: "8HV48", asOf: {date: "1899-12-31"}) { isActive }
      day: organisation(code: "8HV48", asOf: {date: "1900-01-01"}) { isActive operational { start end } address { lines town county postcode country uprn } contacts { type value } }
    }`,
    response: {
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
    statement: 'Larkhill Medical Centre (A91020) has no country, because none was published',
    query: `{
      organisation(code: "A91020") { name address { lines town county postcode country uprn } }
    }`,
    response: {
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
    statement: 'A practice without an address, Beam Park (Y08371), has null as its address',
    query: `{
      organisation(code: "Y08371") { name address { lines town county postcode country uprn } contacts { type value } operational { start end } networks { code } parents(view: COMMISSIONING) { code } }
    }`,
    response: {
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
    statement: 'A PCT of the archive, 5LT, is a stub in the main file: its full record is used',
    query: `{
      organisation(code: "5LT", asOf: {date: "2006-09-30"}) { code name status isActive isReferenceOnly isUnresolved operational { start end } lastChanged children(view: COMMISSIONING, first: 200) { totalCount } successors { organisation { code } date forward } }
    }`,
    response: {
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
    statement:
      'On the legal basis a record without legal dates uses its operational ones, as basisUsed shows: G81086, but not H8I8M',
    query: `{
      organisations(codes: ["G81086", "H8I8M"], asOf: {date: "2021-04-01", basis: LEGAL}) { code isActive basisUsed operational { start end } legal { start end } roles { role { code } } moment { basis } }
    }`,
    response: {
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
    statement: 'A search finds the organisations at TN22 5AW in any spelling of the postcode, active or ever',
    query: `{
      today: search(postcode: "tn225aw") { totalCount nodes { code name } }
      ever: search(postcode: "TN22 5AW", includeInactive: true) { totalCount nodes { code } }
    }`,
    response: {
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
    statement: 'A UPRN finds its organisations: RX2 at 200004018207, A81001 at 100110780253',
    query: `{
      trust: search(uprn: "200004018207") { nodes { code name } }
      practice: search(uprn: "100110780253") { nodes { code name } }
    }`,
    response: {
      trust: { nodes: [{ code: 'RX2', name: 'SUSSEX PARTNERSHIP NHS FOUNDATION TRUST' }] },
      practice: { nodes: [{ code: 'A81001', name: 'THE DENSHAM SURGERY' }] },
    },
  },
  {
    statement: 'All 42 ICBs hold RO318 from 1 July 2022, and none the day before',
    query: `{
      on20220630: search(roles: ["RO318"], asOf: {date: "2022-06-30"}, first: 1) { totalCount nodes { code } }
      on20220701: search(roles: ["RO318"], asOf: {date: "2022-07-01"}, first: 1) { totalCount nodes { code } }
      kinds: search(kinds: [ICB], first: 1) { totalCount }
    }`,
    response: {
      on20220630: { totalCount: 0, nodes: [] },
      on20220701: { totalCount: 42, nodes: [{ code: 'QE1' }] },
      kinds: { totalCount: 42 },
    },
  },
];

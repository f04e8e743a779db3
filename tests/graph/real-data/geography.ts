import type { RealDataCase } from './real-data-case';

export const geography: readonly RealDataCase[] = [
  {
    statement:
      'Liverpool Heart and Chest (RBQ): its link to a health authority ended legally in March 2013 and operationally in August 2014, and neither basis corrects the other',
    query: `{
      organisation(code: "RBQ") {
        operational20130331: parents(view: GEOGRAPHY, asOf: {date: "2013-03-31", basis: OPERATIONAL}) { code }
        legal20130331: parents(view: GEOGRAPHY, asOf: {date: "2013-03-31", basis: LEGAL}) { code }
        operational20130401: parents(view: GEOGRAPHY, asOf: {date: "2013-04-01", basis: OPERATIONAL}) { code }
        legal20130401: parents(view: GEOGRAPHY, asOf: {date: "2013-04-01", basis: LEGAL}) { code }
        operational20140831: parents(view: GEOGRAPHY, asOf: {date: "2014-08-31", basis: OPERATIONAL}) { code }
        legal20140831: parents(view: GEOGRAPHY, asOf: {date: "2014-08-31", basis: LEGAL}) { code }
        operational20140901: parents(view: GEOGRAPHY, asOf: {date: "2014-09-01", basis: OPERATIONAL}) { code }
        legal20140901: parents(view: GEOGRAPHY, asOf: {date: "2014-09-01", basis: LEGAL}) { code }
        operational20150331: parents(view: GEOGRAPHY, asOf: {date: "2015-03-31", basis: OPERATIONAL}) { code }
        legal20150331: parents(view: GEOGRAPHY, asOf: {date: "2015-03-31", basis: LEGAL}) { code }
        operational20150401: parents(view: GEOGRAPHY, asOf: {date: "2015-04-01", basis: OPERATIONAL}) { code }
        legal20150401: parents(view: GEOGRAPHY, asOf: {date: "2015-04-01", basis: LEGAL}) { code }
      }
    }`,
    response: {
      organisation: {
        operational20130331: [{ code: 'Q31' }],
        legal20130331: [{ code: 'Q31' }],
        operational20130401: [{ code: 'Q31' }],
        legal20130401: [{ code: 'Q48' }],
        operational20140831: [{ code: 'Q31' }],
        legal20140831: [{ code: 'Q48' }],
        operational20140901: [{ code: 'Q48' }],
        legal20140901: [{ code: 'Q48' }],
        operational20150331: [{ code: 'Q48' }],
        legal20150331: [{ code: 'Q48' }],
        operational20150401: [{ code: 'Q75' }],
        legal20150401: [{ code: 'Q75' }],
      },
    },
  },
  {
    statement: 'Hertfordshire Partnership (RWR): the two bases have different local offices for ten months',
    query: `{
      organisation(code: "RWR") {
        operational20150331: parents(view: GEOGRAPHY, asOf: {date: "2015-03-31", basis: OPERATIONAL}) { code }
        legal20150331: parents(view: GEOGRAPHY, asOf: {date: "2015-03-31", basis: LEGAL}) { code }
        operational20150401: parents(view: GEOGRAPHY, asOf: {date: "2015-04-01", basis: OPERATIONAL}) { code }
        legal20150401: parents(view: GEOGRAPHY, asOf: {date: "2015-04-01", basis: LEGAL}) { code }
        operational20160128: parents(view: GEOGRAPHY, asOf: {date: "2016-01-28", basis: OPERATIONAL}) { code }
        legal20160128: parents(view: GEOGRAPHY, asOf: {date: "2016-01-28", basis: LEGAL}) { code }
        operational20160129: parents(view: GEOGRAPHY, asOf: {date: "2016-01-29", basis: OPERATIONAL}) { code }
        legal20160129: parents(view: GEOGRAPHY, asOf: {date: "2016-01-29", basis: LEGAL}) { code }
      }
    }`,
    response: {
      organisation: {
        operational20150331: [{ code: 'Q58' }],
        legal20150331: [{ code: 'Q58' }],
        operational20150401: [{ code: 'Q58' }],
        legal20150401: [{ code: 'Q78' }],
        operational20160128: [{ code: 'Q58' }],
        legal20160128: [{ code: 'Q78' }],
        operational20160129: [{ code: 'Q78' }],
        legal20160129: [{ code: 'Q78' }],
      },
    },
  },
  {
    statement:
      'basisUsed returns the basis that decided: two of the six geography links of RBQ have legal dates on 1 June 2014',
    query: `{
      operational: organisation(code: "RBQ", asOf: {date: "2014-06-01", basis: OPERATIONAL}) { relationships(types: ["RE5"], includeInactive: true) { totalCount nodes { target { code } isActive basisUsed operational { start end } legal { start end } } } }
      legal: organisation(code: "RBQ", asOf: {date: "2014-06-01", basis: LEGAL}) { relationships(types: ["RE5"], includeInactive: true) { totalCount nodes { target { code } isActive basisUsed operational { start end } legal { start end } } } }
    }`,
    response: {
      operational: {
        relationships: {
          totalCount: 6,
          nodes: [
            {
              target: { code: 'Q15' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2002-04-01', end: '2006-06-30' },
              legal: null,
            },
            {
              target: { code: 'Q31' },
              isActive: true,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2006-07-01', end: '2014-08-31' },
              legal: { start: '2006-07-01', end: '2013-03-31' },
            },
            {
              target: { code: 'Q48' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2014-09-01', end: '2015-03-31' },
              legal: { start: '2013-04-01', end: '2015-03-31' },
            },
            {
              target: { code: 'Q75' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2015-04-01', end: '2020-03-31' },
              legal: null,
            },
            {
              target: { code: 'QC2' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '1996-04-01', end: '2002-03-31' },
              legal: null,
            },
            {
              target: { code: 'QYG' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2020-04-01', end: null },
              legal: null,
            },
          ],
        },
      },
      legal: {
        relationships: {
          totalCount: 6,
          nodes: [
            {
              target: { code: 'Q15' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2002-04-01', end: '2006-06-30' },
              legal: null,
            },
            {
              target: { code: 'Q31' },
              isActive: false,
              basisUsed: 'LEGAL',
              operational: { start: '2006-07-01', end: '2014-08-31' },
              legal: { start: '2006-07-01', end: '2013-03-31' },
            },
            {
              target: { code: 'Q48' },
              isActive: true,
              basisUsed: 'LEGAL',
              operational: { start: '2014-09-01', end: '2015-03-31' },
              legal: { start: '2013-04-01', end: '2015-03-31' },
            },
            {
              target: { code: 'Q75' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2015-04-01', end: '2020-03-31' },
              legal: null,
            },
            {
              target: { code: 'QC2' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '1996-04-01', end: '2002-03-31' },
              legal: null,
            },
            {
              target: { code: 'QYG' },
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2020-04-01', end: null },
              legal: null,
            },
          ],
        },
      },
    },
  },
  {
    statement: 'RWR moved through health authorities, local offices and an ICB since 2001',
    query: `{
      organisation(code: "RWR") {
        on20010331: parents(view: GEOGRAPHY, asOf: {date: "2001-03-31"}) { code }
        on20010401: parents(view: GEOGRAPHY, asOf: {date: "2001-04-01"}) { code }
        on20020331: parents(view: GEOGRAPHY, asOf: {date: "2002-03-31"}) { code }
        on20020401: parents(view: GEOGRAPHY, asOf: {date: "2002-04-01"}) { code }
        on20060630: parents(view: GEOGRAPHY, asOf: {date: "2006-06-30"}) { code }
        on20060701: parents(view: GEOGRAPHY, asOf: {date: "2006-07-01"}) { code }
        on20140831: parents(view: GEOGRAPHY, asOf: {date: "2014-08-31"}) { code }
        on20140901: parents(view: GEOGRAPHY, asOf: {date: "2014-09-01"}) { code }
        on20190331: parents(view: GEOGRAPHY, asOf: {date: "2019-03-31"}) { code }
        on20190401: parents(view: GEOGRAPHY, asOf: {date: "2019-04-01"}) { code }
        on20200331: parents(view: GEOGRAPHY, asOf: {date: "2020-03-31"}) { code }
        on20200401: parents(view: GEOGRAPHY, asOf: {date: "2020-04-01"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20010331: [],
        on20010401: [{ code: 'QEX' }],
        on20020331: [{ code: 'QEX' }],
        on20020401: [{ code: 'Q02' }],
        on20060630: [{ code: 'Q02' }],
        on20060701: [{ code: 'Q35' }],
        on20140831: [{ code: 'Q35' }],
        on20140901: [{ code: 'Q58' }],
        on20190331: [{ code: 'Q78' }],
        on20190401: [{ code: 'Q79' }],
        on20200331: [{ code: 'Q79' }],
        on20200401: [{ code: 'QM7' }],
      },
    },
  },
  {
    statement: 'Cheshire and Merseyside (QYG) is in the North West from 1 April 2020',
    query: `{
      organisation(code: "QYG") {
        on20200331: parents(view: GEOGRAPHY, asOf: {date: "2020-03-31"}) { code }
        on20200401: parents(view: GEOGRAPHY, asOf: {date: "2020-04-01"}) { code }
        on20241031: parents(view: GEOGRAPHY, asOf: {date: "2024-10-31"}) { code }
      }
    }`,
    response: { organisation: { on20200331: [], on20200401: [{ code: 'Y62' }], on20241031: [{ code: 'Y62' }] } },
  },
  {
    statement:
      'The local office Q75 was in the North of England until that region ended on 31 March 2019, and in no region in its last year',
    query: `{
      organisation(code: "Q75") {
        on20150331: parents(view: COMMISSIONING, asOf: {date: "2015-03-31"}) { code isActive }
        on20150401: parents(view: COMMISSIONING, asOf: {date: "2015-04-01"}) { code isActive }
        on20190331: parents(view: COMMISSIONING, asOf: {date: "2019-03-31"}) { code isActive }
        on20190401: parents(view: COMMISSIONING, asOf: {date: "2019-04-01"}) { code isActive }
        on20200331: parents(view: COMMISSIONING, asOf: {date: "2020-03-31"}) { code isActive }
      }
    }`,
    response: {
      organisation: {
        on20150331: [],
        on20150401: [{ code: 'Y54', isActive: true }],
        on20190331: [{ code: 'Y54', isActive: true }],
        on20190401: [],
        on20200331: [],
      },
    },
  },
  {
    statement: 'England has had ten regions, seven of them today, with 42 ICBs between them',
    query: `{
      today: search(roles: ["RO209"], first: 20) { totalCount nodes { code name childCount(view: COMMISSIONING) } }
      ever: search(kinds: [REGION], includeInactive: true, first: 20) { totalCount nodes { code } }
      in2018: search(roles: ["RO209"], first: 20, asOf: {date: "2018-06-01"}) { nodes { code childCount(view: COMMISSIONING) } }
    }`,
    response: {
      today: {
        totalCount: 7,
        nodes: [
          { code: 'Y56', name: 'LONDON COMMISSIONING REGION', childCount: 5 },
          { code: 'Y58', name: 'SOUTH WEST COMMISSIONING REGION', childCount: 7 },
          { code: 'Y59', name: 'SOUTH EAST COMMISSIONING REGION', childCount: 6 },
          { code: 'Y60', name: 'MIDLANDS COMMISSIONING REGION', childCount: 11 },
          { code: 'Y61', name: 'EAST OF ENGLAND COMMISSIONING REGION', childCount: 6 },
          { code: 'Y62', name: 'NORTH WEST COMMISSIONING REGION', childCount: 3 },
          { code: 'Y63', name: 'NORTH EAST AND YORKSHIRE COMMISSIONING REGION', childCount: 4 },
        ],
      },
      ever: {
        totalCount: 10,
        nodes: [
          { code: 'Y54' },
          { code: 'Y55' },
          { code: 'Y56' },
          { code: 'Y57' },
          { code: 'Y58' },
          { code: 'Y59' },
          { code: 'Y60' },
          { code: 'Y61' },
          { code: 'Y62' },
          { code: 'Y63' },
        ],
      },
      in2018: {
        nodes: [
          { code: 'Y54', childCount: 5 },
          { code: 'Y55', childCount: 4 },
          { code: 'Y56', childCount: 1 },
          { code: 'Y58', childCount: 2 },
          { code: 'Y59', childCount: 2 },
        ],
      },
    },
  },
  {
    statement: 'The North East and Yorkshire (Y63) has four ICBs with Sub ICB Locations and trusts, returned by name',
    query: `{
      organisation(code: "Y63") { children(view: COMMISSIONING) { nodes { code name locations: childCount(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION]) trusts: childCount(view: GEOGRAPHY, kinds: [TRUST]) } } }
    }`,
    response: {
      organisation: {
        children: {
          nodes: [
            { code: 'QOQ', name: 'NHS HUMBER AND NORTH YORKSHIRE INTEGRATED CARE BOARD', locations: 6, trusts: 5 },
            { code: 'QHM', name: 'NHS NORTH EAST AND NORTH CUMBRIA INTEGRATED CARE BOARD', locations: 8, trusts: 11 },
            { code: 'QF7', name: 'NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD', locations: 4, trusts: 6 },
            { code: 'QWO', name: 'NHS WEST YORKSHIRE INTEGRATED CARE BOARD', locations: 5, trusts: 9 },
          ],
        },
      },
    },
  },
  {
    statement: 'Midlands (Y60) and its eleven STPs, later ICBs, begin on 1 April 2020',
    query: `{
      organisation(code: "Y60") {
        on20190401: childCount(view: GEOGRAPHY, asOf: {date: "2019-04-01"})
        on20200331: childCount(view: GEOGRAPHY, asOf: {date: "2020-03-31"})
        on20200401: childCount(view: GEOGRAPHY, asOf: {date: "2020-04-01"})
        on20220701: childCount(view: GEOGRAPHY, asOf: {date: "2022-07-01"})
        on20241031: childCount(view: GEOGRAPHY, asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20190401: 0, on20200331: 0, on20200401: 11, on20220701: 11, on20241031: 11 } },
  },
  {
    statement: 'North East and North Cumbria (QHM) has 19 organisations in its geography, including trusts',
    query: `{
      organisation(code: "QHM") {
        on20200331: childCount(view: GEOGRAPHY, asOf: {date: "2020-03-31"})
        on20200401: childCount(view: GEOGRAPHY, asOf: {date: "2020-04-01"})
        on20210331: childCount(view: GEOGRAPHY, asOf: {date: "2021-03-31"})
        on20210401: childCount(view: GEOGRAPHY, asOf: {date: "2021-04-01"})
        on20241031: childCount(view: GEOGRAPHY, asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20200331: 0, on20200401: 19, on20210331: 19, on20210401: 19, on20241031: 19 } },
  },
  {
    statement: 'North East and North Cumbria (QHM) has CCGs, later Sub ICB Locations, below it in COMMISSIONING',
    query: `{
      organisation(code: "QHM") {
        on20200331: childCount(view: COMMISSIONING, kinds: [CCG, SUB_ICB_LOCATION], asOf: {date: "2020-03-31"})
        on20200401: childCount(view: COMMISSIONING, kinds: [CCG, SUB_ICB_LOCATION], asOf: {date: "2020-04-01"})
        on20210401: childCount(view: COMMISSIONING, kinds: [CCG, SUB_ICB_LOCATION], asOf: {date: "2021-04-01"})
        on20241031: childCount(view: COMMISSIONING, kinds: [CCG, SUB_ICB_LOCATION], asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20200331: 0, on20200401: 8, on20210401: 8, on20241031: 8 } },
  },
  {
    statement:
      'The reporting entities of North East London (QMF) are its constituencies from 1 April 2024 and not commissioners',
    query: `{
      organisation(code: "QMF") {
        before: childCount(view: CONSTITUENCY, asOf: {date: "2024-03-31"})
        children(view: CONSTITUENCY, asOf: {date: "2024-04-01"}) { nodes { code name kinds } }
        commissioning: children(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION, SUB_ICB_REPORTING_ENTITY]) { nodes { code kinds } }
      }
    }`,
    response: {
      organisation: {
        before: 0,
        children: {
          nodes: [
            {
              code: 'W5Y6K',
              name: 'BARKING AND DAGENHAM - SUB-ICB REPORTING ENTITY',
              kinds: ['SUB_ICB_REPORTING_ENTITY'],
            },
            { code: 'A7V7E', name: 'CITY AND HACKNEY - SUB-ICB REPORTING ENTITY', kinds: ['SUB_ICB_REPORTING_ENTITY'] },
            { code: 'E9S1I', name: 'HAVERING - SUB-ICB REPORTING ENTITY', kinds: ['SUB_ICB_REPORTING_ENTITY'] },
            { code: 'A4R1E', name: 'NEWHAM - SUB-ICB REPORTING ENTITY', kinds: ['SUB_ICB_REPORTING_ENTITY'] },
            { code: 'I6C5L', name: 'REDBRIDGE - SUB-ICB REPORTING ENTITY', kinds: ['SUB_ICB_REPORTING_ENTITY'] },
            { code: 'S7H6Y', name: 'TOWER HAMLETS - SUB-ICB REPORTING ENTITY', kinds: ['SUB_ICB_REPORTING_ENTITY'] },
            { code: 'F7Z3N', name: 'WALTHAM FOREST - SUB-ICB REPORTING ENTITY', kinds: ['SUB_ICB_REPORTING_ENTITY'] },
          ],
        },
        commissioning: { nodes: [{ code: 'A3A8R', kinds: ['SUB_ICB_LOCATION'] }] },
      },
    },
  },
  {
    statement:
      'The reporting entity of Barking and Dagenham (W5Y6K) is below its ICB as a constituency, never as a commissioner',
    query: `{
      organisation(code: "W5Y6K") { kinds constituency: parents(view: CONSTITUENCY) { code parents(view: CONSTITUENCY) { code } } commissioning: parents(view: COMMISSIONING) { code } geography: parents(view: GEOGRAPHY) { code } relationships { nodes { type { code name } target { code } operational { start end } } } }
    }`,
    response: {
      organisation: {
        kinds: ['SUB_ICB_REPORTING_ENTITY'],
        constituency: [{ code: 'QMF', parents: [{ code: 'Y56' }] }],
        commissioning: [],
        geography: [],
        relationships: {
          nodes: [
            {
              type: { code: 'RE2', name: 'IS A SUB-DIVISION OF' },
              target: { code: 'QMF' },
              operational: { start: '2024-04-01', end: null },
            },
          ],
        },
      },
    },
  },
  {
    statement:
      'Bracknell Forest (C7X7P), a reporting entity of Frimley, opened on 24 July 2024 and is not in the release of January 2023',
    query: `{
      eve: organisation(code: "C7X7P", asOf: {date: "2024-07-23"}) { isActive parents(view: CONSTITUENCY) { code } }
      day: organisation(code: "C7X7P", asOf: {date: "2024-07-24"}) { isActive parents(view: CONSTITUENCY) { code } }
      earlier: organisation(code: "C7X7P", asOf: {release: "2023-01-31"}) { code }
    }`,
    response: {
      eve: { isActive: false, parents: [] },
      day: { isActive: true, parents: [{ code: 'QNQ' }] },
      earlier: null,
    },
  },
  {
    statement: 'The North West (Y62) returns all its incoming relationships with their dates',
    query: `{
      organisation(code: "Y62") { relationships(direction: DOWN) { totalCount nodes { uniqueRelId type { code } source { code name } target { code } operational { start end } } } }
    }`,
    response: {
      organisation: {
        relationships: {
          totalCount: 3,
          nodes: [
            {
              uniqueRelId: '20089172',
              type: { code: 'RE2' },
              source: { code: 'QE1', name: 'NHS LANCASHIRE AND SOUTH CUMBRIA INTEGRATED CARE BOARD' },
              target: { code: 'Y62' },
              operational: { start: '2020-04-01', end: null },
            },
            {
              uniqueRelId: '20089194',
              type: { code: 'RE2' },
              source: { code: 'QOP', name: 'NHS GREATER MANCHESTER INTEGRATED CARE BOARD' },
              target: { code: 'Y62' },
              operational: { start: '2020-04-01', end: null },
            },
            {
              uniqueRelId: '20089213',
              type: { code: 'RE2' },
              source: { code: 'QYG', name: 'NHS CHESHIRE AND MERSEYSIDE INTEGRATED CARE BOARD' },
              target: { code: 'Y62' },
              operational: { start: '2020-04-01', end: null },
            },
          ],
        },
      },
    },
  },
];

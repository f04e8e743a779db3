import type { RealDataCase } from './real-data-case';

export const commissioners: readonly RealDataCase[] = [
  {
    statement:
      'Bird-in-Eye Surgery (G81086) was commissioned by a primary care group, two PCTs, a CCG and what is now a Sub ICB Location, each up to and including its last day',
    query: `{
      organisation(code: "G81086") {
        on19990331: parents(view: COMMISSIONING, asOf: {date: "1999-03-31"}) { code }
        on19990401: parents(view: COMMISSIONING, asOf: {date: "1999-04-01"}) { code }
        on20020331: parents(view: COMMISSIONING, asOf: {date: "2002-03-31"}) { code }
        on20020401: parents(view: COMMISSIONING, asOf: {date: "2002-04-01"}) { code }
        on20060930: parents(view: COMMISSIONING, asOf: {date: "2006-09-30"}) { code }
        on20061001: parents(view: COMMISSIONING, asOf: {date: "2006-10-01"}) { code }
        on20130331: parents(view: COMMISSIONING, asOf: {date: "2013-03-31"}) { code }
        on20130401: parents(view: COMMISSIONING, asOf: {date: "2013-04-01"}) { code }
        on20200331: parents(view: COMMISSIONING, asOf: {date: "2020-03-31"}) { code }
        on20200401: parents(view: COMMISSIONING, asOf: {date: "2020-04-01"}) { code }
        on20241031: parents(view: COMMISSIONING, asOf: {date: "2024-10-31"}) { code }
      }
    }`,
    response: {
      organisation: {
        on19990331: [],
        on19990401: [{ code: '4VE03' }],
        on20020331: [{ code: '4VE03' }],
        on20020401: [{ code: '5LT' }],
        on20060930: [{ code: '5LT' }],
        on20061001: [{ code: '5P7' }],
        on20130331: [{ code: '5P7' }],
        on20130401: [{ code: '99K' }],
        on20200331: [{ code: '99K' }],
        on20200401: [{ code: '97R' }],
        on20241031: [{ code: '97R' }],
      },
    },
  },
  {
    statement:
      'Trafalgar Medical Group (J82028) went from its group to its PCT on 1 April 2001 and has stayed with 10R since 2013, in any order of its record',
    query: `{
      organisation(code: "J82028") {
        on19990331: parents(view: COMMISSIONING, asOf: {date: "1999-03-31"}) { code }
        on19990401: parents(view: COMMISSIONING, asOf: {date: "1999-04-01"}) { code }
        on20010331: parents(view: COMMISSIONING, asOf: {date: "2001-03-31"}) { code }
        on20010401: parents(view: COMMISSIONING, asOf: {date: "2001-04-01"}) { code }
        on20130331: parents(view: COMMISSIONING, asOf: {date: "2013-03-31"}) { code }
        on20130401: parents(view: COMMISSIONING, asOf: {date: "2013-04-01"}) { code }
        on20220701: parents(view: COMMISSIONING, asOf: {date: "2022-07-01"}) { code }
      }
    }`,
    response: {
      organisation: {
        on19990331: [],
        on19990401: [{ code: '4RK71' }],
        on20010331: [{ code: '4RK71' }],
        on20010401: [{ code: '5FE' }],
        on20130331: [{ code: '5FE' }],
        on20130401: [{ code: '10R' }],
        on20220701: [{ code: '10R' }],
      },
    },
  },
  {
    statement:
      'The five commissioning links of G81086 have the ids, statuses and dates of its record, in order of the commissioner',
    query: `{
      organisation(code: "G81086") {
        relationships(types: ["RE4"], direction: UP, includeInactive: true) {
          totalCount
          nodes { uniqueRelId status isActive basisUsed operational { start end } legal { start end } target { code } }
        }
      }
    }`,
    response: {
      organisation: {
        relationships: {
          totalCount: 5,
          nodes: [
            {
              uniqueRelId: '256248',
              status: 'INACTIVE',
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '1999-04-01', end: '2002-03-31' },
              legal: null,
              target: { code: '4VE03' },
            },
            {
              uniqueRelId: '20062265',
              status: 'INACTIVE',
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2002-04-01', end: '2006-09-30' },
              legal: null,
              target: { code: '5LT' },
            },
            {
              uniqueRelId: '20062266',
              status: 'INACTIVE',
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2006-10-01', end: '2013-03-31' },
              legal: null,
              target: { code: '5P7' },
            },
            {
              uniqueRelId: '20062267',
              status: 'ACTIVE',
              isActive: true,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2020-04-01', end: null },
              legal: null,
              target: { code: '97R' },
            },
            {
              uniqueRelId: '20062268',
              status: 'INACTIVE',
              isActive: false,
              basisUsed: 'OPERATIONAL',
              operational: { start: '2013-04-01', end: '2020-03-31' },
              legal: null,
              target: { code: '99K' },
            },
          ],
        },
      },
    },
  },
  {
    statement:
      'The path from G81086 up to the South East region leads through 97R and Sussex (QNX): a Sub ICB Location and an ICB today, a CCG and an STP in 2021',
    query: `query {
      now: organisation(code: "G81086") { ...Upwards }
      then: organisation(code: "G81086", asOf: {date: "2021-01-01"}) { ...Upwards }
    }
    fragment Upwards on Organisation {
      parents(view: COMMISSIONING) { code kinds parents(view: COMMISSIONING) { code kinds parents(view: COMMISSIONING) { code kinds parents(view: COMMISSIONING) { code } } } }
    }`,
    response: {
      now: {
        parents: [
          {
            code: '97R',
            kinds: ['SUB_ICB_LOCATION'],
            parents: [{ code: 'QNX', kinds: ['ICB'], parents: [{ code: 'Y59', kinds: ['REGION'], parents: [] }] }],
          },
        ],
      },
      then: {
        parents: [
          {
            code: '97R',
            kinds: ['CCG'],
            parents: [{ code: 'QNX', kinds: ['STP'], parents: [{ code: 'Y59', kinds: ['REGION'], parents: [] }] }],
          },
        ],
      },
    },
  },
  {
    statement:
      'Great Hollands Pharmacy (FA348) is commissioned by Frimley ICB from its opening up to and including its last day, 31 October 2024',
    query: `{
      organisation(code: "FA348") {
        on20230618: parents(view: COMMISSIONING, asOf: {date: "2023-06-18"}) { code }
        on20230619: parents(view: COMMISSIONING, asOf: {date: "2023-06-19"}) { code }
        on20241031: parents(view: COMMISSIONING, asOf: {date: "2024-10-31"}) { code }
        on20241101: parents(view: COMMISSIONING, asOf: {date: "2024-11-01"}) { code }
      }
    }`,
    response: {
      organisation: { on20230618: [], on20230619: [{ code: 'QNQ' }], on20241031: [{ code: 'QNQ' }], on20241101: [] },
    },
  },
  {
    statement: 'A pharmacy that was open a day longer than its PCT keeps it as commissioner: FAQ34 on 1 April 2013',
    query: `{
      organisation(code: "FAQ34", asOf: {date: "2013-04-01"}) { isActive parents(view: COMMISSIONING) { code isActive operational { start end } } }
    }`,
    response: {
      organisation: {
        isActive: true,
        parents: [{ code: '5QC', isActive: false, operational: { start: '2006-10-01', end: '2013-03-31' } }],
      },
    },
  },
  {
    statement:
      'A Welsh surgery, W00005, was commissioned by a local health board until September 2009 and by Aneurin Bevan University Health Board since',
    query: `{
      organisation(code: "W00005") {
        on20030930: parents(view: COMMISSIONING, asOf: {date: "2003-09-30"}) { code }
        on20031001: parents(view: COMMISSIONING, asOf: {date: "2003-10-01"}) { code }
        on20090930: parents(view: COMMISSIONING, asOf: {date: "2009-09-30"}) { code }
        on20091001: parents(view: COMMISSIONING, asOf: {date: "2009-10-01"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20030930: [],
        on20031001: [{ code: '6B2' }],
        on20090930: [{ code: '6B2' }],
        on20091001: [{ code: '7A6' }],
      },
    },
  },
  {
    statement: 'Greater Wealden PCN is led by one commissioner at a time: 99K until 31 March 2020, 97R from 1 April',
    query: `{
      organisation(code: "U36842") {
        on20190930: parents(view: COMMISSIONING, asOf: {date: "2019-09-30"}) { code }
        on20191001: parents(view: COMMISSIONING, asOf: {date: "2019-10-01"}) { code }
        on20200331: parents(view: COMMISSIONING, asOf: {date: "2020-03-31"}) { code }
        on20200401: parents(view: COMMISSIONING, asOf: {date: "2020-04-01"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20190930: [],
        on20191001: [{ code: '99K' }],
        on20200331: [{ code: '99K' }],
        on20200401: [{ code: '97R' }],
      },
    },
  },
  {
    statement:
      'M83022 is commissioned in Staffordshire by 05V, its network led by 04Y: the commissioner of a practice and that of its network differ',
    query: `{
      organisation(code: "M83022") {
        own: parents(view: COMMISSIONING) { code parents(view: COMMISSIONING) { code } }
        networks { code parents(view: NETWORK) { code parents(view: NETWORK) { code } } }
      }
    }`,
    response: {
      organisation: {
        own: [{ code: '05V', parents: [{ code: 'QNC' }] }],
        networks: [{ code: 'U16318', parents: [{ code: '04Y', parents: [{ code: 'QNC' }] }] }],
      },
    },
  },
  {
    statement: 'Portsmouth (10R) commissions organisations from 1 April 2013, including networks from October 2019',
    query: `{
      organisation(code: "10R") {
        on20130331: childCount(view: COMMISSIONING, asOf: {date: "2013-03-31"})
        on20130401: childCount(view: COMMISSIONING, asOf: {date: "2013-04-01"})
        on20190630: childCount(view: COMMISSIONING, asOf: {date: "2019-06-30"})
        on20191001: childCount(view: COMMISSIONING, asOf: {date: "2019-10-01"})
        on20230131: childCount(view: COMMISSIONING, asOf: {date: "2023-01-31"})
        on20241031: childCount(view: COMMISSIONING, asOf: {date: "2024-10-31"})
      }
    }`,
    response: {
      organisation: { on20130331: 0, on20130401: 30, on20190630: 24, on20191001: 28, on20230131: 26, on20241031: 26 },
    },
  },
  {
    statement: 'Portsmouth (10R) has GP practices only from 15 April 2014, the day RO76 begins',
    query: `{
      organisation(code: "10R") {
        on20140414: childCount(view: COMMISSIONING, kinds: [GP_PRACTICE], asOf: {date: "2014-04-14"})
        on20140415: childCount(view: COMMISSIONING, kinds: [GP_PRACTICE], asOf: {date: "2014-04-15"})
        on20191001: childCount(view: COMMISSIONING, kinds: [GP_PRACTICE], asOf: {date: "2019-10-01"})
        on20241031: childCount(view: COMMISSIONING, kinds: [GP_PRACTICE], asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20140414: 0, on20140415: 26, on20191001: 16, on20241031: 13 } },
  },
  {
    statement: 'The primary care networks led by 97R begin the day that commissioner opened',
    query: `{
      organisation(code: "97R") {
        on20200331: childCount(view: COMMISSIONING, kinds: [PCN], asOf: {date: "2020-03-31"})
        on20200401: childCount(view: COMMISSIONING, kinds: [PCN], asOf: {date: "2020-04-01"})
        on20241031: childCount(view: COMMISSIONING, kinds: [PCN], asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20200331: 0, on20200401: 12, on20241031: 12 } },
  },
  {
    statement: 'Portsmouth (10R) commissions 13 GP practices, returned by name',
    query: `{
      organisation(code: "10R") { children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 50) { totalCount nodes { code name } pageInfo { hasNextPage hasPreviousPage } } }
    }`,
    response: {
      organisation: {
        children: {
          totalCount: 13,
          nodes: [
            { code: 'J82055', name: 'CRANESWATER GROUP PRACTICE' },
            { code: 'J82149', name: 'DERBY ROAD GROUP PRACTICE' },
            { code: 'J82194', name: 'EAST SHORE PARTNERSHIP' },
            { code: 'J82085', name: 'ISLAND CITY PRACTICE' },
            { code: 'J82073', name: 'KIRKLANDS SURGERY' },
            { code: 'J82114', name: 'NORTH HARBOUR MEDICAL GROUP' },
            { code: 'Y02526', name: 'PHL SAS SERVICE' },
            { code: 'J82155', name: 'PORTSDOWN GROUP PRACTICE' },
            { code: 'J82090', name: 'SUNNYSIDE MEDICAL CENTRE' },
            { code: 'J82102', name: 'THE DRAYTON SURGERY' },
            { code: 'J82060', name: 'THE LIGHTHOUSE GROUP PRACTICE' },
            { code: 'J82199', name: 'THE UNICITY MEDICAL CENTRE' },
            { code: 'J82028', name: 'TRAFALGAR MEDICAL GROUP PRACTICE' },
          ],
          pageInfo: { hasNextPage: false, hasPreviousPage: false },
        },
      },
    },
  },
  {
    statement:
      'Pharmacies are commissioned by ICBs from 1 July 2022: Lancashire and South Cumbria (QE1) has none the day before',
    query: `{
      organisation(code: "QE1") {
        before: childCount(view: COMMISSIONING, kinds: [PHARMACY], asOf: {date: "2022-06-30"})
        after: childCount(view: COMMISSIONING, kinds: [PHARMACY], asOf: {date: "2022-07-01"})
        knownThen: childCount(view: COMMISSIONING, kinds: [PHARMACY], asOf: {date: "2022-07-01", release: "2023-01-31"})
      }
    }`,
    response: { organisation: { before: 0, after: 395, knownThen: 395 } },
  },
];

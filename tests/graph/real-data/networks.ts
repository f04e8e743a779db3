import type { RealDataCase } from './real-data-case';

export const networks: readonly RealDataCase[] = [
  {
    statement: 'G81086 joined Greater Wealden PCN (U36842) on 1 October 2019, not a day earlier',
    query: `{
      organisation(code: "G81086") {
        on20190930: networks(asOf: {date: "2019-09-30"}) { code }
        on20191001: networks(asOf: {date: "2019-10-01"}) { code }
        on20241031: networks(asOf: {date: "2024-10-31"}) { code }
      }
    }`,
    response: { organisation: { on20190930: [], on20191001: [{ code: 'U36842' }], on20241031: [{ code: 'U36842' }] } },
  },
  {
    statement: 'The membership of G81086 has the id 617400, as in FHIR, and its own legal dates',
    query: `{
      organisation(code: "G81086", asOf: {basis: LEGAL}) { relationships(types: ["RE8"]) { nodes { uniqueRelId type { code name } basisUsed legal { start end } operational { start end } target { code } source { code } } } }
    }`,
    response: {
      organisation: {
        relationships: {
          nodes: [
            {
              uniqueRelId: '617400',
              type: { code: 'RE8', name: 'IS PARTNER TO' },
              basisUsed: 'LEGAL',
              legal: { start: '2019-10-01', end: null },
              operational: { start: '2019-10-01', end: null },
              target: { code: 'U36842' },
              source: { code: 'G81086' },
            },
          ],
        },
      },
    },
  },
  {
    statement: 'Mid Downs (G81007) was a member of Greater Wealden PCN up to and including 1 July 2023',
    query: `{
      organisation(code: "U36842") {
        on20190930: members(asOf: {date: "2019-09-30"}) { nodes { code } totalCount }
        on20191001: members(asOf: {date: "2019-10-01"}) { nodes { code } totalCount }
        on20230701: members(asOf: {date: "2023-07-01"}) { nodes { code } totalCount }
        on20230702: members(asOf: {date: "2023-07-02"}) { nodes { code } totalCount }
      }
    }`,
    response: {
      organisation: {
        on20190930: { nodes: [], totalCount: 0 },
        on20191001: {
          nodes: [
            { code: 'G81007' },
            { code: 'G81037' },
            { code: 'G81086' },
            { code: 'G81088' },
            { code: 'G81102' },
            { code: 'G81634' },
          ],
          totalCount: 6,
        },
        on20230701: {
          nodes: [
            { code: 'G81007' },
            { code: 'G81037' },
            { code: 'G81086' },
            { code: 'G81088' },
            { code: 'G81102' },
            { code: 'G81634' },
          ],
          totalCount: 6,
        },
        on20230702: {
          nodes: [{ code: 'G81037' }, { code: 'G81086' }, { code: 'G81088' }, { code: 'G81102' }, { code: 'G81634' }],
          totalCount: 5,
        },
      },
    },
  },
  {
    statement: 'F82001 was in two networks on 1 July 2022, the later membership first',
    query: `{
      organisation(code: "F82001") {
        on20220630: networks(asOf: {date: "2022-06-30"}) { code }
        on20220701: networks(asOf: {date: "2022-07-01"}) { code }
        on20220702: networks(asOf: {date: "2022-07-02"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20220630: [{ code: 'U86966' }],
        on20220701: [{ code: 'U11211' }, { code: 'U86966' }],
        on20220702: [{ code: 'U11211' }],
      },
    },
  },
  {
    statement: 'On 1 July 2022 both networks of F82001 count it as a member',
    query: `{
      organisations(codes: ["U86966", "U11211"]) {
        code
        before: members(asOf: {date: "2022-06-30"}) { nodes { code } }
        on: members(asOf: {date: "2022-07-01"}) { nodes { code } }
        after: members(asOf: {date: "2022-07-02"}) { nodes { code } }
      }
    }`,
    response: {
      organisations: [
        {
          code: 'U86966',
          before: { nodes: [{ code: 'F82001' }, { code: 'F82005' }, { code: 'Y01719' }, { code: 'Y02575' }] },
          on: { nodes: [{ code: 'F82001' }, { code: 'F82005' }, { code: 'Y01719' }, { code: 'Y02575' }] },
          after: { nodes: [{ code: 'F82005' }, { code: 'Y01719' }, { code: 'Y02575' }] },
        },
        {
          code: 'U11211',
          before: {
            nodes: [
              { code: 'F82018' },
              { code: 'F82040' },
              { code: 'F82612' },
              { code: 'F82647' },
              { code: 'F82650' },
              { code: 'F82680' },
            ],
          },
          on: {
            nodes: [
              { code: 'F82001' },
              { code: 'F82018' },
              { code: 'F82040' },
              { code: 'F82612' },
              { code: 'F82647' },
              { code: 'F82650' },
              { code: 'F82680' },
            ],
          },
          after: {
            nodes: [
              { code: 'F82001' },
              { code: 'F82018' },
              { code: 'F82040' },
              { code: 'F82612' },
              { code: 'F82647' },
              { code: 'F82650' },
              { code: 'F82680' },
            ],
          },
        },
      ],
    },
  },
  {
    statement:
      'Littletown (P85605) left and rejoined its network on 1 July 2024 and was in U04503 too for two days: equal starts are ordered by code',
    query: `{
      organisation(code: "P85605") {
        on20240630: networks(asOf: {date: "2024-06-30"}) { code }
        on20240701: networks(asOf: {date: "2024-07-01"}) { code }
        on20240702: networks(asOf: {date: "2024-07-02"}) { code }
        on20240703: networks(asOf: {date: "2024-07-03"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20240630: [{ code: 'U17156' }],
        on20240701: [{ code: 'U04503' }, { code: 'U17156' }],
        on20240702: [{ code: 'U04503' }, { code: 'U17156' }],
        on20240703: [{ code: 'U17156' }],
      },
    },
  },
  {
    statement: 'Milltown Alliance (U04503) existed for two days with seven members',
    query: `{
      organisation(code: "U04503") {
        on20240630: members(asOf: {date: "2024-06-30"}) { nodes { code } totalCount }
        on20240701: members(asOf: {date: "2024-07-01"}) { nodes { code } totalCount }
        on20240702: members(asOf: {date: "2024-07-02"}) { nodes { code } totalCount }
        on20240703: members(asOf: {date: "2024-07-03"}) { nodes { code } totalCount }
      }
    }`,
    response: {
      organisation: {
        on20240630: { nodes: [], totalCount: 0 },
        on20240701: {
          nodes: [
            { code: 'P85004' },
            { code: 'P85010' },
            { code: 'P85011' },
            { code: 'P85018' },
            { code: 'P85605' },
            { code: 'P85612' },
            { code: 'P85615' },
          ],
          totalCount: 7,
        },
        on20240702: {
          nodes: [
            { code: 'P85004' },
            { code: 'P85010' },
            { code: 'P85011' },
            { code: 'P85018' },
            { code: 'P85605' },
            { code: 'P85612' },
            { code: 'P85615' },
          ],
          totalCount: 7,
        },
        on20240703: { nodes: [], totalCount: 0 },
      },
    },
  },
  {
    statement: 'M85153 was a member of U54948 for one day, 1 June 2022',
    query: `{
      organisation(code: "M85153") {
        on20220531: networks(asOf: {date: "2022-05-31"}) { code }
        on20220601: networks(asOf: {date: "2022-06-01"}) { code }
        on20220602: networks(asOf: {date: "2022-06-02"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20220531: [{ code: 'U22471' }],
        on20220601: [{ code: 'U54948' }],
        on20220602: [{ code: 'U22471' }],
      },
    },
  },
  {
    statement: 'N81007 was a member of U96870 for one day, 1 October 2019',
    query: `{
      organisation(code: "N81007") {
        on20190930: networks(asOf: {date: "2019-09-30"}) { code }
        on20191001: networks(asOf: {date: "2019-10-01"}) { code }
        on20191002: networks(asOf: {date: "2019-10-02"}) { code }
      }
    }`,
    response: { organisation: { on20190930: [], on20191001: [{ code: 'U96870' }], on20191002: [{ code: 'U29000' }] } },
  },
  {
    statement:
      'Jubilee Surgery (H84031) was in Hampton PCN for one day, 1 October 2024, and in East Twickenham PCN from that day',
    query: `{
      organisation(code: "H84031") {
        on20240930: networks(asOf: {date: "2024-09-30"}) { code }
        on20241001: networks(asOf: {date: "2024-10-01"}) { code }
        on20241002: networks(asOf: {date: "2024-10-02"}) { code }
      }
    }`,
    response: {
      organisation: {
        on20240930: [{ code: 'U62999' }],
        on20241001: [{ code: 'U84150' }, { code: 'U96434' }],
        on20241002: [{ code: 'U96434' }],
      },
    },
  },
  {
    statement:
      'In January 2023 Crown Wood (K81656) was published as moved to U62501; in a later release it went back after a day',
    query: `{
      organisation(code: "K81656", asOf: {date: "2022-09-30"}) {
        asPublishedIn2023: networks(asOf: {release: "2023-01-31"}) { code moment { date release } }
        asKnownIn2024: networks(asOf: {release: "2024-10-31"}) { code moment { date release } }
        onTheDayOfTheMove: networks(asOf: {date: "2022-07-01", release: "2024-10-31"}) { code }
      }
    }`,
    response: {
      organisation: {
        asPublishedIn2023: [{ code: 'U62501', moment: { date: '2022-09-30', release: '2023-01-31' } }],
        asKnownIn2024: [{ code: 'U89762', moment: { date: '2022-09-30', release: '2024-10-31' } }],
        onTheDayOfTheMove: [{ code: 'U62501' }, { code: 'U89762' }],
      },
    },
  },
  {
    statement:
      'The move of Ixworth Surgery (D83007) to Blackbourne PCN in October 2022 was back-dated: the release of January 2023 had no network for it',
    query: `{
      organisation(code: "D83007", asOf: {date: "2022-12-01"}) {
        before: networks(asOf: {release: "2023-01-31"}) { code }
        after: networks(asOf: {release: "2024-10-31"}) { code }
        spring2020: networks(asOf: {date: "2020-05-31"}) { code }
        summer2020: networks(asOf: {date: "2020-06-01"}) { code }
      }
    }`,
    response: {
      organisation: { before: [], after: [{ code: 'U23742' }], spring2020: [{ code: 'U49616' }], summer2020: [] },
    },
  },
  {
    statement:
      "A trust's partnership with its ICB is not a membership of a network: RBQ has an RE8 to QYG and no network, and QYG has no member",
    query: `{
      organisation(code: "RBQ") {
        networks { code }
        parents(view: NETWORK) { code }
        relationships(types: ["RE8"]) { nodes { uniqueRelId operational { start end } legal { start end } target { code members { nodes { code } totalCount } } } }
        before: relationships(types: ["RE8"], asOf: {date: "2023-06-30"}) { totalCount }
      }
    }`,
    response: {
      organisation: {
        networks: [],
        parents: [],
        relationships: {
          nodes: [
            {
              uniqueRelId: '834636',
              operational: { start: '2023-07-01', end: null },
              legal: null,
              target: { code: 'QYG', members: { nodes: [], totalCount: 0 } },
            },
          ],
        },
        before: { totalCount: 0 },
      },
    },
  },
  {
    statement: 'Y05180, a special allocation service and not a GP practice, is a member of the network U78361',
    query: `{
      organisation(code: "U78361") { members { totalCount nodes { code kinds } } }
    }`,
    response: {
      organisation: {
        members: {
          totalCount: 11,
          nodes: [
            { code: 'B83005', kinds: ['GP_PRACTICE'] },
            { code: 'B83026', kinds: ['GP_PRACTICE'] },
            { code: 'B83032', kinds: ['GP_PRACTICE'] },
            { code: 'B83058', kinds: ['GP_PRACTICE'] },
            { code: 'B83611', kinds: ['GP_PRACTICE'] },
            { code: 'B83626', kinds: ['GP_PRACTICE'] },
            { code: 'B83629', kinds: ['GP_PRACTICE'] },
            { code: 'B83657', kinds: ['GP_PRACTICE'] },
            { code: 'B83661', kinds: ['GP_PRACTICE'] },
            { code: 'Y01118', kinds: ['GP_PRACTICE'] },
            { code: 'Y05180', kinds: ['OTHER'] },
          ],
        },
      },
    },
  },
  {
    statement: 'In the view NETWORK a PCN has its members as children, by name',
    query: `{
      organisation(code: "U36842") { children(view: NETWORK) { totalCount nodes { code name } } childCount(view: NETWORK) }
    }`,
    response: {
      organisation: {
        children: {
          totalCount: 5,
          nodes: [
            { code: 'G81086', name: 'BIRD-IN-EYE SURGERY' },
            { code: 'G81102', name: 'BUXTED MEDICAL CENTRE' },
            { code: 'G81634', name: 'HERSTMONCEUX INTEGRATIVE HEALTH CENTRE' },
            { code: 'G81037', name: 'THE MEADS SURGERY' },
            { code: 'G81088', name: 'WEALDEN RIDGE MEDICAL PARTNERSHIP' },
          ],
        },
        childCount: 5,
      },
    },
  },
];

import type { RealDataCase } from './real-data-case';

export const releases: readonly RealDataCase[] = [
  {
    statement: 'Two releases are returned, the newest first and live',
    query: `{
      releases { id publicationDate sequence organisations relationships isLive }
      release { id }
      earlier: release(id: "2023-01-31") { id isLive }
    }`,
    response: {
      releases: [
        {
          id: '2024-10-31',
          publicationDate: '2024-10-31',
          sequence: 93,
          organisations: 72197,
          relationships: 108301,
          isLive: true,
        },
        {
          id: '2023-01-31',
          publicationDate: '2023-01-31',
          sequence: 72,
          organisations: 69294,
          relationships: 104113,
          isLive: false,
        },
      ],
      release: { id: '2024-10-31' },
      earlier: { id: '2023-01-31', isLive: false },
    },
  },
  {
    statement:
      'Elland Road vaccination centre (C4B2A) is open in the release of January 2023; the later one closes it after 5 August 2024',
    query: `{
      last: organisation(code: "C4B2A", asOf: {date: "2024-08-05"}) { isActive status operational { start end } }
      after: organisation(code: "C4B2A", asOf: {date: "2024-08-06"}) { isActive status operational { start end } }
      asKnownBefore: organisation(code: "C4B2A", asOf: {date: "2024-08-06", release: "2023-01-31"}) { isActive status operational { start end } }
    }`,
    response: {
      last: { isActive: true, status: 'INACTIVE', operational: { start: '2020-10-01', end: '2024-08-05' } },
      after: { isActive: false, status: 'INACTIVE', operational: { start: '2020-10-01', end: '2024-08-05' } },
      asKnownBefore: { isActive: true, status: 'ACTIVE', operational: { start: '2020-10-01', end: null } },
    },
  },
  {
    statement: 'Names belong to releases: a renamed network, two renamed surgeries, and a published double space',
    query: `{
      earlier: organisations(codes: ["U00147", "G81088", "00L", "A86020"], asOf: {release: "2023-01-31"}) { code name }
      later: organisations(codes: ["U00147", "G81088", "00L", "A86020"]) { code name }
    }`,
    response: {
      earlier: [
        { code: 'U00147', name: 'AEGIS HEALTHCARE PCN' },
        { code: 'G81088', name: 'HEATHFIELD SURGERY' },
        { code: '00L', name: 'NHS  NORTH EAST AND NORTH CUMBRIA ICB - 00L' },
        { code: 'A86020', name: 'THE SURGERY-OSBORNE ROAD' },
      ],
      later: [
        { code: 'U00147', name: 'WILLOWS HEALTH PCN' },
        { code: 'G81088', name: 'WEALDEN RIDGE MEDICAL PARTNERSHIP' },
        { code: '00L', name: 'NHS NORTH EAST AND NORTH CUMBRIA ICB - 00L' },
        { code: 'A86020', name: 'JESMOND HEALTH PARTNERSHIP' },
      ],
    },
  },
  {
    statement: 'The date defaults to the publication date of the release',
    query: `{
      live: organisation(code: "RBQ") { moment { date basis release } relationships(types: ["RE8"]) { totalCount } }
      earlier: organisation(code: "RBQ", asOf: {release: "2023-01-31"}) { moment { date basis release } relationships(types: ["RE8"], includeInactive: true) { totalCount } }
      knownOn: organisation(code: "RBQ", asOf: {knownOn: "2024-10-30"}) { moment { date basis release } }
      onTheDay: organisation(code: "RBQ", asOf: {knownOn: "2024-10-31", date: "2020-04-01"}) { moment { date basis release } }
    }`,
    response: {
      live: {
        moment: { date: '2024-10-31', basis: 'OPERATIONAL', release: '2024-10-31' },
        relationships: { totalCount: 1 },
      },
      earlier: {
        moment: { date: '2023-01-31', basis: 'OPERATIONAL', release: '2023-01-31' },
        relationships: { totalCount: 0 },
      },
      knownOn: { moment: { date: '2023-01-31', basis: 'OPERATIONAL', release: '2023-01-31' } },
      onTheDay: { moment: { date: '2020-04-01', basis: 'OPERATIONAL', release: '2024-10-31' } },
    },
  },
  {
    statement:
      'A moment at the root applies to the whole query: Sussex (QNX) on 1 January 2021, its CCGs, their networks and practices',
    query: `{
      organisation(code: "QNX", asOf: {date: "2021-01-01"}) { kinds children(view: COMMISSIONING) { nodes { code kinds moment { date } networks: childCount(view: COMMISSIONING, kinds: [PCN]) practices: childCount(view: COMMISSIONING, kinds: [GP_PRACTICE]) } } }
    }`,
    response: {
      organisation: {
        kinds: ['STP'],
        children: {
          nodes: [
            { code: '09D', kinds: ['CCG'], moment: { date: '2021-01-01' }, networks: 7, practices: 35 },
            { code: '70F', kinds: ['CCG'], moment: { date: '2021-01-01' }, networks: 20, practices: 81 },
            { code: '97R', kinds: ['CCG'], moment: { date: '2021-01-01' }, networks: 12, practices: 62 },
          ],
        },
      },
    },
  },
  {
    statement: 'B82020 closed on 30 November 2022, which is not yet in the release of January 2023',
    query: `{
      earlier: organisation(code: "B82020", asOf: {release: "2023-01-31"}) { isActive status parents(view: COMMISSIONING) { code } }
      sameDayLater: organisation(code: "B82020", asOf: {date: "2023-01-31", release: "2024-10-31"}) { isActive status operational { end } parents(view: COMMISSIONING) { code } }
    }`,
    response: {
      earlier: { isActive: true, status: 'ACTIVE', parents: [{ code: '36J' }] },
      sameDayLater: { isActive: false, status: 'INACTIVE', operational: { end: '2022-11-30' }, parents: [] },
    },
  },
  {
    statement: 'The relationship types are those of the release, with its names, in order of number',
    query: `{
      relationshipTypes { code name }
    }`,
    response: {
      relationshipTypes: [
        { code: 'RE2', name: 'IS A SUB-DIVISION OF' },
        { code: 'RE3', name: 'IS DIRECTED BY' },
        { code: 'RE4', name: 'IS COMMISSIONED BY' },
        { code: 'RE5', name: 'IS LOCATED IN THE GEOGRAPHY OF' },
        { code: 'RE6', name: 'IS OPERATED BY' },
        { code: 'RE8', name: 'IS PARTNER TO' },
        { code: 'RE9', name: 'IS NOMINATED PAYEE FOR' },
        { code: 'RE10', name: 'IS COVID NOMINATED PAYEE FOR' },
        { code: 'RE11', name: 'IS CONSTITUENT OF' },
      ],
    },
  },
];

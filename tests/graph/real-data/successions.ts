import type { RealDataCase } from './real-data-case';

export const successions: readonly RealDataCase[] = [
  {
    statement:
      'Indigo 4 (YGM10) was succeeded by YGM41 once: two rows with one id and dates a day apart are one succession, with the date of the predecessor',
    query: `{
      organisations(codes: ["YGM10", "YGM41"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: 'YGM10',
          predecessors: [{ organisation: { code: '8GW80' }, date: '2012-02-01', forward: true }],
          successors: [{ organisation: { code: 'YGM41' }, date: '2015-06-30', forward: false }],
        },
        {
          code: 'YGM41',
          predecessors: [{ organisation: { code: 'YGM10' }, date: '2015-06-30', forward: false }],
          successors: [],
        },
      ],
    },
  },
  {
    statement: 'Indigo 4 followed 8GW80, the only succession with forward set',
    query: `{
      organisations(codes: ["8GW80"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: '8GW80',
          predecessors: [],
          successors: [{ organisation: { code: 'YGM10' }, date: '2012-02-01', forward: true }],
        },
      ],
    },
  },
  {
    statement: 'Hertfordshire Partnership (RWR) merged two trusts on 1 April 2001',
    query: `{
      organisations(codes: ["RWR", "RQJ", "RC8"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: 'RWR',
          predecessors: [
            { organisation: { code: 'RC8' }, date: '2001-04-01', forward: false },
            { organisation: { code: 'RQJ' }, date: '2001-04-01', forward: false },
          ],
          successors: [],
        },
        {
          code: 'RQJ',
          predecessors: [],
          successors: [{ organisation: { code: 'RWR' }, date: '2001-04-01', forward: false }],
        },
        {
          code: 'RC8',
          predecessors: [],
          successors: [{ organisation: { code: 'RWR' }, date: '2001-04-01', forward: false }],
        },
      ],
    },
  },
  {
    statement: 'PCT 5LT and 5LR became 5P7 on 1 October 2006',
    query: `{
      organisations(codes: ["5LT", "5LR", "5P7"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: '5LT',
          predecessors: [],
          successors: [{ organisation: { code: '5P7' }, date: '2006-10-01', forward: false }],
        },
        {
          code: '5LR',
          predecessors: [],
          successors: [{ organisation: { code: '5P7' }, date: '2006-10-01', forward: false }],
        },
        {
          code: '5P7',
          predecessors: [
            { organisation: { code: '5LR' }, date: '2006-10-01', forward: false },
            { organisation: { code: '5LT' }, date: '2006-10-01', forward: false },
          ],
          successors: [],
        },
      ],
    },
  },
  {
    statement: 'RHJ05 was split into eleven successors',
    query: `{
      organisations(codes: ["RHJ05"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: 'RHJ05',
          predecessors: [],
          successors: [
            { organisation: { code: 'RW805' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW863' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW864' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW865' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW878' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW880' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW881' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW8A1' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW8A2' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW8A3' }, date: '2002-04-01', forward: false },
            { organisation: { code: 'RW8A4' }, date: '2002-04-01', forward: false },
          ],
        },
      ],
    },
  },
  {
    statement: 'RXYRV took over from nine predecessors',
    query: `{
      organisations(codes: ["RXYRV"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: 'RXYRV',
          predecessors: [
            { organisation: { code: 'RTMR1' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR2' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR3' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR4' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR5' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR6' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR7' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR8' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RTMR9' }, date: '2006-04-01', forward: false },
          ],
          successors: [],
        },
      ],
    },
  },
  {
    statement: 'Cardiff and Vale (7A4) replaced a trust and two local health boards on 1 October 2009',
    query: `{
      organisations(codes: ["7A4"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: '7A4',
          predecessors: [
            { organisation: { code: '6A8' }, date: '2009-10-01', forward: false },
            { organisation: { code: '6B6' }, date: '2009-10-01', forward: false },
            { organisation: { code: 'RWM' }, date: '2009-10-01', forward: false },
          ],
          successors: [],
        },
      ],
    },
  },
  {
    statement: 'Sussex Partnership (RX2) succeeded two trusts on 1 April 2006',
    query: `{
      organisations(codes: ["RX2"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: {
      organisations: [
        {
          code: 'RX2',
          predecessors: [
            { organisation: { code: 'RW8' }, date: '2006-04-01', forward: false },
            { organisation: { code: 'RXD' }, date: '2006-04-01', forward: false },
          ],
          successors: [],
        },
      ],
    },
  },
  {
    statement: 'G81086, a practice without any succession, has two empty lists',
    query: `{
      organisations(codes: ["G81086"]) { code predecessors { organisation { code } date forward } successors { organisation { code } date forward } }
    }`,
    response: { organisations: [{ code: 'G81086', predecessors: [], successors: [] }] },
  },
];

import type { RealDataCase } from './real-data-case';

export const kinds: readonly RealDataCase[] = [
  {
    statement: 'Cheshire and Merseyside (QYG) was an STP up to and including 30 June 2022 and is an ICB from 1 July',
    query: `{
      on20200401: organisation(code: "QYG", asOf: {date: "2020-04-01"}) { kinds roles { role { code } isPrimary } }
      on20220630: organisation(code: "QYG", asOf: {date: "2022-06-30"}) { kinds roles { role { code } isPrimary } }
      on20220701: organisation(code: "QYG", asOf: {date: "2022-07-01"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20200401: {
        kinds: ['STP'],
        roles: [
          { role: { code: 'RO261' }, isPrimary: true },
          { role: { code: 'RO262' }, isPrimary: false },
        ],
      },
      on20220630: {
        kinds: ['STP'],
        roles: [
          { role: { code: 'RO261' }, isPrimary: true },
          { role: { code: 'RO262' }, isPrimary: false },
        ],
      },
      on20220701: {
        kinds: ['ICB'],
        roles: [
          { role: { code: 'RO261' }, isPrimary: true },
          { role: { code: 'RO318' }, isPrimary: false },
        ],
      },
    },
  },
  {
    statement: '97R was a CCG up to and including 30 June 2022 and is a Sub ICB Location from 1 July',
    query: `{
      on20200401: organisation(code: "97R", asOf: {date: "2020-04-01"}) { kinds roles { role { code } isPrimary } }
      on20220630: organisation(code: "97R", asOf: {date: "2022-06-30"}) { kinds roles { role { code } isPrimary } }
      on20220701: organisation(code: "97R", asOf: {date: "2022-07-01"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20200401: { kinds: ['CCG'], roles: [{ role: { code: 'RO98' }, isPrimary: true }] },
      on20220630: { kinds: ['CCG'], roles: [{ role: { code: 'RO98' }, isPrimary: true }] },
      on20220701: {
        kinds: ['SUB_ICB_LOCATION'],
        roles: [
          { role: { code: 'RO98' }, isPrimary: true },
          { role: { code: 'RO319' }, isPrimary: false },
        ],
      },
    },
  },
  {
    statement: 'No practice of 1974 is a GP practice before 15 April 2014, the first day of RO76',
    query: `{
      on19740401: organisation(code: "G81086", asOf: {date: "1974-04-01"}) { kinds roles { role { code } isPrimary } }
      on20140414: organisation(code: "G81086", asOf: {date: "2014-04-14"}) { kinds roles { role { code } isPrimary } }
      on20140415: organisation(code: "G81086", asOf: {date: "2014-04-15"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on19740401: { kinds: ['OTHER'], roles: [{ role: { code: 'RO177' }, isPrimary: true }] },
      on20140414: { kinds: ['OTHER'], roles: [{ role: { code: 'RO177' }, isPrimary: true }] },
      on20140415: {
        kinds: ['GP_PRACTICE'],
        roles: [
          { role: { code: 'RO177' }, isPrimary: true },
          { role: { code: 'RO76' }, isPrimary: false },
        ],
      },
    },
  },
  {
    statement:
      'Aber Medical Centre (W00005) was another kind of cost centre until 29 November 2021 and is a GP practice from the 30th',
    query: `{
      on20211129: organisation(code: "W00005", asOf: {date: "2021-11-29"}) { kinds roles { role { code } isPrimary } }
      on20211130: organisation(code: "W00005", asOf: {date: "2021-11-30"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20211129: {
        kinds: ['OTHER'],
        roles: [
          { role: { code: 'RO177' }, isPrimary: true },
          { role: { code: 'RO72' }, isPrimary: false },
        ],
      },
      on20211130: {
        kinds: ['GP_PRACTICE'],
        roles: [
          { role: { code: 'RO177' }, isPrimary: true },
          { role: { code: 'RO76' }, isPrimary: false },
        ],
      },
    },
  },
  {
    statement: 'A Frimley Sub ICB Location (D4U1Y) is a commissioning proxy too and stays a Sub ICB Location',
    query: `{
      on20220630: organisation(code: "D4U1Y", asOf: {date: "2022-06-30"}) { kinds roles { role { code } isPrimary } }
      on20220701: organisation(code: "D4U1Y", asOf: {date: "2022-07-01"}) { kinds roles { role { code } isPrimary } }
      on20240723: organisation(code: "D4U1Y", asOf: {date: "2024-07-23"}) { kinds roles { role { code } isPrimary } }
      on20240724: organisation(code: "D4U1Y", asOf: {date: "2024-07-24"}) { kinds roles { role { code } isPrimary } }
      on20241031: organisation(code: "D4U1Y", asOf: {date: "2024-10-31"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20220630: { kinds: ['CCG'], roles: [{ role: { code: 'RO98' }, isPrimary: true }] },
      on20220701: {
        kinds: ['SUB_ICB_LOCATION'],
        roles: [
          { role: { code: 'RO98' }, isPrimary: true },
          { role: { code: 'RO319' }, isPrimary: false },
        ],
      },
      on20240723: {
        kinds: ['SUB_ICB_LOCATION'],
        roles: [
          { role: { code: 'RO98' }, isPrimary: true },
          { role: { code: 'RO319' }, isPrimary: false },
        ],
      },
      on20240724: {
        kinds: ['SUB_ICB_LOCATION'],
        roles: [
          { role: { code: 'RO98' }, isPrimary: true },
          { role: { code: 'RO319' }, isPrimary: false },
          { role: { code: 'RO326' }, isPrimary: false },
        ],
      },
      on20241031: {
        kinds: ['SUB_ICB_LOCATION'],
        roles: [
          { role: { code: 'RO98' }, isPrimary: true },
          { role: { code: 'RO319' }, isPrimary: false },
          { role: { code: 'RO326' }, isPrimary: false },
        ],
      },
    },
  },
  {
    statement: 'The commissioning hub 13V is neither a CCG nor a Sub ICB Location',
    query: `{
      on20160101: organisation(code: "13V", asOf: {date: "2016-01-01"}) { kinds roles { role { code } isPrimary } }
      on20200401: organisation(code: "13V", asOf: {date: "2020-04-01"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20160101: {
        kinds: ['OTHER'],
        roles: [
          { role: { code: 'RO98' }, isPrimary: true },
          { role: { code: 'RO218' }, isPrimary: false },
        ],
      },
      on20200401: { kinds: ['OTHER'], roles: [] },
    },
  },
  {
    statement: '99K, a CCG that closed in 2020, is a CCG on every later day',
    query: `{
      on20130331: organisation(code: "99K", asOf: {date: "2013-03-31"}) { kinds roles { role { code } isPrimary } }
      on20130401: organisation(code: "99K", asOf: {date: "2013-04-01"}) { kinds roles { role { code } isPrimary } }
      on20200331: organisation(code: "99K", asOf: {date: "2020-03-31"}) { kinds roles { role { code } isPrimary } }
      on20241031: organisation(code: "99K", asOf: {date: "2024-10-31"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20130331: { kinds: ['CCG'], roles: [] },
      on20130401: { kinds: ['CCG'], roles: [{ role: { code: 'RO98' }, isPrimary: true }] },
      on20200331: { kinds: ['CCG'], roles: [{ role: { code: 'RO98' }, isPrimary: true }] },
      on20241031: { kinds: ['CCG'], roles: [] },
    },
  },
  {
    statement: 'B82020, a practice that closed after 2014, stays a GP practice',
    query: `{
      on20140414: organisation(code: "B82020", asOf: {date: "2014-04-14"}) { kinds roles { role { code } isPrimary } }
      on20140415: organisation(code: "B82020", asOf: {date: "2014-04-15"}) { kinds roles { role { code } isPrimary } }
      on20221130: organisation(code: "B82020", asOf: {date: "2022-11-30"}) { kinds roles { role { code } isPrimary } }
      on20241031: organisation(code: "B82020", asOf: {date: "2024-10-31"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20140414: { kinds: ['OTHER'], roles: [{ role: { code: 'RO177' }, isPrimary: true }] },
      on20140415: {
        kinds: ['GP_PRACTICE'],
        roles: [
          { role: { code: 'RO177' }, isPrimary: true },
          { role: { code: 'RO76' }, isPrimary: false },
        ],
      },
      on20221130: {
        kinds: ['GP_PRACTICE'],
        roles: [
          { role: { code: 'RO177' }, isPrimary: true },
          { role: { code: 'RO76' }, isPrimary: false },
        ],
      },
      on20241031: { kinds: ['GP_PRACTICE'], roles: [] },
    },
  },
  {
    statement: 'The trust site H8I8M is a vaccination service by name only',
    query: `{
      on20210331: organisation(code: "H8I8M", asOf: {date: "2021-03-31"}) { kinds roles { role { code } isPrimary } }
      on20210401: organisation(code: "H8I8M", asOf: {date: "2021-04-01"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20210331: { kinds: ['TRUST_SITE'], roles: [] },
      on20210401: { kinds: ['TRUST_SITE'], roles: [{ role: { code: 'RO198' }, isPrimary: true }] },
    },
  },
  {
    statement: 'Boots (P08F) is a pharmacy headquarters, not a pharmacy',
    query: `{
      on20241031: organisation(code: "P08F", asOf: {date: "2024-10-31"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20241031: { kinds: ['PHARMACY_HEADQUARTERS'], roles: [{ role: { code: 'RO181' }, isPrimary: true }] },
    },
  },
  {
    statement: 'The role of Indigo 4 (YGM10) ends a day after its record',
    query: `{
      on20150630: organisation(code: "YGM10", asOf: {date: "2015-06-30"}) { kinds roles { role { code } isPrimary } }
      on20150701: organisation(code: "YGM10", asOf: {date: "2015-07-01"}) { kinds roles { role { code } isPrimary } }
      on20150702: organisation(code: "YGM10", asOf: {date: "2015-07-02"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20150630: { kinds: ['OTHER'], roles: [{ role: { code: 'RO92' }, isPrimary: true }] },
      on20150701: { kinds: ['OTHER'], roles: [{ role: { code: 'RO92' }, isPrimary: true }] },
      on20150702: { kinds: ['OTHER'], roles: [] },
    },
  },
  {
    statement: 'Y02826 was a GP practice on the day it closed, although its roles continued',
    query: `{
      on20210831: organisation(code: "Y02826", asOf: {date: "2021-08-31"}) { kinds roles { role { code } isPrimary } }
      on20211129: organisation(code: "Y02826", asOf: {date: "2021-11-29"}) { kinds roles { role { code } isPrimary } }
      on20211130: organisation(code: "Y02826", asOf: {date: "2021-11-30"}) { kinds roles { role { code } isPrimary } }
    }`,
    response: {
      on20210831: {
        kinds: ['GP_PRACTICE'],
        roles: [
          { role: { code: 'RO177' }, isPrimary: true },
          { role: { code: 'RO76' }, isPrimary: false },
        ],
      },
      on20211129: { kinds: ['GP_PRACTICE'], roles: [{ role: { code: 'RO76' }, isPrimary: false }] },
      on20211130: { kinds: ['GP_PRACTICE'], roles: [{ role: { code: 'RO87' }, isPrimary: false }] },
    },
  },
  {
    statement: 'W00005 returns its complete role history with ids, dates and status',
    query: `{
      organisation(code: "W00005") { primaryRole { code name canBePrimary } roles(includeInactive: true) { uniqueRoleId role { code } isPrimary status isActive operational { start end } legal { start end } } }
    }`,
    response: {
      organisation: {
        primaryRole: { code: 'RO177', name: 'PRESCRIBING COST CENTRE', canBePrimary: true },
        roles: [
          {
            uniqueRoleId: '10072064',
            role: { code: 'RO177' },
            isPrimary: true,
            status: 'ACTIVE',
            isActive: true,
            operational: { start: '2003-10-01', end: null },
            legal: null,
          },
          {
            uniqueRoleId: '10072065',
            role: { code: 'RO72' },
            isPrimary: false,
            status: 'INACTIVE',
            isActive: false,
            operational: { start: '2003-10-01', end: '2021-11-29' },
            legal: null,
          },
          {
            uniqueRoleId: '10072066',
            role: { code: 'RO76' },
            isPrimary: false,
            status: 'ACTIVE',
            isActive: true,
            operational: { start: '2021-11-30', end: null },
            legal: null,
          },
        ],
      },
    },
  },
];

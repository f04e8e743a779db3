import type { RealDataCase } from './real-data-case';

export const operators: readonly RealDataCase[] = [
  {
    statement: 'The branch C84714001 is operated by C84714 since 1 April 2004',
    query: `{
      organisation(code: "C84714001") {
        on20040331: parents(view: OPERATION, asOf: {date: "2004-03-31"}) { code }
        on20040401: parents(view: OPERATION, asOf: {date: "2004-04-01"}) { code }
        on20241031: parents(view: OPERATION, asOf: {date: "2024-10-31"}) { code }
      }
    }`,
    response: { organisation: { on20040331: [], on20040401: [{ code: 'C84714' }], on20241031: [{ code: 'C84714' }] } },
  },
  {
    statement: 'Derbyshire Lane branch (C88032001) closed on 30 June 2014 together with its link to Charnock',
    query: `{
      last: organisation(code: "C88032001", asOf: {date: "2014-06-30"}) { isActive parents(view: OPERATION) { code name isActive } roles { role { code } isActive } kinds }
      after: organisation(code: "C88032001", asOf: {date: "2014-07-01"}) { isActive parents(view: OPERATION) { code name isActive } roles { role { code } isActive } kinds }
    }`,
    response: {
      last: {
        isActive: true,
        parents: [{ code: 'C88032', name: 'CHARNOCK HEALTH PRIMARY CARE CENTRE', isActive: true }],
        roles: [{ role: { code: 'RO96' }, isActive: true }],
        kinds: ['BRANCH_SURGERY'],
      },
      after: { isActive: false, parents: [], roles: [], kinds: ['BRANCH_SURGERY'] },
    },
  },
  {
    statement: 'Trafalgar Medical Group has had one branch since 2004 and two since 1 April 2016, returned by name',
    query: `{
      organisation(code: "J82028") {
        on20040331: children(view: OPERATION, asOf: {date: "2004-03-31"}) { nodes { code name } }
        on20040401: children(view: OPERATION, asOf: {date: "2004-04-01"}) { nodes { code name } }
        on20160331: children(view: OPERATION, asOf: {date: "2016-03-31"}) { nodes { code name } }
        on20160401: children(view: OPERATION, asOf: {date: "2016-04-01"}) { nodes { code name } }
      }
    }`,
    response: {
      organisation: {
        on20040331: { nodes: [] },
        on20040401: { nodes: [{ code: 'J82028001', name: 'DR MITCHELL BD & PARTNERS' }] },
        on20160331: { nodes: [{ code: 'J82028001', name: 'DR MITCHELL BD & PARTNERS' }] },
        on20160401: {
          nodes: [
            { code: 'J82028002', name: 'DR CAIGER & PARTNERS' },
            { code: 'J82028001', name: 'DR MITCHELL BD & PARTNERS' },
          ],
        },
      },
    },
  },
  {
    statement: 'RRF has twelve sites, returned by name, eleven of them with the published ids of their links',
    query: `{
      organisation(code: "RRF", asOf: {date: "2017-05-19"}) { children(view: OPERATION, kinds: [TRUST_SITE]) { totalCount edges { node { code name } relationships { uniqueRelId type { code } } } } }
    }`,
    response: {
      organisation: {
        children: {
          totalCount: 12,
          edges: [
            {
              node: { code: 'RRF23', name: 'ASHTON CLINIC' },
              relationships: [{ uniqueRelId: '57616', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF20', name: 'BROWN STREET DRUG CENTRE' },
              relationships: [{ uniqueRelId: '57648', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF34', name: 'BRYAN HOUSE' },
              relationships: [{ uniqueRelId: '57637', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF16', name: 'CHILD & FAMILY PSYCHIATRIC UNIT' },
              relationships: [{ uniqueRelId: '57639', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF26', name: 'HINDLEY HEALTH CENTRE' },
              relationships: [{ uniqueRelId: '57634', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF21', name: 'MARSH GREEN CLINIC' },
              relationships: [{ uniqueRelId: '57617', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF17', name: 'NEW MARKET STREET CLINIC' },
              relationships: [{ uniqueRelId: '57615', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF29', name: 'ORRELL CLINIC' },
              relationships: [{ uniqueRelId: '57604', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF33', name: 'PEMBERTON CLINIC' },
              relationships: [{ uniqueRelId: '57631', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF12', name: 'PLATT BRIDGE CLINIC' },
              relationships: [{ uniqueRelId: '57641', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF02', name: 'ROYAL ALBERT EDWARD INFIRMARY' },
              relationships: [{ uniqueRelId: '20089657', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF30', name: 'SHEVINGTON CLINIC' },
              relationships: [{ uniqueRelId: '57633', type: { code: 'RE6' } }],
            },
          ],
        },
      },
    },
  },
  {
    statement: 'Lloyds (P07F) ran 937 pharmacies in January 2023 and one in October 2024',
    query: `{
      organisation(code: "P07F") {
        on20100101: childCount(view: OPERATION, asOf: {date: "2010-01-01"})
        on20150101: childCount(view: OPERATION, asOf: {date: "2015-01-01"})
        on20230131: childCount(view: OPERATION, asOf: {date: "2023-01-31"})
        on20241031: childCount(view: OPERATION, asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20100101: 1351, on20150101: 1245, on20230131: 937, on20241031: 1 } },
  },
  {
    statement: 'Boots (P08F) is the largest pharmacy headquarters',
    query: `{
      organisation(code: "P08F") {
        on20100101: childCount(view: OPERATION, asOf: {date: "2010-01-01"})
        on20230131: childCount(view: OPERATION, asOf: {date: "2023-01-31"})
        on20241031: childCount(view: OPERATION, asOf: {date: "2024-10-31"})
      }
    }`,
    response: { organisation: { on20100101: 1926, on20230131: 1766, on20241031: 1426 } },
  },
  {
    statement: 'The branch A81623001 is open, although its practice closed on 30 June 2017',
    query: `{
      organisation(code: "A81623001") {
        isActive
        parents(view: OPERATION) {
          code isActive operational { start end }
          branches: children(view: OPERATION) { nodes { code } }
          childCount(view: OPERATION)
        }
      }
    }`,
    response: {
      organisation: {
        isActive: true,
        parents: [
          {
            code: 'A81623',
            isActive: false,
            operational: { start: '1989-06-19', end: '2017-06-30' },
            branches: { nodes: [{ code: 'A81623001' }] },
            childCount: 1,
          },
        ],
      },
    },
  },
  {
    statement:
      'A code is compared character by character: COX3P is a site of Manchester University trust, C0X3P with a digit is unknown',
    query: `{
      letter: organisation(code: "COX3P") { code name kinds parents(view: OPERATION) { code name } }
      digit: organisation(code: "C0X3P") { code }
    }`,
    response: {
      letter: {
        code: 'COX3P',
        name: 'MANCHESTER LOCAL CARE ORGANISATION',
        kinds: ['TRUST_SITE'],
        parents: [{ code: 'R0A', name: 'MANCHESTER UNIVERSITY NHS FOUNDATION TRUST' }],
      },
      digit: null,
    },
  },
  {
    statement: 'The Royal College of Paediatrics (8HV48) has no parent in any view',
    query: `{
      organisation(code: "8HV48") {
        operation: parents(view: OPERATION) { code }
        commissioning: parents(view: COMMISSIONING) { code }
        network: parents(view: NETWORK) { code }
        geography: parents(view: GEOGRAPHY) { code }
        constituency: parents(view: CONSTITUENCY) { code }
        reporting: parents(view: REPORTING) { code }
        direction: parents(view: DIRECTION) { code }
      }
    }`,
    response: {
      organisation: {
        operation: [],
        commissioning: [],
        network: [],
        geography: [],
        constituency: [],
        reporting: [],
        direction: [],
      },
    },
  },
  {
    statement: 'The hospitals of Cardiff and Vale University Health Board (7A4) are sites operated by it',
    query: `{
      organisation(code: "7A4") { children(view: OPERATION) { nodes { code name recordClass primaryRole { code } } } }
    }`,
    response: {
      organisation: {
        children: {
          nodes: [
            {
              code: '7A4H1',
              name: 'NOAHS ARK CHILDRENS HOSPITAL FOR WALES',
              recordClass: 'SITE',
              primaryRole: { code: 'RO148' },
            },
            {
              code: '7A4C1',
              name: 'UNIVERSITY HOSPITAL LLANDOUGH',
              recordClass: 'SITE',
              primaryRole: { code: 'RO148' },
            },
          ],
        },
      },
    },
  },
  {
    statement: 'The pharmacy FA433 is operated by its headquarters and commissioned by its ICB',
    query: `{
      organisation(code: "FA433") { kinds recordClass operation: parents(view: OPERATION) { code kinds } commissioning: parents(view: COMMISSIONING) { code kinds } }
    }`,
    response: {
      organisation: {
        kinds: ['PHARMACY'],
        recordClass: 'ORGANISATION',
        operation: [{ code: 'P78J', kinds: ['PHARMACY_HEADQUARTERS'] }],
        commissioning: [{ code: 'QNQ', kinds: ['ICB'] }],
      },
    },
  },
  {
    statement: 'In national reporting a branch is below its operator, and its practice below its commissioner',
    query: `{
      organisation(code: "C84714001") { parents(view: REPORTING) { code parents(view: REPORTING) { code parents(view: REPORTING) { code parents(view: REPORTING) { code } } } } commissioning: parents(view: COMMISSIONING) { code } }
    }`,
    response: {
      organisation: {
        parents: [
          { code: 'C84714', parents: [{ code: '52R', parents: [{ code: 'QT1', parents: [{ code: 'Y60' }] }] }] },
        ],
        commissioning: [],
      },
    },
  },
  {
    statement:
      'In national reporting the Royal Albert Edward Infirmary (RRF02) is below its trust, and the trust, without commissioner, below its geography',
    query: `{
      organisation(code: "RRF02") { recordClass kinds parents(view: REPORTING) { code kinds commissioning: parents(view: COMMISSIONING) { code } parents(view: REPORTING) { code kinds parents(view: REPORTING) { code kinds } } } }
    }`,
    response: {
      organisation: {
        recordClass: 'SITE',
        kinds: ['TRUST_SITE'],
        parents: [
          {
            code: 'RRF',
            kinds: ['TRUST'],
            commissioning: [],
            parents: [{ code: 'QOP', kinds: ['ICB'], parents: [{ code: 'Y62', kinds: ['REGION'] }] }],
          },
        ],
      },
    },
  },
  {
    statement:
      'A link may outlive its source by a day: FA253 closed on 14 December 2005, and its link to P136 ended on the 15th',
    query: `{
      organisation(code: "P136", asOf: {date: "2005-12-15"}) {
        children(view: OPERATION) { totalCount nodes { code } }
        also: children(view: OPERATION, includeInactive: true) { totalCount nodes { code isActive } }
        eve: children(view: OPERATION, asOf: {date: "2005-12-14"}) { nodes { code } }
        after: children(view: OPERATION, includeInactive: true, asOf: {date: "2005-12-16"}) { nodes { code } }
      }
    }`,
    response: {
      organisation: {
        children: { totalCount: 0, nodes: [] },
        also: { totalCount: 1, nodes: [{ code: 'FA253', isActive: false }] },
        eve: { nodes: [{ code: 'FA253' }] },
        after: { nodes: [] },
      },
    },
  },
];

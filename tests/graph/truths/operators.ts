import type { Truth } from './truth';

export const operators: readonly Truth[] = [
  {
    truth: 'A branch names its practice: C84714001 is operated by C84714 since 1 April 2004',
    query: `{
      organisation(code: "C84714001") {
        on20040331: parents(view: OPERATION, asOf: {date: "2004-03-31"}) { code }
        on20040401: parents(view: OPERATION, asOf: {date: "2004-04-01"}) { code }
        on20241031: parents(view: OPERATION, asOf: {date: "2024-10-31"}) { code }
      }
    }`,
    answer: { organisation: { on20040331: [], on20040401: [{ code: 'C84714' }], on20241031: [{ code: 'C84714' }] } },
  },
  {
    truth: 'Derbyshire Lane branch (C88032001) closed on 30 June 2014, its link to Charnock with it',
    query: `{
      last: organisation(code: "C88032001", asOf: {date: "2014-06-30"}) { isActive parents(view: OPERATION) { code name isActive } roles { role { code } isActive } kinds }
      after: organisation(code: "C88032001", asOf: {date: "2014-07-01"}) { isActive parents(view: OPERATION) { code name isActive } roles { role { code } isActive } kinds }
    }`,
    answer: {
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
    truth: 'Trafalgar Medical Group has had one branch since 2004 and two since 1 April 2016, by name',
    query: `{
      organisation(code: "J82028") {
        on20040331: children(view: OPERATION, asOf: {date: "2004-03-31"}) { nodes { code name } }
        on20040401: children(view: OPERATION, asOf: {date: "2004-04-01"}) { nodes { code name } }
        on20160331: children(view: OPERATION, asOf: {date: "2016-03-31"}) { nodes { code name } }
        on20160401: children(view: OPERATION, asOf: {date: "2016-04-01"}) { nodes { code name } }
      }
    }`,
    answer: {
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
    truth: 'The twelve sites of RRF, by name, eleven of them with the real ids of their links',
    query: `{
      organisation(code: "RRF", asOf: {date: "2017-05-19"}) { children(view: OPERATION, kinds: [TRUST_SITE]) { totalCount edges { node { code name } relationships { id type { code } } } } }
    }`,
    answer: {
      organisation: {
        children: {
          totalCount: 12,
          edges: [
            { node: { code: 'RRF23', name: 'ASHTON CLINIC' }, relationships: [{ id: '57616', type: { code: 'RE6' } }] },
            {
              node: { code: 'RRF20', name: 'BROWN STREET DRUG CENTRE' },
              relationships: [{ id: '57648', type: { code: 'RE6' } }],
            },
            { node: { code: 'RRF34', name: 'BRYAN HOUSE' }, relationships: [{ id: '57637', type: { code: 'RE6' } }] },
            {
              node: { code: 'RRF16', name: 'CHILD & FAMILY PSYCHIATRIC UNIT' },
              relationships: [{ id: '57639', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF26', name: 'HINDLEY HEALTH CENTRE' },
              relationships: [{ id: '57634', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF21', name: 'MARSH GREEN CLINIC' },
              relationships: [{ id: '57617', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF17', name: 'NEW MARKET STREET CLINIC' },
              relationships: [{ id: '57615', type: { code: 'RE6' } }],
            },
            { node: { code: 'RRF29', name: 'ORRELL CLINIC' }, relationships: [{ id: '57604', type: { code: 'RE6' } }] },
            {
              node: { code: 'RRF33', name: 'PEMBERTON CLINIC' },
              relationships: [{ id: '57631', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF12', name: 'PLATT BRIDGE CLINIC' },
              relationships: [{ id: '57641', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF02', name: 'ROYAL ALBERT EDWARD INFIRMARY' },
              relationships: [{ id: '20089657', type: { code: 'RE6' } }],
            },
            {
              node: { code: 'RRF30', name: 'SHEVINGTON CLINIC' },
              relationships: [{ id: '57633', type: { code: 'RE6' } }],
            },
          ],
        },
      },
    },
  },
  {
    truth: 'Lloyds (P07F) ran 937 pharmacies in January 2023 and one in October 2024',
    query: `{
      organisation(code: "P07F") {
        on20100101: childCount(view: OPERATION, asOf: {date: "2010-01-01"})
        on20150101: childCount(view: OPERATION, asOf: {date: "2015-01-01"})
        on20230131: childCount(view: OPERATION, asOf: {date: "2023-01-31"})
        on20241031: childCount(view: OPERATION, asOf: {date: "2024-10-31"})
      }
    }`,
    answer: { organisation: { on20100101: 1351, on20150101: 1245, on20230131: 937, on20241031: 1 } },
  },
  {
    truth: 'Boots (P08F), the largest pharmacy headquarters',
    query: `{
      organisation(code: "P08F") {
        on20100101: childCount(view: OPERATION, asOf: {date: "2010-01-01"})
        on20230131: childCount(view: OPERATION, asOf: {date: "2023-01-31"})
        on20241031: childCount(view: OPERATION, asOf: {date: "2024-10-31"})
      }
    }`,
    answer: { organisation: { on20100101: 1926, on20230131: 1766, on20241031: 1426 } },
  },
  {
    truth: 'A branch left behind: A81623001 is open, its practice closed on 30 June 2017 and says so',
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
    answer: {
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
    truth:
      'A code is compared character by character: COX3P is a site of Manchester University trust, C0X3P with a digit is nothing',
    query: `{
      letter: organisation(code: "COX3P") { code name kinds parents(view: OPERATION) { code name } }
      digit: organisation(code: "C0X3P") { code }
    }`,
    answer: {
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
    truth: 'The Royal College of Paediatrics (8HV48) has no parent in any view',
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
    answer: {
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
    truth: 'The hospitals of Cardiff and Vale University Health Board (7A4) are sites operated by it',
    query: `{
      organisation(code: "7A4") { children(view: OPERATION) { nodes { code name recordClass primaryRole { code } } } }
    }`,
    answer: {
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
    truth: 'A pharmacy is operated by its headquarters and commissioned by its ICB: FA433',
    query: `{
      organisation(code: "FA433") { kinds recordClass operation: parents(view: OPERATION) { code kinds } commissioning: parents(view: COMMISSIONING) { code kinds } }
    }`,
    answer: {
      organisation: {
        kinds: ['PHARMACY'],
        recordClass: 'ORGANISATION',
        operation: [{ code: 'P78J', kinds: ['PHARMACY_HEADQUARTERS'] }],
        commissioning: [{ code: 'QNQ', kinds: ['ICB'] }],
      },
    },
  },
  {
    truth: 'For national reporting a branch goes by its operator, its practice by its commissioner',
    query: `{
      organisation(code: "C84714001") { parents(view: REPORTING) { code parents(view: REPORTING) { code parents(view: REPORTING) { code parents(view: REPORTING) { code } } } } commissioning: parents(view: COMMISSIONING) { code } }
    }`,
    answer: {
      organisation: {
        parents: [
          { code: 'C84714', parents: [{ code: '52R', parents: [{ code: 'QT1', parents: [{ code: 'Y60' }] }] }] },
        ],
        commissioning: [],
      },
    },
  },
  {
    truth:
      'For national reporting the Royal Albert Edward Infirmary (RRF02) goes by its trust, the trust, which nobody commissions, by its geography',
    query: `{
      organisation(code: "RRF02") { recordClass kinds parents(view: REPORTING) { code kinds commissioning: parents(view: COMMISSIONING) { code } parents(view: REPORTING) { code kinds parents(view: REPORTING) { code kinds } } } }
    }`,
    answer: {
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
    truth: 'A link may outlive its source by a day: FA253 closed on 14 December 2005, its link to P136 on the 15th',
    query: `{
      organisation(code: "P136", asOf: {date: "2005-12-15"}) {
        children(view: OPERATION) { totalCount nodes { code } }
        also: children(view: OPERATION, includeInactive: true) { totalCount nodes { code isActive } }
        eve: children(view: OPERATION, asOf: {date: "2005-12-14"}) { nodes { code } }
        after: children(view: OPERATION, includeInactive: true, asOf: {date: "2005-12-16"}) { nodes { code } }
      }
    }`,
    answer: {
      organisation: {
        children: { totalCount: 0, nodes: [] },
        also: { totalCount: 1, nodes: [{ code: 'FA253', isActive: false }] },
        eve: { nodes: [{ code: 'FA253' }] },
        after: { nodes: [] },
      },
    },
  },
];

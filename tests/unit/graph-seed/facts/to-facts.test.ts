import { createHash } from 'node:crypto';
import { toFindingRow, toRoleRow, toStateRow, type SuccessionSide } from '../../../../graph-seed/facts/facts';
import type {
  PublishedDate,
  PublishedRecord,
  PublishedRelationship,
  PublishedRole,
} from '../../../../graph-seed/reading/record';
import { toFacts, toUnresolvedState } from '../../../../graph-seed/facts/to-facts';
import { joinSuccessions } from '../../../../graph-seed/facts/join-successions';

const PUBLISHED = '2024-10-31';

const operational = (start: string | null, end: string | null = null): PublishedDate => ({
  type: 'Operational',
  start,
  end,
});
const legal = (start: string | null, end: string | null = null): PublishedDate => ({ type: 'Legal', start, end });

function roleOf(more: Partial<PublishedRole> = {}): PublishedRole {
  return { code: 'RO177', id: '1', primary: true, dates: [operational('2010-04-01')], status: 'Active', ...more };
}

function linkOf(more: Partial<PublishedRelationship> = {}): PublishedRelationship {
  const dates = [operational('2013-04-01')];
  return { type: 'RE4', id: '9', target: '10R', targetRole: 'RO98', dates, status: 'Active', ...more };
}

function recordOf(more: Partial<PublishedRecord> = {}): PublishedRecord {
  return {
    line: 1,
    code: 'J82028',
    recordClass: 'RC1',
    refOnly: false,
    name: 'TRAFALGAR MEDICAL GROUP PRACTICE',
    dates: [operational('2010-04-01')],
    status: 'Active',
    lastChanged: '2016-06-24',
    location: {},
    contacts: [],
    roles: [roleOf()],
    relationships: [],
    successions: [],
    ...more,
  };
}

const factsOf = (more: Partial<PublishedRecord> = {}) => toFacts(recordOf(more), PUBLISHED)!;
const findingsOf = (more: Partial<PublishedRecord> = {}) =>
  factsOf(more).findings.map(({ rule, message }) => `${rule}: ${message}`);

describe('the facts of a record', () => {
  test('a practice has its state, roles and relationships, and no findings', () => {
    const location = {
      AddrLn1: 'THE SURGERY',
      AddrLn3: 'PORTSMOUTH',
      Town: 'SOUTHSEA',
      PostCode: 'PO5 3ND',
      UPRN: '000123',
    };
    expect(
      factsOf({ location, contacts: [{ type: 'tel', value: '02392 821371' }], relationships: [linkOf()] }),
    ).toEqual({
      state: {
        code: 'J82028',
        name: 'TRAFALGAR MEDICAL GROUP PRACTICE',
        recordClass: 'ORGANISATION',
        status: 'ACTIVE',
        statusDerived: null,
        refOnly: false,
        unresolved: false,
        primaryRole: 'RO177',
        operational: '2010-04-01/',
        legal: '',
        lastChanged: '2016-06-24',
        line1: 'THE SURGERY',
        line2: null,
        line3: 'PORTSMOUTH',
        town: 'SOUTHSEA',
        county: null,
        postcode: 'PO5 3ND',
        country: null,
        uprn: '123',
        contacts: ['tel', '02392 821371'],
      },
      roles: [
        {
          code: 'J82028',
          id: '1',
          role: 'RO177',
          isPrimary: true,
          status: 'ACTIVE',
          operational: '2010-04-01/',
          legal: '',
        },
      ],
      links: [
        {
          type: 'RE4',
          source: 'J82028',
          target: '10R',
          targetRole: 'RO98',
          id: '9',
          status: 'ACTIVE',
          operational: '2013-04-01/',
          legal: '',
        },
      ],
      successions: [],
      findings: [],
    });
  });

  test('a state row has the columns of its statement: hash, code, name, name key, and so on, and the packed record', () => {
    const row = toStateRow(factsOf({ name: "St. Mary's", location: { PostCode: 'po5 3nd' } }).state);
    expect(JSON.parse(row.json)).toEqual([
      expect.stringMatching(/^[0-9a-f]{16}$/),
      ...['J82028', "St. Mary's", 'ST MARY S', 'ORGANISATION', 'ACTIVE', null, false, false, 'RO177'],
      ...['2010-04-01/', '', '2016-06-24', null, null, null, null, null, 'po5 3nd', 'PO53ND', null, null, null],
      "St. Mary's|OA|RO177|2010-04-01/||2016-06-24||||||po5 3nd",
    ]);
  });

  test('equal facts have equal hashes, and any difference changes the hash', () => {
    const { state, roles } = factsOf();
    expect(toStateRow({ ...state }).hash).toBe(toStateRow(state).hash);
    const others = Object.keys(state).map(
      (key) => toStateRow({ ...state, [key]: key === 'contacts' ? ['x'] : 'x' }).hash,
    );
    expect(new Set([...others, toStateRow(state).hash]).size).toBe(Object.keys(state).length + 1);
    expect(toRoleRow({ ...roles[0]!, code: 'X' }).hash).not.toBe(toRoleRow(roles[0]!).hash);
  });

  test('the packed record is not part of the hash, so that states of older versions stay the same facts', () => {
    const [hash, ...columns] = JSON.parse(toStateRow(factsOf().state).json) as unknown[];
    const older = JSON.stringify(columns.slice(0, -1));
    expect(createHash('sha1').update(older).digest('hex').slice(0, 16)).toBe(hash);
  });

  test('a target without a record has its code and the primary role that the link gives', () => {
    expect(toUnresolvedState('XYZ', 'RO98')).toMatchObject({
      code: 'XYZ',
      name: 'XYZ',
      unresolved: true,
      refOnly: false,
      recordClass: null,
      status: null,
      primaryRole: 'RO98',
      operational: '',
      legal: '',
    });
  });
});

describe('findings', () => {
  test('a code is trimmed and upper-cased; an unusual one is loaded with a finding; a record without a code is dropped', () => {
    expect(factsOf({ code: ' j82028 ' }).state.code).toBe('J82028');
    expect(findingsOf({ code: 'zz-1' })).toEqual(["code-odd: The code 'ZZ-1' is not 1 to 12 letters and digits."]);
    expect(findingsOf({ code: 'A'.repeat(13) })).toHaveLength(1);
    for (const code of [null, 'A'.repeat(65)]) expect(toFacts(recordOf({ code }), PUBLISHED)).toBeNull();
  });

  test('a missing status is derived from the dates and marked as derived', () => {
    const open = factsOf({ status: null });
    expect([open.state.status, open.state.statusDerived]).toEqual(['ACTIVE', true]);
    const closed = factsOf({ status: 'Perhaps', dates: [operational('2010-04-01', '2020-03-31')] });
    expect([closed.state.status, closed.state.statusDerived]).toEqual(['INACTIVE', true]);
    expect(closed.findings).toEqual([
      {
        rule: 'status-missing',
        code: 'J82028',
        message: 'The record has no status; INACTIVE was derived from the dates.',
        related: [],
      },
    ]);
  });

  test.each([
    ['Active', [operational('2010-04-01', '2020-03-31')], true],
    ['Inactive', [operational('2010-04-01')], true],
    ['Active', [operational('2010-04-01', '2020-03-31'), legal('2010-04-01')], false],
    ['Inactive', [operational('2010-04-01', '2020-03-31'), legal('2010-04-01', '2019-03-31')], false],
    ['Active', [operational('2010-04-01', PUBLISHED)], false],
    ['Active', [operational('2010-04-01', '2030-03-31')], false],
    ['Inactive', [operational('2010-04-01', '2024-10-30')], false],
  ])('%s with %j contradicts its dates: %p', (status, dates, contradicts) => {
    const { state, findings } = factsOf({ status, dates });
    expect(state.status).toBe(status.toUpperCase());
    expect(findings.some(({ rule }) => rule === 'status-contradicts-dates')).toBe(contradicts);
  });

  test('a record without dates has two empty bases; two dates of one type are both kept', () => {
    const none = factsOf({ dates: [] });
    expect([none.state.operational, none.state.legal]).toEqual(['', '']);
    expect(findingsOf({ dates: [] })).toEqual(['dates-missing: The record has neither operational nor legal dates.']);
    const two = factsOf({
      dates: [operational('2001-04-01', '2005-03-31'), legal('2001-04-01'), operational('2010-04-01')],
    });
    expect([two.state.operational, two.state.legal]).toEqual(['2001-04-01/2005-03-31 2010-04-01/', '2001-04-01/']);
    expect(two.findings.map(({ message }) => message)).toEqual(['The record has two operational dates.']);
  });

  test.each([
    [[operational('2015-04-01', '2014-03-31')], '2015-04-01/2014-03-31', 'end-before-start'],
    [[operational('2015-04-01', '2023-02-30')], '2015-04-01/2023-02-30', 'impossible-date'],
    [[operational('tomorrow', null)], '0000-00-00/', 'impossible-date'],
    [[operational('1900-01-01')], '1900-01-01/', 'filler-date'],
    [[operational(null, '2030-03-31')], '/2030-03-31', undefined],
    [
      [operational('2010-04-01'), { type: 'Lunar', start: '2010-04-01', end: null }],
      '2010-04-01/',
      'date-type-unknown',
    ],
  ])('the dates %j are kept as %s', (dates, text, rule) => {
    const { state, findings } = factsOf({ dates, status: null });
    expect(state.operational).toBe(text);
    expect(findings.map((finding) => finding.rule).filter((one) => one !== 'status-missing')).toEqual(
      rule ? [rule] : [],
    );
  });

  test('a filler date in what is left out is not reported, and one of any basis is', () => {
    const filler = [operational('1900-01-01')];
    const left = {
      roles: [roleOf({ code: null, dates: filler })],
      relationships: [linkOf({ target: null, dates: filler })],
    };
    expect(findingsOf(left).filter((text) => text.startsWith('filler-date'))).toEqual([]);
    const [clinical, legal] = ['Clinical', 'Legal'].map((type) => [{ ...operational('1900-01-01'), type }]);
    expect(findingsOf({ dates: clinical! }).filter((text) => text.startsWith('filler-date'))).toEqual([]);
    expect(findingsOf({ dates: legal! }).filter((text) => text.startsWith('filler-date'))).toHaveLength(1);
  });

  test('a filler date is reported once for a record', () => {
    const filler = [operational('1900-01-01')];
    expect(
      findingsOf({ dates: filler, roles: [roleOf({ dates: filler })], relationships: [linkOf({ dates: filler })] }),
    ).toEqual(['filler-date: A start of 1900-01-01 stands for an unknown one.']);
  });

  test('a record may have no primary role; of several the active one counts, then the lowest id', () => {
    expect(factsOf({ roles: [roleOf({ primary: false })] }).state.primaryRole).toBeNull();
    const over = [operational('2010-04-01', '2016-03-31')];
    const two = [roleOf({ code: 'RO172', id: '10' }), roleOf({ code: 'RO157', id: '9' })];
    const primaries = (roles: PublishedRole[]) => {
      const rows = factsOf({ roles });
      return [rows.state.primaryRole, rows.roles.map(({ isPrimary }) => isPrimary)];
    };
    expect(primaries(two)).toEqual(['RO157', [false, true]]);
    expect(primaries([two[0]!, { ...two[1]!, dates: over, status: 'Inactive' }])).toEqual(['RO172', [true, false]]);
    expect(findingsOf({ roles: two })).toEqual([
      'primary-roles-several: RO172 (id 10), RO157 (id 9) are marked primary; RO157 (id 9) counts.',
    ]);
    expect(findingsOf({ roles: [two[0]!, two[0]!] })).toEqual([]);
  });

  test('a relationship older than its record, and one to itself, are loaded with a finding', () => {
    const links = [linkOf({ dates: [operational('2009-01-01')] }), linkOf({ type: 'RE6', target: 'j82028', id: '10' })];
    const { findings, ...rows } = factsOf({ relationships: links });
    expect(rows.links).toHaveLength(2);
    expect(findings).toEqual([
      {
        rule: 'relationship-before-record',
        code: 'J82028',
        message: 'The relationship RE4 to 10R (id 9) starts on 2009-01-01, the record on 2010-04-01.',
        related: ['10R'],
      },
      {
        rule: 'relationship-to-itself',
        code: 'J82028',
        message: 'The relationship RE6 to J82028 (id 10) has the same source and target.',
        related: ['J82028'],
      },
    ]);
  });

  test.each([
    [{ type: null }, 'without type to 10R'],
    [{ target: null }, 'RE4 to nothing'],
    [{ type: 'RE4`]->()' }, 'RE4`]->() to 10R'],
    [{ type: 'STATE' }, 'STATE to 10R'],
  ])('a relationship with %j is left out', (more, named) => {
    const { links, findings } = factsOf({ relationships: [linkOf(more)] });
    expect(links).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([`The relationship ${named} (id 9) was left out.`]);
  });

  test('a role without code and a succession without target or type are left out with a finding', () => {
    const successions = [
      { id: '1', forward: false, type: 'Successor', target: null, dates: [], status: null },
      { id: '2', forward: false, type: 'Cousin', target: 'X', dates: [], status: null },
    ];
    expect(findingsOf({ roles: [roleOf(), roleOf({ code: null, primary: false })], successions })).toEqual([
      'incomplete-entry: A role without code (id 1) was left out.',
      'incomplete-entry: A succession (Successor, target missing) was left out.',
      'incomplete-entry: A succession (Cousin, target X) was left out.',
    ]);
  });

  test('a finding row has the code, the rule, the message and the related codes', () => {
    const row = toFindingRow({ rule: 'cycle', code: 'A', message: 'm', related: ['B', 'C'] });
    expect(JSON.parse(row.json).slice(1)).toEqual(['A', 'cycle', 'm', ['B', 'C']]);
  });
});

describe('a succession', () => {
  const side = (more: Partial<SuccessionSide> = {}): SuccessionSide => {
    const stated = { statedBy: 'predecessor', forward: false } as const;
    return { predecessor: 'RZY', successor: 'RZZ', id: '9200001', date: '2017-10-01', ...stated, ...more };
  };
  const succession = {
    predecessor: 'RZY',
    successor: 'RZZ',
    id: '9200001',
    date: '2017-10-01',
    otherDate: null,
    forward: false,
  };

  test('is read from the side of the record that states it', () => {
    const successions = [
      { id: '1', forward: true, type: 'Predecessor', target: 'rzy', dates: [legal('2017-10-01')], status: null },
      { id: null, forward: false, type: 'Successor', target: 'RXX', dates: [], status: null },
    ];
    expect(factsOf({ code: 'RZZ', successions }).successions).toEqual([
      { predecessor: 'RZY', successor: 'RZZ', id: '1', date: '2017-10-01', forward: true, statedBy: 'successor' },
      { predecessor: 'RZZ', successor: 'RXX', id: '', date: null, forward: false, statedBy: 'predecessor' },
    ]);
  });

  test('counts once, whether both sides state it or one', () => {
    const both = [side({ statedBy: 'successor', forward: true }), side()];
    expect(joinSuccessions(both)).toEqual({ successions: [{ ...succession, forward: true }], findings: [] });
    expect(joinSuccessions([side()])).toEqual({ successions: [succession], findings: [] });
  });

  test('without id is matched by its date, also to a side with an id', () => {
    expect(joinSuccessions([side({ id: '' }), side({ id: '', statedBy: 'successor' })]).successions).toEqual([
      { ...succession, id: '' },
    ]);
    expect(joinSuccessions([side({ id: '' }), side({ statedBy: 'successor' })]).successions).toEqual([succession]);
    expect(joinSuccessions([side({ id: '' }), side({ id: '', date: '2018-04-01' })]).successions).toHaveLength(2);
  });

  test('with two dates has that of the predecessor, keeps the other and has a finding', () => {
    const { successions, findings } = joinSuccessions([side({ statedBy: 'successor', date: '2017-10-02' }), side()]);
    expect(successions).toEqual([{ ...succession, otherDate: '2017-10-02' }]);
    expect(findings).toEqual([
      {
        rule: 'succession-dates-differ',
        code: 'RZY',
        message:
          "The succession by RZZ (id 9200001) is dated 2017-10-01 and 2017-10-02; the predecessor's record decides.",
        related: ['RZZ'],
      },
    ]);
  });

  test('that only one record dates has this date', () => {
    const undated = (statedBy: 'predecessor' | 'successor') => side({ statedBy, date: null });
    const expected = { successions: [succession], findings: [] };
    expect(joinSuccessions([undated('predecessor'), side({ statedBy: 'successor' })])).toEqual(expected);
    expect(joinSuccessions([undated('successor'), side()])).toEqual(expected);
  });

  test('of an organisation by itself is kept with a finding', () => {
    const { successions, findings } = joinSuccessions([side({ successor: 'RZY' })]);
    expect(successions).toEqual([{ ...succession, successor: 'RZY' }]);
    expect(findings.map(({ rule, code }) => [rule, code])).toEqual([['succession-of-itself', 'RZY']]);
  });

  test('counts once for each successor of a split and each predecessor of a merger', () => {
    const split = [side({ successor: 'A', id: '1' }), side({ successor: 'B', id: '1' })];
    const merger = [side({ predecessor: 'A', id: '2' }), side({ predecessor: 'B', id: '2' })];
    expect(joinSuccessions([...split, ...merger]).successions).toHaveLength(4);
  });
});

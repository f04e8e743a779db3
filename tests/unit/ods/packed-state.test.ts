import type { StateRow } from '../../../ods/facts';
import { isUnresolvedIn, nameIn, packState, unpackState } from '../../../ods/packed-state';

const TEXTS = { name: 'ZZ1 "THE" SURGERY', primaryRole: 'RO177', lastChanged: '2020-03-31', uprn: '10000000001' };
const ADDRESS = { line1: '1 HIGH STREET', line2: null, line3: 'ÉTAGE 3', town: 'YORK', county: null };
const FULL: StateRow = {
  ...TEXTS,
  ...ADDRESS,
  ...{ code: 'ZZ1', recordClass: 'SITE', status: 'INACTIVE', refOnly: false, unresolved: false },
  ...{ operational: '1994-04-01/2018-03-31', legal: '', postcode: 'ZZ1 1AA', country: 'ENGLAND', contacts: null },
};
const NOTHING: StateRow = {
  ...{ code: 'ZZ2', name: 'ZZ2', recordClass: null, status: null, refOnly: false, unresolved: true },
  ...{ primaryRole: null, lastChanged: null, operational: '', legal: '', uprn: null, contacts: null },
  ...{ line1: null, line2: null, line3: null, town: null, county: null, postcode: null, country: null },
};

test.each<[string, Partial<StateRow>]>([
  ['all of an address', {}],
  ['contacts, one without a type', { contacts: ['tel', '01904 000000', '', 'http://example.org'] }],
  ['a contact without a value at its end', { contacts: ['tel', ''] }],
  ['contacts and no UPRN', { uprn: null, contacts: ['tel', '1'] }],
  ['a stub', { refOnly: true, recordClass: 'ORGANISATION', status: 'ACTIVE' }],
  ['a closed organisation in a county', { recordClass: 'ORGANISATION', county: 'YORKSHIRE' }],
  ['neither class nor status', { recordClass: null, status: null }],
  ['both bases', { legal: '2010-01-01/ 2012-01-01/2013-01-01' }],
  ['nothing', NOTHING],
  ['a name of no character', { ...NOTHING, name: '' }],
])('a record with %s is the same after packing', (_what, differing) => {
  const { code, ...state } = { ...FULL, ...differing };
  const packed = packState(state);
  expect(unpackState(code, packed!, (text) => text)).toEqual({ code, ...state });
  expect([nameIn(packed!), isUnresolvedIn(packed!)]).toEqual([state.name, state.unresolved]);
});

test('only the flags of a packed record tell that it is unresolved', () => {
  expect(['UU', 'U|SI|U', 'U|', 'X|', 'X|OU', 'X|U|RO1'].map(isUnresolvedIn)).toEqual([
    ...[false, false, false, false],
    ...[true, true],
  ]);
});

test('what the packed form cannot tell apart is not packed', () => {
  const cases: Partial<StateRow>[] = [{ name: 'A|B' }, { line2: '' }, { contacts: [] }, { contacts: ['tel', '1|2'] }];
  expect(cases.map((differing) => packState({ ...FULL, ...differing }))).toEqual([null, null, null, null]);
});

test('packed records that a graph has stay readable', () => {
  const packed = 'THE SURGERY|SI|RO177|1994-04-01/||2020-03-31|1 HIGH STREET|||YORK||YO1 1AA|ENGLAND|1|tel|2';
  const address = { line1: '1 HIGH STREET', line3: null, town: 'YORK', postcode: 'YO1 1AA', uprn: '1' };
  const dates = { operational: '1994-04-01/', lastChanged: '2020-03-31' };
  const changed = { ...FULL, ...address, ...dates, name: 'THE SURGERY', contacts: ['tel', '2'] };
  expect(unpackState('ZZ1', packed, (text) => text)).toEqual(changed);
});

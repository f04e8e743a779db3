import { mayEnterBy, mayLeaveBy, relationshipTypesOf, ruleSets, VIEW_DEFINITIONS, VIEWS } from '../../../ods/views';

const types = {
  OPERATION: ['RE6'],
  COMMISSIONING: ['RE2', 'RE4', 'RE5'],
  NETWORK: ['RE2', 'RE4', 'RE5', 'RE8'],
  GEOGRAPHY: ['RE2', 'RE5'],
  CONSTITUENCY: ['RE2', 'RE11'],
  REPORTING: ['RE2', 'RE4', 'RE5', 'RE6'],
  DIRECTION: ['RE3'],
};

test.each(VIEWS)('%s names its relationship types and says what it is', (view) => {
  expect(relationshipTypesOf(view)).toEqual(types[view]);
  expect(VIEW_DEFINITIONS[view]).toMatchObject({ view, description: expect.stringMatching(/^[A-Z].*\.$/) });
});

test('for reporting a site goes by its operator only, anything else by its commissioner, then by geography', () => {
  expect(ruleSets('REPORTING', 'SITE')).toEqual([[{ type: 'RE6', except: ['RO177>RO98'] }]]);
  expect(ruleSets('REPORTING', 'ORGANISATION')).toEqual([
    ruleSets('COMMISSIONING', 'ORGANISATION')[0],
    ruleSets('GEOGRAPHY', 'ORGANISATION')[0],
  ]);
  expect(ruleSets('OPERATION', 'SITE')).toEqual(ruleSets('OPERATION', 'ORGANISATION'));
});

test('a practice leaves by RE4 in commissioning, a commissioner by RE5 and RE2 too', () => {
  const leaves = (primaryRole: string) =>
    ['RE2', 'RE4', 'RE5', 'RE6'].filter((type) =>
      mayLeaveBy('COMMISSIONING', type, { primaryRole, recordClass: 'ORGANISATION' }),
    );
  expect(leaves('RO177')).toEqual(['RE4']);
  expect(leaves('RO98')).toEqual(['RE2', 'RE4', 'RE5']);
});

test('a commissioner is entered by RE4 alone, an ICB by RE5 and RE2 too, a region by RE2', () => {
  expect(mayEnterBy('COMMISSIONING', { primaryRole: 'RO98' })).toEqual(['RE4']);
  expect(mayEnterBy('COMMISSIONING', { primaryRole: 'RO261' })).toEqual(['RE4', 'RE5', 'RE2']);
  expect(mayEnterBy('COMMISSIONING', { primaryRole: 'RO209' })).toEqual(['RE4', 'RE2']);
});

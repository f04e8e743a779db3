import {
  typesLeadingDown,
  mayLeadUp,
  relationshipTypesOf,
  ruleSets,
  VIEW_DEFINITIONS,
  VIEWS,
} from '../../../ods/views';

const types = {
  OPERATION: ['RE6'],
  COMMISSIONING: ['RE2', 'RE4', 'RE5'],
  NETWORK: ['RE2', 'RE4', 'RE5', 'RE8'],
  GEOGRAPHY: ['RE2', 'RE5'],
  CONSTITUENCY: ['RE2', 'RE11'],
  REPORTING: ['RE2', 'RE4', 'RE5', 'RE6'],
  DIRECTION: ['RE3'],
  SITE_NETWORK: ['RE2', 'RE4', 'RE5', 'RE6', 'RE8'],
};

test.each(VIEWS)('%s lists its relationship types and has a description', (view) => {
  expect(relationshipTypesOf(view)).toEqual(types[view]);
  expect(VIEW_DEFINITIONS[view]).toMatchObject({ view, description: expect.stringMatching(/^[A-Z].*\.$/) });
});

test('REPORTING follows only the operator of a site, otherwise the commissioner, then geography', () => {
  expect(ruleSets('REPORTING', 'SITE')).toEqual([[{ type: 'RE6', except: ['RO177>RO98'] }]]);
  expect(ruleSets('REPORTING', 'ORGANISATION')).toEqual([
    ruleSets('COMMISSIONING', 'ORGANISATION')[0],
    ruleSets('GEOGRAPHY', 'ORGANISATION')[0],
  ]);
  expect(ruleSets('OPERATION', 'SITE')).toEqual(ruleSets('OPERATION', 'ORGANISATION'));
});

test('SITE_NETWORK follows the operator of a site that is no member of a network, otherwise NETWORK', () => {
  const [network] = ruleSets('NETWORK', 'ORGANISATION');
  expect(ruleSets('SITE_NETWORK', 'ORGANISATION')).toEqual([network]);
  expect(ruleSets('SITE_NETWORK', 'SITE')).toEqual([network, [{ type: 'RE6', except: ['RO177>RO98'] }]]);
});

test('in COMMISSIONING only RE4 leads up from a practice, RE5 and RE2 too from a commissioner', () => {
  const typesLeadingUp = (primaryRole: string) =>
    ['RE2', 'RE4', 'RE5', 'RE6'].filter((type) =>
      mayLeadUp('COMMISSIONING', type, { primaryRole, recordClass: 'ORGANISATION' }),
    );
  expect(typesLeadingUp('RO177')).toEqual(['RE4']);
  expect(typesLeadingUp('RO98')).toEqual(['RE2', 'RE4', 'RE5']);
});

test('in COMMISSIONING only RE4 leads down from a commissioner, RE5 and RE2 too from an ICB, RE2 from a region', () => {
  expect(typesLeadingDown('COMMISSIONING', { primaryRole: 'RO98' })).toEqual(['RE4']);
  expect(typesLeadingDown('COMMISSIONING', { primaryRole: 'RO261' })).toEqual(['RE4', 'RE5', 'RE2']);
  expect(typesLeadingDown('COMMISSIONING', { primaryRole: 'RO209' })).toEqual(['RE4', 'RE2']);
});

import { ALL_GROUPS, groupsOf } from '../../../../domain/changes/groups';
import { ChangeGroup } from '../../../../schema/changes/group';

const detail = (...fields: readonly string[]) => fields.map((what) => ({ what, id: null, before: 'a', after: 'b' }));

test.each([
  ['ADDED', undefined, [], ['ADDED']],
  ['ADDED', 'ENTERED', [], ['ADDED', 'ENTERED']],
  ['CHANGED', 'LEFT', [], ['LEFT']],
  ['CHANGED', undefined, [], []],
  ['CLOSED', 'LEFT', ['status', 'operational.end', 'role', 'role'], ['CLOSED', 'LEFT', 'DATES', 'ROLES']],
  [
    'CHANGED',
    undefined,
    ['name', 'recordClass', 'isReferenceOnly', 'legal.start', 'address.uprn', 'contacts', 'relationship', 'succession'],
    ['NAME', 'RECORD', 'DATES', 'ADDRESS', 'CONTACTS', 'RELATIONSHIPS', 'SUCCESSIONS'],
  ],
] as const)(
  'a change of kind %s, place %s and fields %j is in its groups, each once',
  (kind, place, fields, groups) => {
    expect(groupsOf(kind, place, detail(...fields))).toEqual(groups);
  },
);

test('every group of the schema is listed, in its order', () => {
  expect(ALL_GROUPS).toEqual(Object.values(ChangeGroup));
});

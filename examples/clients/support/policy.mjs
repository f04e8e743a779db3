/**
 * What a normalised cache must know about the schema. `tests/contract/clients.test.ts` in the repository holds it equal to the
 * schema.
 */

/** The types of each interface, as the introspection query `{ __schema { types { name possibleTypes { name } } } }` lists them. */
export const POSSIBLE_TYPES = { Node: ['Finding', 'Organisation', 'Relationship', 'RoleHolding'] };

/**
 * Types whose `id` names something, but not at a moment: the count of a finding rule depends on the release, and one relationship
 * can be in several differences. Their objects belong to the object that holds them.
 */
export const NOT_BY_ID = ['ChangeDetail', 'FindingRule', 'Measure'];

/** Types with an `id` that is enough: a release stays what it is. */
export const BY_ID = [...POSSIBLE_TYPES.Node, 'OdsRelease'];

/**
 * Types that are kept with the object that holds them, because they have no `id` or one of NOT_BY_ID, and of which a field holds one,
 * for example the address of an organisation.
 */
export const HELD = [
  ...['Belonging', 'DatePeriod', 'DefaultCode', 'FindingRule', 'HierarchyPath', 'HierarchyTree'],
  ...['MatchCandidate', 'Measure', 'MeasureTotal', 'Measurement', 'Moment', 'OdsRole', 'OrganisationAddress'],
  ...['OrganisationChange', 'OrganisationLocation', 'OrganisationNetworks', 'OrganisationPayment'],
  ...['RelationshipType'],
];

/** Fields that return a connection, by the type that has them. */
export const CONNECTIONS = {
  Query: ['search', 'findings', 'changes'],
  Organisation: ['children', 'descendants', 'members', 'relationships'],
};

/** Arguments that say which page of a list is asked for. All others say which list. */
export const PAGING = ['first', 'after', 'last', 'before'];

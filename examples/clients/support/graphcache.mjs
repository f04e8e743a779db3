import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { CONNECTIONS, NOT_BY_ID } from './policy.mjs';

/** Types without an `id`. Without a key, graphcache warns about each, and keeps its objects with the object around them, as here. */
export const PARTS = [
  ...['Belonging', 'ChangeConnection', 'ChangeEdge', 'ChangeGroupCount', 'CodeResolution', 'DatePeriod', 'DefaultCode'],
  ...['FindingConnection', 'FindingEdge', 'HierarchyNode', 'HierarchyPath', 'HierarchyTree', 'KindDefinition'],
  ...['LevelDefinition', 'LevelStep', 'LocationArea', 'MatchCandidate', 'MeasureDimension', 'MeasureTotal'],
  ...['Measurement', 'Moment', 'NetworkMembership', 'OdsRole', 'OrganisationAddress', 'OrganisationChange'],
  ...['OrganisationConnection', 'OrganisationContact', 'OrganisationEdge', 'OrganisationLocation'],
  ...['OrganisationMatch', 'OrganisationNetworks', 'OrganisationPayment', 'OrganisationValue', 'PageInfo', 'Payee'],
  ...['PostcodeFile', 'RelationshipConnection', 'RelationshipEdge', 'RelationshipType', 'RollUp', 'RollUpGroup'],
  ...['Succession', 'UnassignedGroup', 'UnderstoodTerm', 'ViewDefinition'],
];

const embedded = (names) => Object.fromEntries(names.map((name) => [name, () => null]));

/**
 * urql's normalised cache for this API. Objects with an opaque `id` need nothing: the id includes the moment. `relayPagination`
 * returns all pages of a list that are in the cache; every argument that does not say which page is part of the list.
 */
export function graphcache(more = {}) {
  const keys = { ...embedded(NOT_BY_ID), ...embedded(PARTS) };
  const fields = (names) => Object.fromEntries(names.map((name) => [name, relayPagination()]));
  const resolvers = Object.fromEntries(Object.entries(CONNECTIONS).map(([type, names]) => [type, fields(names)]));
  return cacheExchange({ keys, resolvers, ...more });
}

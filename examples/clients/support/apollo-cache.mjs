import { CONNECTIONS, HELD, NOT_BY_ID, PAGING, POSSIBLE_TYPES } from './policy.mjs';

/**
 * The cache of Apollo Client 3 and 4 for this API. Objects with an opaque `id` need nothing: the id includes the moment.
 * `relayStylePagination` joins the pages of a list; every argument that does not say which page is part of the list.
 * The default replaces an object without an id when another query reads other fields of it; `merge: true` keeps both, and is right
 * because the object around it has the moment in its id.
 */
export function apolloCache({ InMemoryCache, relayStylePagination }) {
  const connection = relayStylePagination(listOf);
  const fields = (names) => Object.fromEntries(names.map((name) => [name, connection]));
  const typePolicies = {};
  for (const name of HELD) typePolicies[name] = { merge: true };
  for (const name of NOT_BY_ID) typePolicies[name] = { ...typePolicies[name], keyFields: false };
  for (const [name, names] of Object.entries(CONNECTIONS)) typePolicies[name] = { fields: fields(names) };
  return new InMemoryCache({ possibleTypes: POSSIBLE_TYPES, typePolicies });
}

/** Returns the key of the list: the arguments that were given, without those of the page. */
function listOf(args) {
  const names = Object.keys(args ?? {}).filter((name) => !PAGING.includes(name));
  return names.length > 0 && names.sort();
}

// Returns the organisations that match a search text: by code, part of a code, prefix of the name, words of name, town or postcode, or the whole postcode.
// Keys: { code, part, name, words, postcode, release }; a null part matches nothing.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (state:State {code: key.code}) RETURN state
  UNION
  MATCH (state:State) WHERE state.code CONTAINS key.part RETURN state
  UNION
  MATCH (state:State) WHERE state.nameKey STARTS WITH key.name RETURN state
  UNION
  MATCH (state:State {postcodeKey: key.postcode}) RETURN state
  UNION
  WITH key WHERE key.words IS NOT NULL
  CALL db.index.fulltext.queryNodes('stateText', key.words) YIELD node
  RETURN node AS state
}
WITH at, key, state
WHERE state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code, state.name AS name

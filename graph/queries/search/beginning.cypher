// Returns the organisations whose name or postcode starts with a prefix, or whose town has a word that does. Keys: { name, postcode, town, release }; town holds words for the full-text index; a null part matches nothing. A postcode with a space is a sector.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (state:State) WHERE state.nameKey STARTS WITH key.name RETURN state
  UNION
  MATCH (state:State) WHERE state.postcodeKey STARTS WITH replace(key.postcode, ' ', '')
    AND (NOT key.postcode CONTAINS ' ' OR size(state.postcodeKey) = size(key.postcode) + 1)
  RETURN state
  UNION
  WITH key WHERE key.town IS NOT NULL
  CALL db.index.fulltext.queryNodes('stateText', 'town:(' + key.town + ')') YIELD node
  RETURN node AS state
}
WITH at, key, state
WHERE state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code

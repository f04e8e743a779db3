// Returns the organisations whose name, town or postcode has words within edit distance 1 of the search text. Keys: { fuzzy, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL db.index.fulltext.queryNodes('stateText', key.fuzzy) YIELD node AS state
WHERE state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code, state.name AS name

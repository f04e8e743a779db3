// Returns the organisations whose code or name starts with one or two characters: the first 200 by code and the first 200 by name. Keys: { code, name, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (state:State) WHERE state.code STARTS WITH key.code
    AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
  RETURN state ORDER BY state.code LIMIT 200
  UNION
  MATCH (state:State) WHERE state.nameKey STARTS WITH key.name
    AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
  RETURN state ORDER BY state.nameKey LIMIT 200
}
RETURN at, state.code AS code, state.name AS name

// Returns the next thousand codes of a release after one code, in order. Keys: { after, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (state:State)
  WHERE state.code > key.after AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
  RETURN state.code AS code ORDER BY code LIMIT 1000
}
RETURN at, code

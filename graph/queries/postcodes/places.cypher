// Returns the next five thousand organisations of a release after one code, in order, that have a postcode. Keys: { after, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (state:State)
  WHERE state.code > key.after AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
    AND state.postcodeKey IS NOT NULL
  RETURN state.code AS code, state.postcodeKey AS postcode ORDER BY code LIMIT 5000
}
RETURN at, code, postcode

// Returns the organisations at a postcode, given as a whole or by its outward part. Keys: { postcode, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (state:State)
WHERE state.postcodeKey STARTS WITH key.postcode
  AND size(state.postcodeKey) - size(key.postcode) IN [0, 3]
  AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code

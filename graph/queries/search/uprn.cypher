// Returns the organisations at a property. Keys: { uprn, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (state:State {uprn: key.uprn})
WHERE state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code

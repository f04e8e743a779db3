// Returns the organisations whose postcode starts with a text. Keys: { postcode, release }. A postcode with a space is a sector.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (state:State)
WHERE state.postcodeKey STARTS WITH replace(key.postcode, ' ', '')
  AND (NOT key.postcode CONTAINS ' ' OR size(state.postcodeKey) = size(key.postcode) + 1)
  AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code

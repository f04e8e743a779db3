// Returns the organisations at a postcode, given as a whole, by its outward part, or by its sector. Keys: { postcode, release }; only a sector has a space.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
WITH at, key, replace(key.postcode, ' ', '') AS start, CASE WHEN key.postcode CONTAINS ' ' THEN [2] ELSE [0, 3] END AS further
MATCH (state:State)
WHERE state.postcodeKey STARTS WITH start
  AND size(state.postcodeKey) - size(start) IN further
  AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code

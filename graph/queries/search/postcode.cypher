// Returns the organisations at a postcode, given as a whole or by its outward part ('WHOLE'), its sector or its area. Keys: { start, shape, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (state:State)
WHERE state.postcodeKey STARTS WITH key.start
  AND CASE key.shape
    WHEN 'AREA' THEN substring(state.postcodeKey, size(key.start), 1) < 'A'
    WHEN 'SECTOR' THEN size(state.postcodeKey) - size(key.start) = 2
    ELSE size(state.postcodeKey) - size(key.start) IN [0, 3]
  END
  AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
RETURN at, state.code AS code

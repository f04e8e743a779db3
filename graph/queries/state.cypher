// Returns one row with all records, each packed, or as the list of its values if an older version wrote it, and the positions of their keys. Keys: codes; $releases has their releases, or the one that all have.
UNWIND range(0, size($keys) - 1) AS at
WITH at, coalesce($releases[at], $releases[0]) AS release
MATCH (state:State {code: $keys[at]})
WHERE state.fromRelease <= release < state.untilRelease
// `older` is not `state`, whose properties would be read before it is known that they are needed.
RETURN collect(at) AS positions, collect(coalesce(state.packed, head([older IN [state] | [
  older.name, older.recordClass, older.status, older.refOnly, older.unresolved, older.primaryRole,
  older.operational, older.legal, older.lastChanged, older.line1, older.line2, older.line3, older.town, older.county,
  older.postcode, older.country, older.uprn, older.contacts]]))) AS states

// Returns the record of an organisation with all its periods, also for a stub or an unresolved target. Keys: { code, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (:Organisation {code: key.code})-[:STATE]->(state)
WHERE state.fromRelease <= key.release < state.untilRelease
RETURN at, state.name AS name, state.recordClass AS recordClass, state.status AS status,
  state.refOnly AS refOnly, state.unresolved AS unresolved, state.primaryRole AS primaryRole,
  state.operational AS operational, state.legal AS legal, state.lastChanged AS lastChanged,
  state.line1 AS line1, state.line2 AS line2, state.line3 AS line3, state.town AS town, state.county AS county,
  state.postcode AS postcode, state.country AS country, state.uprn AS uprn, state.contacts AS contacts

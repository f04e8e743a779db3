// Returns the organisations that ever held a role, in one row for each role: all roles together have half a million holders. Keys: { role, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (held:Role {code: key.role})<-[:HOLDS]-(organisation)
WHERE held.fromRelease <= key.release < held.untilRelease
WITH DISTINCT at, organisation.code AS code
RETURN at, collect(code) AS codes

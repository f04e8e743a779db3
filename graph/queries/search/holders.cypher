// Returns the organisations that ever held a role, in one row for each role: all roles together have half a million holders. Keys: { role, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (held:Role {code: key.role})<-[:HOLDS]-(organisation)
WHERE held.fromRelease <= key.release < held.untilRelease
RETURN at, collect(DISTINCT organisation.code) AS codes

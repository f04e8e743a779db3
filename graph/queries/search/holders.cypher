// Returns the organisations that ever held a role. Keys: { role, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (held:Role {code: key.role})<-[:HOLDS]-(organisation)
WHERE held.fromRelease <= key.release < held.untilRelease
RETURN DISTINCT at, organisation.code AS code

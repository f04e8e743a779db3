// Returns the roles that an organisation holds, with all their periods. Keys: { code, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (:Organisation {code: key.code})-[:HOLDS]->(held)
WHERE held.fromRelease <= key.release < held.untilRelease
RETURN at, held.id AS id, held.code AS code, held.isPrimary AS isPrimary, held.status AS status,
  held.operational AS operational, held.legal AS legal

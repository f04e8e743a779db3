// Returns the successions in which an organisation is the predecessor. Keys: { code, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (:Organisation {code: key.code})-[succession:SUCCEEDED_BY]->(other)
WHERE succession.fromRelease <= key.release < succession.untilRelease
RETURN at, succession.id AS id, other.code AS other, succession.date AS date, succession.forward AS forward

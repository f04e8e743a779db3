// Returns the relationships that start at an organisation, of every type, with all their periods. Keys: { code, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (:Organisation {code: key.code})-[link:RE2]->(target)
WHERE link.fromRelease <= key.release < link.untilRelease
RETURN at, link.id AS id, type(link) AS type, target.code AS other, link.status AS status,
  link.operational AS operational, link.legal AS legal

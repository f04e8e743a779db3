// Returns the relationships with an id, of every type, with all their periods. Keys: { id, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (source)-[link:RE2]->(target)
WHERE link.id = key.id AND link.fromRelease <= key.release < link.untilRelease
RETURN at, type(link) AS type, source.code AS source, target.code AS other, link.status AS status,
  link.operational AS operational, link.legal AS legal

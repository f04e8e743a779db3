// Returns the relationships that start at an organisation, of every type, with all their periods, packed and in rows of at most 200. Keys: { code, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (:Organisation {code: key.code})-[link:RE2]->(target)
WHERE link.fromRelease <= key.release < link.untilRelease
WITH collect(at + '\u001f' + target.code + '\u001f' + type(link) + '\u001f' + coalesce(link.status, '') + '\u001f' +
  coalesce(link.operational, '') + '\u001f' + coalesce(link.legal, '') + '\u001f' + coalesce(link.id, '')) AS links
UNWIND range(0, size(links) - 1, 200) AS first
RETURN links[first..first + 200] AS links
